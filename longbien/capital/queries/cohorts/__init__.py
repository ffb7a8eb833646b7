"""Cohorts and follow-on rounds."""
