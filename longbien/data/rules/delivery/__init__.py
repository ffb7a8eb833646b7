"""Rows that arrive as files: read by the kinds of their contract, every value that isn't one named with its place."""
