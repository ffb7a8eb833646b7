"""Reads of insurance and claims."""
