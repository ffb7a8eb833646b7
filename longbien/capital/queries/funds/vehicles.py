"""Vehicles as lists and pages show them, and as the rules see them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse

from longbien.capital import models
from longbien.capital.queries.funds.packs import PackView, pack_view
from longbien.capital.rules.funds.calling import Drawn
from longbien.capital.rules.funds.lives import CLOSED, POSTED, SIGNED
from longbien.capital.rules.funds.plans import Party
from longbien.capital.rules.funds.programme import Sums
from longbien.capital.rules.funds.terms import FundTerms, read_terms
from longbien.capital.rules.vehicles.measures import PRIVATE, PUBLIC, Holding, Standing
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people.policy import check, visible
from longbien.people.queries import OrganisationCard, organisation


@dataclass(frozen=True)
class VehicleCard:
    """A vehicle with its sums; amounts are in minor units of its currency."""

    id: UUID
    name: str
    currency: str
    charter: int
    board_seats: int
    manager: OrganisationCard | None
    first_close_on: date | None
    is_demo: bool
    pack: PackView
    sums: Sums
    signed: int
    investors: int

    @property
    def subject(self) -> Subject:
        return Subject("capital.vehicle", self.id)

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    @property
    def committed(self) -> Money:
        return self.money(self.sums.committed)

    @property
    def public(self) -> Money:
        return self.money(self.sums.public)

    @property
    def private(self) -> Money:
        return self.money(self.sums.private)

    @property
    def called(self) -> Money:
        return self.money(self.sums.called)

    @property
    def received(self) -> Money:
        return self.money(self.sums.received)

    @property
    def waiting(self) -> Money:
        """Signed, and not admitted by a close yet."""
        return self.money(self.signed)

    @property
    def uncalled(self) -> Money:
        return self.money(self.sums.committed - self.sums.called)

    @property
    def capital(self) -> Money | None:
        """The charter capital as planned."""
        return self.money(self.charter) if self.charter else None


def vehicles(actor: Actor) -> QuerySet[models.Vehicle]:
    return visible(actor, models.Vehicle.objects.select_related("pack"))


def vehicle(actor: Actor, vehicle_id: UUID) -> VehicleCard:
    """Refusal 404 for what is not there or hidden."""
    row = models.Vehicle.objects.select_related("pack").filter(pk=vehicle_id).first()
    if row is None:
        raise not_found()
    check(actor, "view", row)
    return cards([row])[0]


def cards(rows: Iterable[models.Vehicle]) -> tuple[VehicleCard, ...]:
    """The list form of vehicles; five queries for all, and one for each manager."""
    found = list(rows)
    keys = [row.pk for row in found]
    held: dict[UUID, dict[str, Any]] = {row["vehicle"]: row for row in _held(keys)}
    called, received = _called(keys), _received(keys)
    return tuple(_card(row, held.get(row.pk, {}), called.get(row.pk, 0), received.get(row.pk, 0)) for row in found)


def _held(keys: list[UUID]) -> Iterable[Any]:
    binding = Q(state=CLOSED)
    rows = models.Commitment.objects.filter(vehicle__in=keys).order_by().values("vehicle")
    return rows.annotate(
        public=Sum("amount", filter=binding & Q(source=PUBLIC)),
        private=Sum("amount", filter=binding & Q(source=PRIVATE)),
        signed=Sum("amount", filter=Q(state=SIGNED)),
        investors=Count("organisation", filter=binding, distinct=True),
    )


def _called(keys: list[UUID]) -> dict[UUID, int]:
    rows = models.Call.objects.filter(vehicle__in=keys, state=POSTED).order_by()
    return dict(rows.values_list("vehicle").annotate(sum=Sum("amount")))


def _received(keys: list[UUID]) -> dict[UUID, int]:
    """What came in, less what closes paid back of it."""
    rows = models.Receipt.objects.filter(notice__commitment__vehicle__in=keys).order_by()
    found = dict(rows.values_list("notice__commitment__vehicle").annotate(sum=Sum("amount")))
    back = models.Refund.objects.filter(close__vehicle__in=keys, paid_on__isnull=False).order_by()
    for key, sum_ in back.values_list("close__vehicle").annotate(sum=Sum(F("principal") + F("interest") - F("given"))):
        found[key] -= sum_
    return found


def _card(row: models.Vehicle, held: dict[str, Any], called: int, received: int) -> VehicleCard:
    return VehicleCard(
        id=row.pk,
        name=row.name,
        currency=row.currency,
        charter=row.charter,
        board_seats=row.board_seats,
        manager=organisation(row.manager_id),
        first_close_on=row.first_close_on,
        is_demo=row.is_demo,
        pack=pack_view(row.pack),
        sums=Sums(held.get("public") or 0, held.get("private") or 0, called, received),
        signed=held.get("signed") or 0,
        investors=held.get("investors") or 0,
    )


def standing(row: models.Vehicle, *, with_signed: bool) -> Standing:
    """The vehicle as its limits see it: what is binding, and what is signed as well when asked so."""
    states = (CLOSED, SIGNED) if with_signed else (CLOSED,)
    held = row.commitments.filter(state__in=states).values_list("organisation_id", "source", "amount")
    holdings = tuple(Holding(str(investor), source, amount) for investor, source, amount in held)
    return Standing(row.currency, holdings, row.charter, row.board_seats)


def parties(row: models.Vehicle) -> tuple[Party, ...]:
    """Every binding commitment, in the order in which calls are split."""
    found = row.commitments.filter(state=CLOSED).order_by("place").values_list("id", "amount")
    return tuple(Party(*pair) for pair in found)


def drawn(row: models.Vehicle) -> tuple[Drawn, ...]:
    """Every call that was posted, in its order."""
    found = row.calls.filter(state=POSTED).order_by("number").values_list("amount", "due_on")
    return tuple(Drawn(*pair) for pair in found)


@dataclass(frozen=True)
class TermsView:
    number: int
    sha256: str
    rules: FundTerms


def terms(vehicle_id: UUID) -> TermsView:
    """The terms that hold now."""
    row = models.Terms.objects.filter(vehicle=vehicle_id).latest("number")
    return TermsView(row.number, row.sha256, read_terms(json.loads(row.content)))


def url(vehicle_id: UUID) -> str:
    return reverse("capital:vehicle", args=[vehicle_id])


def title(vehicle_id: UUID) -> str:
    return models.Vehicle.objects.filter(pk=vehicle_id).values_list("name", flat=True).first() or ""
