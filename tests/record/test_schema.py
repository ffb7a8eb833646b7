"""The migrations of our rooms lead to what the models say: the same columns, indexes, constraints and triggers.

Tables of the libraries are left to them: on PostgreSQL one of Django's own has a smaller number as its key when it was
migrated from its beginnings.
"""

import subprocess
import sys

import pytest
from django.apps import apps
from django.db import connection

from tests.databases import Fresh, make_database, switched

pytestmark = pytest.mark.django_db
ON_SQLITE = """
SELECT m.type, m.tbl_name, CASE m.type WHEN 'table' THEN c.name ELSE m.name END,
       CASE m.type WHEN 'table' THEN c.type || c."notnull" || c.pk ELSE m.sql END
FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) c ON m.type = 'table'
"""
ON_POSTGRESQL = """
SELECT 'column', table_name, column_name, data_type || is_nullable || coalesce(character_maximum_length, 0)
FROM information_schema.columns WHERE table_schema = 'public'
UNION SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
UNION SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""


def schema():
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)
        rows = {tuple(str(part) for part in row) for row in cursor.fetchall()}
    ours = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in ours if model.__module__.startswith("longbien.")}
    return {row for row in rows if row[1] in tables}


def test_migrated_step_by_step_it_is_the_same(fresh_database, tmp_path):
    laid = schema()
    (tmp_path / "migrated").mkdir()
    migrated = Fresh(make_database("migrated", tmp_path / "migrated"), tmp_path / "migrated")
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=migrated.env, check=True)
    with switched(migrated.url):
        found = schema()
    assert found - laid == set()
    assert laid - found == set()
    assert len({row for row in laid if row[0] == "trigger"}) > 50
