"""Fixtures of the procedures room."""

from tests.databases import database_template, fresh_database  # noqa: F401
