"""Cubes: published once for each edition, asked within the budget."""
