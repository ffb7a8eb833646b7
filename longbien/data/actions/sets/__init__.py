"""Data sets: listed, delivered, quarantined."""
