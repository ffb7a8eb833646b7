"""Decide what follows an order: scale it, stop, or repeat it, with reasons."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.orders.standing import (
    Made,
    locked_order,
    must_be_another,
    must_say_why,
    take_step,
)
from longbien.capital.events.orders import OrderDecided
from longbien.capital.models import OrderStep
from longbien.capital.queries.orders.orders import state_of
from longbien.capital.rules.orders.steps import CLOSED, ORDER, PAID, VERDICTS, demand
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act


@act
def decide_order(order_id: UUID, *, verdict: str, reason: str, by: Actor, at: datetime) -> None:
    """Refusal 409 while a part is open, and to scale what no part of was accepted; 403 for the preparer."""
    order = locked_order(order_id, "decide", by=by)
    must_be_another(order, by)
    demand(ORDER, state_of(order), "decided")
    closing = list(OrderStep.objects.filter(order=order, step__in=CLOSED).values_list("step", flat=True))
    if len(closing) < order.parts.count():
        raise conflict("parts-open", Text.of(vi="Còn phần chưa xong.", en="A part is still open."))
    if verdict not in VERDICTS:
        what = Text.of(vi="Hãy chọn một quyết định.", en="Choose a decision.")
        raise Refusal("no-verdict", what, faults=(Fault("verdict", what),))
    if verdict == "scale" and not set(PAID) & set(closing):
        raise Refusal("nothing-proven", NOTHING_PROVEN, faults=(Fault("verdict", NOTHING_PROVEN),))
    said = must_say_why(reason)
    take_step(order, "decided", OrderDecided(order.number, verdict, said), Made(verdict=verdict), by=by, at=at)


NOTHING_PROVEN = Text.of(
    vi="Chưa phần nào được nghiệm thu: không có gì để nhân rộng.", en="No part was accepted: there is nothing to scale."
)
