"""Play the demonstration of orders and adoption: the very actions that people do on the pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.actions.adoption.demonstrate_pilot import Piloting, demonstrate_pilot
from longbien.capital.actions.adoption.list_solution import list_solution
from longbien.capital.actions.adoption.offer_solution import Offered, offer_solution
from longbien.capital.actions.orders.accept_part import accept_part
from longbien.capital.actions.orders.agree_order import agree_order, sign_order
from longbien.capital.actions.orders.appropriate import Decided, appropriate
from longbien.capital.actions.orders.deliver_part import Delivery, deliver_part
from longbien.capital.actions.orders.prepare_order import Wanted, prepare_order
from longbien.capital.models import Order
from longbien.capital.rules.adoption.solutions import PricedPart
from longbien.capital.rules.orders.criteria import Criterion
from longbien.capital.rules.orders.parts import Part
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.sourced import read_yaml
from longbien.people.queries import actor_for, demonstration, organisations_of
from longbien.problems.queries import problem_with_code
from longbien.trials.actions.build_dossier import build_dossier
from longbien.trials.queries import trials_of
from longbien.trials.queries.leaving.exits import exit_report

MOMENT = timedelta(milliseconds=20)


@dataclass(frozen=True)
class Cast:
    """Who plays whom, and the trial that proves it."""

    fund: Actor
    buyer: Actor
    signer: Actor
    supplier: Actor
    trial_id: UUID

    @property
    def buyer_id(self) -> UUID:
        return organisations_of(self.buyer)[0].id

    @property
    def supplier_id(self) -> UUID:
        return organisations_of(self.supplier)[0].id


def demonstrate_orders(*, at: datetime) -> tuple[str, ...]:
    """The scripts that were played; nothing is done twice, nor where the supplier has no trial that ended."""
    paths = sorted(settings.HUB.folder.glob("demonstration/orders/*.yaml"))
    told = [read_yaml(path).data for path in paths]
    return tuple(str(one["orders"]) for one in told if _play(one, at))


def _play(told: Any, at: datetime) -> bool:
    people = {card.code: card.person.id for card in demonstration()}
    fund, buyer, signer, supplier = (
        actor_for(people[told["people"][who]]) for who in ("appropriates", "prepares", "signs", "supplies")
    )
    supplier_id = organisations_of(supplier)[0].id
    ended = next((one.id for one in trials_of(supplier_id) if exit_report(one.id)), None)
    if ended is None or Order.objects.filter(supplier_id=supplier_id).exists():
        return False
    cast = Cast(fund, buyer, signer, supplier, ended)
    build_dossier(ended, by=supplier, at=at)
    amount = Money.from_data(told["budget"]["amount"])
    appropriate(Decided(cast.buyer_id, amount, told["budget"]["decision"]), by=fund, at=at)
    _order(told["order"], cast, at)
    solution = _solution(told["solution"], cast, at)
    if "pilot" in told and told["pilot"]["by"] in people:
        parts = tuple(_part(one, at) for one in told["pilot"]["parts"])
        ordering = Piloting(solution, actor_for(people[told["pilot"]["by"]]), cast.supplier, cast.trial_id)
        demonstrate_pilot(told["pilot"], ordering, parts, at=at + 9 * MOMENT)
    return True


def _order(told: Any, cast: Cast, at: datetime) -> None:
    wanted = Wanted(
        route=told["route"], problem_id=problem_with_code(told["problem"]), buyer_id=cast.buyer_id,
        supplier_id=cast.supplier_id, title=told["title"], about=told["about"],
        parts=tuple(_part(one, at) for one in told["parts"]),
    )  # fmt: skip
    order = Order.objects.get(pk=prepare_order(wanted, by=cast.buyer, at=at))
    agree_order(order.pk, digest=order.digest, by=cast.supplier, at=at + MOMENT)
    sign_order(order.pk, digest=order.digest, by=cast.signer, at=at + 2 * MOMENT)
    for n, (part, said) in enumerate(zip(order.parts.order_by("place"), told["delivered"], strict=False), 3):
        delivery = Delivery(said["note"], said["measured"], cast.trial_id)
        deliver_part(part.pk, delivery, by=cast.supplier, at=at + n * MOMENT)
        accept_part(part.pk, reason=said["accepted"], by=cast.signer, at=at + (n + 1) * MOMENT)


def _solution(told: Any, cast: Cast, at: datetime) -> UUID:
    parts = tuple(
        PricedPart(one["title"], one["kpi"], Money.from_data(one["amount"]).minor, one["days"]) for one in told["parts"]
    )
    offered = Offered(
        cast.supplier_id, cast.trial_id, problem_with_code(told["problem"]), told["title"], told["about"],
        told["terms"], parts,
    )  # fmt: skip
    made = offer_solution(offered, by=cast.supplier, at=at)
    list_solution(made, reason=told["listed"], by=cast.signer, at=at)
    return made


def _part(told: Any, at: datetime) -> Part:
    asked = told.get("criterion")
    day = at.astimezone(ZoneInfo(settings.HUB.timezone)).date() + timedelta(days=told["days"])
    criterion = Criterion(asked["figure"], asked["bound"], asked["value"]) if asked else None
    return Part(told["title"], told["kpi"], Money.from_data(told["amount"]).minor, day, criterion)
