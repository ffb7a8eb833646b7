"""Pages of agreements on data."""
