"""A company owes what it accepted, and records that it has paid, by the document.

It is no public money: nothing of it is in the ledger.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.funds.locked import must_be_past
from longbien.capital.actions.investing.deciding import Paper, stored
from longbien.capital.actions.orders.standing import Made, decide_by, locked_part, must_stand, subject_of, take_step
from longbien.capital.events.pilots import PartOwed, PartPaid, PaymentOverdue
from longbien.capital.models import OrderStep, Part
from longbien.capital.rules.orders.routes import read_route
from longbien.kernel.actor import SYSTEM, Actor
from longbien.procedures.rules.deadlines import due_after, parse_span
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Paid:
    """The day on which the money went, and the document that shows it."""

    on: date
    paper: Paper | None


@act
def pay_part(part_id: UUID, paid: Paid, *, by: Actor, at: datetime) -> None:
    """Record the payment of a part that was accepted. Refusal 422 for a day to come, or without a document."""
    part = locked_part(part_id, "pay", by=by)
    must_stand(part, "paid")
    must_be_past(paid.on, at, "on")
    document = stored(paid.paper, subject_of(part.order), by=by, at=at)
    event = PartPaid(part.pk, part.place, document, paid.on)
    made = Made(part, due_at=decide_by(part, at), paid_on=paid.on, evidence=document)
    take_step(part.order, "paid", event, made, by=by, at=at)


@act
def late_payment(part_id: UUID, *, at: datetime) -> bool:
    """The day by which an accepted part was to be paid is over: noted once. False where the payment was recorded."""
    part = Part.objects.select_related("order").get(pk=part_id)
    hold(f"capital.order {part.order_id}")
    newest = OrderStep.objects.filter(part=part).order_by("pk").last()
    if newest is None or newest.step != "owed" or newest.due_at is None or at < newest.due_at:
        return False
    order = subject_of(part.order)
    emit(PaymentOverdue(part.pk, part.place, newest.due_at), subject=order, by=SYSTEM, at=at, chain=order)
    return True


def owe(part: Part, said: str, found: int | None, *, by: Actor, at: datetime) -> None:
    """Inside an action: the part was accepted, its payment is due from now on."""
    route = read_route(part.order.text, settings.HUB.languages)
    due_by = due_after(settings.HUB.calendar, at, parse_span(route.pay_within))
    event = PartOwed(part.pk, part.place, due_by, found, said)
    take_step(part.order, "owed", event, Made(part, due_at=due_by), by=by, at=at)
