"""Reads for the MDS interface."""
