"""Make the deliveries that are due: slow reactions and timers.

A worker leases a few, so that others pass them over; a lease that runs out (the worker was killed) is taken up again.
A timer runs in one transaction with the note that it was done: exactly once. A slow reaction does external I/O outside
of any transaction: at least once. After three tries a delivery is stuck, and shown as such.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.event import rebuild
from longbien.kernel.subject import Subject
from longbien.record import models
from longbien.record.actions.act import act, one_writer
from longbien.record.registry import Happened, is_timer, reaction_named
from longbien.record.rules.faults import LOST

MOST_TRIES = 3
LEASE = timedelta(minutes=2)
BACK_OFF = (timedelta(seconds=30), timedelta(minutes=5))

log = logging.getLogger("longbien.deliver")


def deliver(*, clock: Callable[[], datetime], limit: int = 20) -> int:
    """Lease and make up to `limit` due deliveries; the answer is how many were taken up, made or not."""
    leased = _lease(at=clock(), limit=limit)
    for delivery in leased:
        _make(delivery, clock)
    return len(leased)


def _lease(*, at: datetime, limit: int) -> list[models.Delivery]:
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    with one_writer(), transaction.atomic():
        due = models.Delivery.objects.filter(free, done_at=None, stuck=False, due_at__lte=at).order_by("due_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        taken = list(due.select_related("event")[:limit])
        lost = [one.pk for one in taken if one.tries >= MOST_TRIES]
        models.Delivery.objects.filter(pk__in=lost).update(stuck=True, error=LOST)
        taken = [one for one in taken if one.pk not in lost]
        models.Delivery.objects.filter(pk__in=[one.pk for one in taken]).update(
            leased_until=at + LEASE, tries=F("tries") + 1
        )
    for one in taken:
        one.leased_until, one.tries = at + LEASE, one.tries + 1
    return taken


def _make(delivery: models.Delivery, clock: Callable[[], datetime]) -> None:
    try:
        if is_timer(delivery.reaction):
            _fire(delivery, clock())
        else:
            reaction_named(delivery.reaction)(_happened(delivery, clock()))
            _ours(delivery).update(done_at=clock(), leased_until=None, error="")
    except Exception as error:  # whatever it is, it must not stop the other deliveries
        log.warning("delivery failed", exc_info=True, extra={"reaction": delivery.reaction, "tries": delivery.tries})
        _postpone(delivery, error, at=clock())


@act
def _fire(delivery: models.Delivery, at: datetime) -> None:
    # Marked first: a timer that was cancelled, set anew or taken over since the lease finds no row, and is left alone.
    if _ours(delivery).update(done_at=at, leased_until=None, error=""):
        reaction_named(delivery.reaction)(_happened(delivery, at))


def _ours(delivery: models.Delivery) -> QuerySet[models.Delivery]:
    """The row of this delivery, as long as this worker's lease on it stands."""
    return models.Delivery.objects.filter(
        pk=delivery.pk, leased_until=delivery.leased_until, tries=delivery.tries, done_at=None
    )


def _postpone(delivery: models.Delivery, error: Exception, *, at: datetime) -> None:
    stuck = delivery.tries >= MOST_TRIES
    wait = timedelta() if stuck else BACK_OFF[delivery.tries - 1]
    # The name of the error only: its words may hold somebody's data.
    _ours(delivery).update(leased_until=None, due_at=at + wait, stuck=stuck, error=type(error).__name__)


def _happened(delivery: models.Delivery, now: datetime) -> Happened:
    event = delivery.event
    values = json.loads(event.leaf)["open"]
    values |= {name: json.loads(value) for name, value in event.openings.values_list("name", "value")}
    return Happened(
        id=event.pk,
        what=rebuild(event.type, values),
        subject=Subject.parse(event.subject),
        by=SYSTEM if event.actor_id == SYSTEM.id else Actor(id=event.actor_id),
        at=event.at,
        now=now,
        key=delivery.key,
    )
