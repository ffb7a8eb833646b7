"""How comparisons are shown."""
