"""Proven solutions: what an entry of the catalogue must say."""
