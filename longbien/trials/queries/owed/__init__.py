"""Reads of what trials owe while they run."""
