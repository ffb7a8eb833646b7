"""Delta Sharing: rows of an agreement for clients that speak the open protocol, read-only."""
