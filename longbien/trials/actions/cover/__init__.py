"""What holders record of insurance and of claims."""
