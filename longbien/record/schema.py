"""The tables of an empty database, made from the models at once: for a database that is thrown away afterwards.

A database that is to stay goes the way of the migrations (`longbien migrate`). That both end at the same tables,
indexes and triggers is held by `tests/record/test_schema.py`.
"""

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def lay_schema() -> None:
    """Every table, index and trigger, in the default database, which must be empty: in a tenth of the time."""
    known = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        call_command("migrate", run_syncdb=True, verbosity=0, interactive=False, skip_checks=True)
    finally:
        settings.MIGRATION_MODULES = known
    note_migrated()


def note_migrated() -> None:
    """Write down that every migration there is was applied, so that the database passes for one that was migrated."""
    known, recorder = set(MigrationLoader(None).disk_migrations), MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in sorted(known - set(recorder.applied_migrations())):
        recorder.record_applied(app, name)
