"""Take the next cases of a migration over, each in a transaction of its own; killed anywhere, it goes on from there."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import not_found
from longbien.procedures.actions.migrating.migrate_case import migrate_case
from longbien.procedures.events import MigrationEnded, MigrationWentOn
from longbien.procedures.models import Case, MigrationLine, MigrationRun
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

BATCH = 100


def carry_on(*, run_id: UUID, at: datetime, limit: int = BATCH) -> int:
    """Up to `limit` cases; the answer is how many were looked at, 0 when the migration is through.

    Not an action of its own: each case is one. A case that is through has its line and is not looked at again.
    """
    run = MigrationRun.objects.select_related("version").filter(pk=run_id).first()
    if run is None:
        raise not_found()
    cases = list(_waiting(run, limit))
    for case_id in cases:
        migrate_case(run=run, case_id=case_id, at=at)
    _close(run_id=run.pk, looked_at=len(cases), more=len(cases) == limit, at=at)
    return len(cases)


def _waiting(run: MigrationRun, limit: int) -> Iterator[UUID]:
    through = MigrationLine.objects.filter(run=run, case=OuterRef("pk"))
    waiting = Case.objects.filter(~Exists(through), version_id=run.source_id, closed_at=None)
    return waiting.order_by("pk").values_list("pk", flat=True)[:limit].iterator()


@act
def _close(*, run_id: UUID, looked_at: int, more: bool, at: datetime) -> None:
    """Have the next batch follow, or end the run and say how it went."""
    run = MigrationRun.objects.select_for_update(of=("self",)).select_related("version").get(pk=run_id)
    if more:
        emit(MigrationWentOn(run.version.code, looked_at), subject=run.subject, by=SYSTEM, at=at)
    elif run.ended_at is None:
        counted = dict(run.lines.values_list("outcome").annotate(n=Count("pk")))
        run.ended_at, run.finals = at, Case.objects.filter(version_id=run.source_id).exclude(closed_at=None).count()
        run.save(update_fields=["ended_at", "finals"])
        event = MigrationEnded(run.version.code, counted.get("migrated", 0), counted.get("kept", 0))
        emit(event, subject=run.subject, by=SYSTEM, at=at)
