"""Deals: where they stand, what a term sheet says, what it makes of a cap table."""
