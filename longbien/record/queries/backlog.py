"""What the worker still owes, for `/health` and for those who run a hub."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from longbien.record import models


@dataclass(frozen=True)
class Backlog:
    """Events that wait for their place in the log (`since`: when the oldest of them happened), deliveries overdue and
    deliveries given up after three tries."""

    waiting: int
    since: datetime | None
    overdue: int
    stuck: int


def backlog(at: datetime) -> Backlog:
    """What is owed at the instant `at`."""
    waiting = models.Pending.objects.count()
    owed = models.Delivery.objects.filter(done_at=None)
    return Backlog(
        waiting=waiting,
        since=models.Pending.objects.aggregate(since=Min("event__at"))["since"] if waiting else None,
        overdue=owed.filter(stuck=False, due_at__lt=at).count(),
        stuck=owed.filter(stuck=True).count(),
    )


@dataclass(frozen=True)
class Stuck:
    """A delivery that was given up; `error` is the kind of the last failure."""

    number: int
    reaction: str
    error: str
    entry_id: UUID


def stuck_deliveries() -> tuple[Stuck, ...]:
    rows = models.Delivery.objects.filter(stuck=True).order_by("id")
    return tuple(Stuck(row.pk, row.reaction, row.error, row.event_id) for row in rows)
