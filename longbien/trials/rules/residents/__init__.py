"""What residents are promised and told."""
