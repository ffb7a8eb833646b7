"""Fixtures of the people tests."""

from tests.databases import database_template, fresh_database

__all__ = ["database_template", "fresh_database"]
