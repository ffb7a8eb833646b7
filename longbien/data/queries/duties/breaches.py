"""Breaches of data, and how their clocks stand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from longbien.data.models import Breach
from longbien.data.queries.sets import contract_of
from longbien.data.rules.duties.clocks import Left, Standing, left, standing
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check


@dataclass(frozen=True)
class StepView:
    what: str
    words: str
    at: datetime
    entry_id: UUID
    is_late: bool


@dataclass(frozen=True)
class BreachView:
    """A breach; `owes` while the authority has to be told, `words` are for whoever may read them."""

    id: UUID
    code: str
    title: Text
    is_serious: bool
    persons: int | None
    words: str
    known_at: datetime
    due_at: datetime
    statute: str
    at: datetime
    entry_id: UUID
    steps: tuple[StepView, ...]
    clock: Standing
    left: Left

    @property
    def did(self) -> frozenset[str]:
        return frozenset(one.what for one in self.steps)

    @property
    def owes(self) -> bool:
        return self.is_serious and "notified" not in self.did

    @property
    def is_open(self) -> bool:
        return "closed" not in self.did


def breaches() -> tuple[BreachView, ...]:
    """Open ones first, the nearest deadline first."""
    rows = Breach.objects.select_related("data_set").prefetch_related("steps").order_by("due_at", "pk")
    return tuple(sorted(map(_view, rows), key=lambda one: not one.is_open))


def breach(actor: Actor, breach_id: UUID) -> BreachView:
    """Refusal 404 when it isn't there or isn't for the actor."""
    row = Breach.objects.filter(pk=breach_id).select_related("data_set").first()
    if row is None:
        raise not_found()
    check(actor, "view", row)
    return _view(row)


def _view(row: Breach) -> BreachView:
    now, steps = timezone.now(), sorted(row.steps.all(), key=lambda one: one.at)
    told = next((one.at for one in steps if one.what == "notified"), None)
    return BreachView(
        id=row.pk,
        code=row.data_set.code,
        title=contract_of(row.data_set).title,
        is_serious=row.is_serious,
        persons=row.persons,
        words=row.words,
        known_at=row.known_at,
        due_at=row.due_at,
        statute=row.statute,
        at=row.at,
        entry_id=row.entry_id,
        steps=tuple(
            StepView(one.what, one.words, one.at, one.entry_id, one.what == "notified" and one.at > row.due_at)
            for one in steps
        ),
        clock=standing(row.due_at, told, now),
        left=left(row.due_at, now),
    )
