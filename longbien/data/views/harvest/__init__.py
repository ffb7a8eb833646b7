"""Pages of what other catalogues list."""
