"""A licence in sentences."""
