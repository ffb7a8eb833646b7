"""Reads of the rights of those who fund laboratories."""
