"""What happened in a case, in the words of its procedure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.policy import visible
from longbien.procedures.models import Case, MigrationLine, Move, Task
from longbien.procedures.queries.versions import published


@dataclass(frozen=True)
class MoveView:
    """One move of a case: `action` is None for the opening and for a migration, `event_id` its entry in the record."""

    case_id: UUID
    seq: int
    action: Text | None
    state: Text
    final: bool
    at: datetime
    by_id: UUID | None
    event_id: UUID


def moves(case_ids: Iterable[UUID]) -> tuple[MoveView, ...]:
    """The moves of these cases, in the order of each, told by the version they were made under.

    One query, one more where cases were taken over, and one for each version not read before.
    """
    found = Move.objects.filter(case_id__in=list(case_ids)).select_related("case").order_by("case_id", "seq")
    rows = list(found)
    before = _migrations({row.case_id for row in rows if row.source and not row.action})
    return tuple(_view(row, before.get(row.case_id, ())) for row in rows)


def _migrations(case_ids: set[UUID]) -> dict[UUID, list[tuple[int, UUID]]]:
    """By case: the moves that were migrations, each with the version that the case had before, in order."""
    found: dict[UUID, list[tuple[int, UUID]]] = {}
    if case_ids:
        lines = MigrationLine.objects.filter(case_id__in=case_ids, outcome=MigrationLine.Outcome.MIGRATED)
        for case_id, seq, source_id in lines.order_by("seq").values_list("case_id", "seq", "run__source_id"):
            found.setdefault(case_id, []).append((seq, source_id))
    return found


def called(case: Case, action: str) -> Text:
    """What an action of a case is called, by the newest version of those that it was under which has the action."""
    found = published(case.version_id).definition.actions.get(action)
    if found is None:
        before = reversed(_migrations({case.pk}).get(case.pk, []))
        every = (published(source).definition.actions.get(action) for _, source in before)
        found = next((one for one in every if one), None)
    return found.title if found else Text.of(und=action)


def readable_cases(actor: Actor, case_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the cases that the actor may open. One query."""
    found = visible(actor, Case.objects.filter(pk__in=list(case_ids)))
    return frozenset(found.values_list("pk", flat=True))


def open_tasks(case_id: UUID) -> tuple[tuple[UUID, UUID], ...]:
    """(task, person) of everyone who is asked for something in a case now, longest first."""
    found = Task.objects.filter(case_id=case_id, state=Task.State.OPEN).order_by("assigned_at", "pk")
    return tuple(found.values_list("pk", "person_id"))


def _view(row: Move, migrations: Sequence[tuple[int, UUID]]) -> MoveView:
    version_id = next((source for seq, source in migrations if row.seq < seq), row.case.version_id)
    definition = published(version_id).definition
    action = definition.actions.get(row.action)
    # A draft that was taken over has no move of its own: it stands where cases begin.
    state = definition.states.get(row.target, definition.initial)
    title = action.title if action else None
    return MoveView(row.case_id, row.seq, title, state.title, state.final, row.at, row.by_id, row.event_id)
