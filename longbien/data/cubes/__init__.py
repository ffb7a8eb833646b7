"""Cubes: rows counted within their bounds by DuckDB, noise drawn by OpenDP. Loaded only when one is made or asked."""
