"""Reads of deals, their data rooms and the cap tables of companies."""
