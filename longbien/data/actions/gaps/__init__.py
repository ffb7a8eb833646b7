"""Gaps: data that is missing, who owes it, and when it came."""
