"""Reads of what residents are told: notices before a start, and how near a trial is to its stop."""
