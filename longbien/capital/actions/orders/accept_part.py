"""Accept a part that was delivered and pay it, refuse it for now, or let it lapse when its day is over."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.orders.deliver_part import needed_proof
from longbien.capital.actions.orders.paying import pay, release
from longbien.capital.actions.orders.standing import (
    Made,
    locked_part,
    must_be_another,
    must_say_why,
    must_stand,
    subject_of,
    take_step,
)
from longbien.capital.events.orders import AcceptanceOverdue, PartAccepted, PartLapsed, PartRefused
from longbien.capital.models import Order, OrderStep, Part
from longbien.capital.queries.orders.parts import criterion_of, moment_after
from longbien.capital.rules.orders.routes import read_route
from longbien.capital.rules.orders.steps import CLOSED
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.procedures.rules.deadlines import due_after, parse_span
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@act
def accept_part(part_id: UUID, *, reason: str, by: Actor, at: datetime) -> UUID:
    """Pay what was held; the answer is the payment in the ledger. The figure is read off the exit report once more.

    Refusal 403 for the officer who prepared the order and for who is tied to the supplier.
    """
    part = locked_part(part_id, "accept", by=by)
    must_be_another(part.order, by)
    must_stand(part, "accepted")
    said, found = must_say_why(reason), _found(part)
    paid = pay(part, by=by, at=at)
    event = PartAccepted(part.pk, part.place, paid, part.amount, found, said)
    take_step(part.order, "accepted", event, Made(part, due_at=_decide_by(part, at), posting=paid), by=by, at=at)
    return paid


@act
def refuse_part(part_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """It isn't what was ordered: the supplier may deliver again until its day; after that the money is released."""
    part = locked_part(part_id, "accept", by=by)
    must_be_another(part.order, by)
    must_stand(part, "refused")
    said = must_say_why(reason)
    take_step(part.order, "refused", PartRefused(part.pk, part.place, said), Made(part), by=by, at=at)
    _lapse_if_over(part, at)


@act
def lapse_part(part_id: UUID, *, at: datetime) -> bool:
    """The day of a part is over. Nothing where it was delivered in time: then an officer has the word."""
    part = Part.objects.select_related("order").get(pk=part_id)
    hold(f"capital.order {part.order_id}")
    newest = OrderStep.objects.filter(part=part).order_by("pk").values_list("step", flat=True).last()
    return newest in ("reserved", "refused") and _lapse_if_over(part, at)


@act
def escalate_part(part_id: UUID, *, at: datetime) -> bool:
    """The day by which a delivery was to be accepted is over: noted, once a delivery. False where somebody has said
    something in time."""
    part = Part.objects.select_related("order").get(pk=part_id)
    order: Order = part.order
    hold(f"capital.order {order.pk}")
    newest = OrderStep.objects.filter(part=part).order_by("pk").last()
    if newest is None or newest.step != "delivered" or newest.due_at is None or at < newest.due_at:
        return False
    event = AcceptanceOverdue(part.pk, part.place, newest.due_at)
    emit(event, subject=subject_of(order), by=SYSTEM, at=at, chain=subject_of(order))
    return True


def _lapse_if_over(part: Part, at: datetime) -> bool:
    if at < moment_after(part.due_on):
        return False
    released = release(part, by=SYSTEM, at=at)
    event = PartLapsed(part.pk, part.place, released)
    take_step(part.order, "lapsed", event, Made(part, due_at=_decide_by(part, at), posting=released), by=SYSTEM, at=at)
    return True


def _found(part: Part) -> int | None:
    """What the exit report says of the figure that was asked; it must still be there, and still hold."""
    asked = criterion_of(part)
    if asked is None:
        return None
    step = OrderStep.objects.filter(part=part, step="delivered").order_by("pk").last()
    proven = needed_proof(part.order, step.trial_id if step else None)
    if step is None or proven.report_sha256 != step.report_sha256 or not asked.holds(proven.figures):
        raise conflict("evidence-changed", EVIDENCE)
    return asked.read(proven.figures)


def _decide_by(part: Part, at: datetime) -> datetime | None:
    """By when it is decided what follows, when this part is the last one to close."""
    order: Order = part.order
    closed = OrderStep.objects.filter(order=order, step__in=CLOSED).exclude(part=part).count()
    if closed + 1 < order.parts.count():
        return None
    route = read_route(order.text, settings.HUB.languages)
    return due_after(settings.HUB.calendar, at, parse_span(route.decide_within))


EVIDENCE = Text.of(
    vi="Bằng chứng không còn đúng như khi giao.", en="The evidence is no longer what was delivered."
)  # fmt: skip
