"""Reads of orders and grants that are paid by results."""
