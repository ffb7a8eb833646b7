"""Begin the migration that a version asks for."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.procedures.events import MigrationBegan
from longbien.procedures.models import MigrationRun, Version
from longbien.procedures.rules.definition import Migration
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def begin(version: Version, migration: Migration, *, by: Actor, at: datetime) -> UUID | None:
    """Set the run going; the answer is its id, None where the version it takes from was never published here."""
    source = Version.objects.filter(code=version.code, version=migration.source).first()
    if source is None:
        return None
    run = MigrationRun.objects.create(version=version, source=source, began_at=at)
    emit(MigrationBegan(version.code, source.version, version.version), subject=run.subject, by=by, at=at)
    return run.pk
