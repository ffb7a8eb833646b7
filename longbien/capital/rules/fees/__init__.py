"""Paying the management fee."""
