"""Iceberg as plain data: what is said of a table, how requests for its files are signed."""
