"""What the worker still owes, for `/health` and for those who run a hub."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from longbien.kernel.text import Text
from longbien.record import models
from longbien.record.rules.faults import why


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
    """A delivery that was given up: `error` is the kind of the last failure, `why` what that means, `since` when."""

    number: int
    reaction: str
    error: str
    entry_id: UUID
    event: str
    since: datetime

    @property
    def why(self) -> Text:
        return why(self.error)


def stuck_deliveries(*, limit: int | None = None) -> tuple[Stuck, ...]:
    """Those that were given up, the oldest first."""
    rows = models.Delivery.objects.filter(stuck=True).select_related("event").order_by("id")[:limit]
    return tuple(Stuck(row.pk, row.reaction, row.error, row.event_id, row.event.type, row.due_at) for row in rows)


@dataclass(frozen=True)
class Owed:
    """What one reaction still has to do: how many wait, how many of them are overdue, when the next is due."""

    reaction: str
    waiting: int
    overdue: int
    stuck: int
    next_at: datetime | None


def owed(at: datetime) -> tuple[Owed, ...]:
    """Every reaction that has something to do at the instant `at` or later."""
    running, late = Q(stuck=False), Q(stuck=False, due_at__lt=at)
    rows = models.Delivery.objects.filter(done_at=None).values("reaction").order_by("reaction")
    counted = rows.annotate(
        waiting=Count("id", filter=running),
        overdue=Count("id", filter=late),
        given_up=Count("id", filter=Q(stuck=True)),
        next_at=Min("due_at", filter=running),
    )
    return tuple(
        Owed(row["reaction"], row["waiting"], row["overdue"], row["given_up"], row["next_at"]) for row in counted
    )
