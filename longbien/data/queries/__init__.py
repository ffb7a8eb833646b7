"""Reads of the data platform."""
