"""Reads of the catalogue of proven solutions."""
