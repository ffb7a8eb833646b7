"""Fixtures of the house tests."""

from tests.databases import database_template, fresh_database  # noqa: F401
