"""Acceleration cohorts and follow-on rounds."""
