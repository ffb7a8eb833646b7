"""What happens in capital."""
