"""Orders as their pages show them: where they stand, what comes next, what was paid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from longbien.capital.models import Order, OrderStep, Part
from longbien.capital.queries.orders.parts import (
    KpiView,
    PartView,
    StepView,
    kpi_view,
    moment_after,
    part_view,
    step_view,
)
from longbien.capital.rules.orders.routes import KINDS, PILOT, Kind, Route, read_route
from longbien.capital.rules.orders.steps import CLOSED, ORDER_NAMES, ORDER_TONES, PAID, VERDICTS, Verdict, order_state
from longbien.capital.rules.orders.upcoming import Next, PartStands, upcoming
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check, visible
from longbien.people.queries import OrganisationCard, organisations
from longbien.problems.queries import titles

Rows = QuerySet[Order]


@dataclass(frozen=True)
class OrderView:
    """An order with its parts; `kpis` in its own copy of the problem."""

    id: UUID
    number: str
    kind: Kind
    route: Route
    title: str
    about: str
    where: str
    problem_id: UUID
    problem: Text
    version: int
    kpis: tuple[KpiView, ...]
    buyer: OrganisationCard
    supplier: OrganisationCard
    currency: str
    state: str
    digest: str
    prepared_at: datetime
    prepared_by: UUID
    is_demo: bool
    solution_id: UUID | None
    place_id: UUID | None
    parts: tuple[PartView, ...]
    steps: tuple[StepView, ...]
    verdict: Verdict | None
    next: Next

    @property
    def is_pilot(self) -> bool:
        return self.kind == PILOT

    @property
    def kind_name(self) -> Text:
        return KINDS[self.kind]

    @property
    def state_name(self) -> Text:
        return VERDICTS[self.verdict] if self.verdict else ORDER_NAMES[self.state]

    @property
    def tone(self) -> str:
        return ORDER_TONES[self.state]

    @property
    def price(self) -> Money:
        return self._sum(*(part.state for part in self.parts))

    @property
    def paid(self) -> Money:
        return self._sum(*PAID)

    @property
    def reserved(self) -> Money:
        return self._sum("open", "delivered")

    @property
    def released(self) -> Money:
        return self._sum("lapsed", "ended")

    @property
    def owed(self) -> Money:
        """What a company has accepted and not yet paid."""
        return self._sum("owed")

    @property
    def signed_at(self) -> datetime | None:
        return next((one.at for one in self.steps if one.step == "signed"), None)

    @property
    def updated_at(self) -> datetime:
        return max((one.at for one in self.history), default=self.prepared_at)

    @property
    def history(self) -> tuple[StepView, ...]:
        """Every step of the order and of its parts, in the order in which they happened."""
        every = [*self.steps, *(one for part in self.parts for one in part.steps)]
        return tuple(sorted(every, key=lambda one: one.key))

    def _sum(self, *states: str) -> Money:
        return Money(sum(part.amount.minor for part in self.parts if part.state in set(states)), self.currency)


def orders(actor: Actor, *, kind: str = "") -> Rows:
    """The orders that the actor may see, newest first."""
    rows = visible(actor, Order.objects.all())
    return rows.filter(kind=kind) if kind else rows


def public_orders() -> Rows:
    """Those that everyone may see: of public money, and signed at some time."""
    return Order.objects.filter(steps__step="signed", steps__part=None).exclude(kind=PILOT)


def needed_order(actor: Actor, order_id: UUID) -> Order:
    """Refusal (404) when it isn't there, or isn't theirs to see."""
    found = Order.objects.filter(pk=order_id).first()
    if found is None:
        raise not_found()
    check(actor, "view", found)
    return found


def order_views(rows: Iterable[Order]) -> tuple[OrderView, ...]:
    """Rows as they are shown, in their order; as many queries for one as for many."""
    found = list(rows)
    parts: dict[UUID, list[Part]] = {}
    for part in Part.objects.filter(order__in=found).select_related("order"):
        parts.setdefault(part.order_id, []).append(part)
    steps: dict[UUID, list[OrderStep]] = {}
    for step in OrderStep.objects.filter(order__in=found).select_related("trial"):
        steps.setdefault(step.order_id, []).append(step)
    cards = organisations({key for row in found for key in (row.buyer_id, row.supplier_id)})
    named = titles(tuple({row.problem_id for row in found}))
    return tuple(_view(row, parts[row.pk], steps.get(row.pk, []), cards, named) for row in found)


def order_view(row: Order) -> OrderView:
    return order_views([row])[0]


def own_orders(actor: Actor) -> Rows:
    """What the actor's own organisations buy or deliver."""
    mine = list(actor.organisations)
    return Order.objects.filter(supplier_id__in=mine) | Order.objects.filter(buyer_id__in=mine)


def state_of(row: Order) -> str:
    """Where the order stands now."""
    return order_state(row.steps.filter(part=None).order_by("pk").values_list("step", flat=True))


def is_first(actor: Actor, row: Order) -> bool:
    """Whether the actor prepared an order of public money, where the second officer does the rest."""
    return row.kind != PILOT and row.prepared_by == actor.id


def is_to_be_decided(order_id: UUID) -> bool:
    """Whether every part is closed and nothing was decided yet."""
    view = order_view(Order.objects.get(pk=order_id))
    return view.state == "signed" and all(part.closed for part in view.parts)


def _view(
    row: Order, parts: Sequence[Part], steps: Sequence[OrderStep], cards: dict[UUID, OrganisationCard],
    named: dict[UUID, Text],
) -> OrderView:  # fmt: skip
    own = [one for one in steps if one.part_id is None]
    shown = tuple(part_view(part, [one for one in steps if one.part_id == part.pk]) for part in parts)
    state = order_state(one.step for one in own)
    kept: Any = row.text
    return OrderView(
        id=row.pk,
        number=row.number,
        kind=cast(Kind, row.kind),
        route=read_route(kept, settings.HUB.languages),
        title=row.title,
        about=row.about,
        where=row.where,
        problem_id=row.problem_id,
        problem=named[row.problem_id],
        version=row.version,
        kpis=tuple(map(kpi_view, cast("list[dict[str, Any]]", row.kpis))),
        buyer=cards[row.buyer_id],
        supplier=cards[row.supplier_id],
        currency=row.currency,
        state=state,
        digest=row.digest,
        prepared_at=row.prepared_at,
        prepared_by=row.prepared_by,
        is_demo=row.is_demo,
        solution_id=row.solution_id,
        place_id=row.place_id,
        parts=shown,
        steps=tuple(map(step_view, own)),
        verdict=next((cast(Verdict, one.verdict) for one in own if one.verdict), None),
        next=_next(state, shown, steps, is_pilot=row.kind == PILOT),
    )


def _next(state: str, parts: Sequence[PartView], steps: Sequence[OrderStep], *, is_pilot: bool) -> Next:
    stands = [PartStands(one.place, one.state, one.due_at) for one in parts]
    first = min((moment_after(one.due_on) for one in parts), default=None)
    closed = all(one.state in CLOSED for one in parts)
    decide = next((one.due_at for one in reversed(steps) if one.step in CLOSED and one.due_at), None)
    return upcoming(state, stands, answer_by=first, decide_by=decide if closed else None, is_pilot=is_pilot)
