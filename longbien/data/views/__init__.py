"""Pages of the data platform, and the addresses that other catalogues read."""
