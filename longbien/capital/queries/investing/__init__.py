"""Reads of what becomes of a fund's money."""
