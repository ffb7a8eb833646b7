"""The checks of lint, one concern a module."""
