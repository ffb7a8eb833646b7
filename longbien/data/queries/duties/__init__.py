"""Reads of what is owed to persons whose data are held."""
