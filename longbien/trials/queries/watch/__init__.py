"""Reads for those who watch over many trials."""
