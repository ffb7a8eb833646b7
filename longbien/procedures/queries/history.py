"""What happened in a case, in the words of its procedure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.policy import visible
from longbien.procedures.models import Case, Move, Task
from longbien.procedures.queries.versions import published


@dataclass(frozen=True)
class MoveView:
    """One move of a case: `action` is None for the opening, `event_id` its entry in the record."""

    case_id: UUID
    seq: int
    action: Text | None
    state: Text
    final: bool
    at: datetime
    by_id: UUID | None
    event_id: UUID


def moves(case_ids: Iterable[UUID]) -> tuple[MoveView, ...]:
    """The moves of these cases, in the order of each. One query, and one for each version not read before."""
    found = Move.objects.filter(case_id__in=list(case_ids)).select_related("case").order_by("case_id", "seq")
    return tuple(_view(row) for row in found)


def readable_cases(actor: Actor, case_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the cases that the actor may open. One query."""
    found = visible(actor, Case.objects.filter(pk__in=list(case_ids)))
    return frozenset(found.values_list("pk", flat=True))


def open_tasks(case_id: UUID) -> tuple[tuple[UUID, UUID], ...]:
    """(task, person) of everyone who is asked for something in a case now, longest first."""
    found = Task.objects.filter(case_id=case_id, state=Task.State.OPEN).order_by("assigned_at", "pk")
    return tuple(found.values_list("pk", "person_id"))


def _view(row: Move) -> MoveView:
    definition = published(row.case.version_id).definition
    action, state = definition.actions.get(row.action), definition.states[row.target]
    title = action.title if action else None
    return MoveView(row.case_id, row.seq, title, state.title, state.final, row.at, row.by_id, row.event_id)
