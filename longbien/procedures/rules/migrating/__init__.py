"""Which cases go over to a new version, and what becomes of their deadlines. No Django, no clock, no query."""
