"""Accept a part that was delivered and pay it (or owe it), refuse it for now, or let it lapse when its day is over."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.orders.deliver_part import needed_proof
from longbien.capital.actions.orders.pay_part import owe
from longbien.capital.actions.orders.paying import pay, release
from longbien.capital.actions.orders.standing import (
    Made,
    decide_by,
    locked_part,
    must_be_another,
    must_say_why,
    must_stand,
    subject_of,
    take_step,
)
from longbien.capital.events.orders import AcceptanceOverdue, PartAccepted, PartLapsed, PartRefused
from longbien.capital.events.pilots import PartEnded
from longbien.capital.models import Order, OrderStep, Part
from longbien.capital.queries.orders.parts import criterion_of, moment_after
from longbien.capital.rules.orders.routes import PILOT
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@act
def accept_part(part_id: UUID, *, reason: str, by: Actor, at: datetime) -> UUID | None:
    """Pay what was held; the answer is the payment in the ledger. The figure is read off the exit report once more.
    What a company accepts it owes from now on, and there is no posting.

    Refusal 403 for the officer who prepared the order and for who is tied to the supplier.
    """
    part = locked_part(part_id, "accept", by=by)
    must_be_another(part.order, by)
    must_stand(part, "accepted")
    said, found = must_say_why(reason), _found(part)
    if part.order.kind == PILOT:
        owe(part, said, found, by=by, at=at)
        return None
    paid = pay(part, by=by, at=at)
    event = PartAccepted(part.pk, part.place, paid, part.amount, found, said)
    take_step(part.order, "accepted", event, Made(part, due_at=decide_by(part, at), posting=paid), by=by, at=at)
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
    return newest in ("reserved", "begun", "refused") and _lapse_if_over(part, at)


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
    if part.order.kind == PILOT:
        ended = Made(part, due_at=decide_by(part, at))
        take_step(part.order, "ended", PartEnded(part.pk, part.place), ended, by=SYSTEM, at=at)
        return True
    released = release(part, by=SYSTEM, at=at)
    event = PartLapsed(part.pk, part.place, released)
    take_step(part.order, "lapsed", event, Made(part, due_at=decide_by(part, at), posting=released), by=SYSTEM, at=at)
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


EVIDENCE = Text.of(
    vi="Bằng chứng không còn đúng như khi giao.", en="The evidence is no longer what was delivered."
)  # fmt: skip
