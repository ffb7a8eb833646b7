"""A pilot to try: a company orders what the catalogue has proven, accepts its first part and records the payment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.actions.investing.deciding import Paper
from longbien.capital.actions.orders.accept_part import accept_part
from longbien.capital.actions.orders.agree_order import agree_order, sign_order
from longbien.capital.actions.orders.deliver_part import Delivery, deliver_part
from longbien.capital.actions.orders.pay_part import Paid, pay_part
from longbien.capital.actions.orders.prepare_order import Wanted, prepare_order
from longbien.capital.models import Order, Solution
from longbien.capital.rules.orders.parts import Part
from longbien.kernel.actor import Actor
from longbien.people.queries import organisations_of

MOMENT = timedelta(milliseconds=20)


@dataclass(frozen=True)
class Piloting:
    """Which solution, who orders it, who delivers it, and the trial that proves it."""

    solution_id: UUID
    buyer: Actor
    supplier: Actor
    trial_id: UUID


def demonstrate_pilot(told: Any, who: Piloting, parts: tuple[Part, ...], *, at: datetime) -> None:
    solution, lead = Solution.objects.get(pk=who.solution_id), who.buyer
    wanted = Wanted(
        route=told["route"], problem_id=solution.problem_id, buyer_id=organisations_of(lead)[0].id,
        supplier_id=solution.supplier_id, title=told["title"], about=told["about"], parts=parts,
        solution_id=solution.pk,
    )  # fmt: skip
    order = Order.objects.get(pk=prepare_order(wanted, by=lead, at=at))
    agree_order(order.pk, digest=order.digest, by=who.supplier, at=at + MOMENT)
    sign_order(order.pk, digest=order.digest, by=lead, at=at + 2 * MOMENT)
    first, said = order.parts.earliest("place"), told["delivered"]
    delivery = Delivery(said["note"], said["measured"], who.trial_id)
    deliver_part(first.pk, delivery, by=who.supplier, at=at + 3 * MOMENT)
    accept_part(first.pk, reason=said["accepted"], by=lead, at=at + 4 * MOMENT)
    today = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    paid = Paid(today, Paper(told["paper"], (said["accepted"].encode(),)))
    pay_part(first.pk, paid, by=lead, at=at + 5 * MOMENT)
