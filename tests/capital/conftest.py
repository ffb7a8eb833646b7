"""Tests of capital may ask for a database of their own."""

from tests.databases import database_template, fresh_database

__all__ = ["database_template", "fresh_database"]
