"""Deals as the board and the company's own page list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from longbien.capital.models import Deal, DealStep
from longbien.capital.rules.deals.stages import CLOSED, DECLINED, NAMES, OPEN, TOLD, TONES, days_in
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check, visible
from longbien.people.queries import OrganisationCard, organisations, persons

MOST_OVER = 20


@dataclass(frozen=True)
class DealCard:
    """A deal on the board. `days` is how long it has stood where it stands; `amount` what it is about, once known."""

    id: UUID
    vehicle_id: UUID
    vehicle: str
    is_demo: bool
    company: OrganisationCard
    about: str
    stage: str
    since: datetime
    days: int
    lead_id: UUID
    lead: str
    amount: Money | None

    @property
    def stage_name(self) -> Text:
        return NAMES[self.stage]

    @property
    def tone(self) -> str:
        return TONES[self.stage]

    @property
    def is_over(self) -> bool:
        return self.stage in (CLOSED, DECLINED)


@dataclass(frozen=True)
class Column:
    """One stage of the board with what stands there, what has waited longest first."""

    stage: str
    name: Text
    deals: tuple[DealCard, ...]


def deals(actor: Actor) -> QuerySet[Deal]:
    """Those that the actor may see inside: none of a company that they are tied to."""
    return visible(actor, Deal.objects.select_related("vehicle"))


def deal_row(actor: Actor, deal_id: UUID, action: str = "view") -> Deal:
    """Refusal 404 for what is not there or hidden, 403 for what may be seen but not done."""
    row = Deal.objects.select_related("vehicle", "sheet").filter(pk=deal_id).first()
    if row is None:
        raise not_found()
    check(actor, action, row)
    return row


def hidden_from(actor: Actor) -> int:
    """How many deals are kept from the actor because something ties them to the company."""
    tied = [*actor.organisations, *actor.related]
    return Deal.objects.filter(company__in=tied, stage__in=OPEN).count() if tied else 0


def board(actor: Actor, now: datetime, *, vehicle_id: UUID | None = None) -> tuple[Column, ...]:
    """Every open stage, and what was closed or declined lately. Three queries."""
    found = deals(actor) if vehicle_id is None else deals(actor).filter(vehicle=vehicle_id)
    rows = [*found.filter(stage__in=OPEN).order_by("since", "pk")]
    rows += [*found.exclude(stage__in=OPEN).order_by("-since", "pk")[:MOST_OVER]]
    shown = cards(rows, now)
    stages = (*OPEN, CLOSED, DECLINED)
    return tuple(Column(stage, NAMES[stage], tuple(one for one in shown if one.stage == stage)) for stage in stages)


def cards(rows: Iterable[Deal], now: datetime) -> tuple[DealCard, ...]:
    """Two queries, however many there are."""
    found = list(rows)
    companies, names = organisations(row.company_id for row in found), persons(row.lead_id for row in found)
    return tuple(
        DealCard(
            id=row.pk,
            vehicle_id=row.vehicle_id,
            vehicle=row.vehicle.name,
            is_demo=row.vehicle.is_demo,
            company=companies[row.company_id],
            about=row.about,
            stage=row.stage,
            since=row.since,
            days=days_in(row.since, now),
            lead_id=row.lead_id,
            lead=names[row.lead_id].name if row.lead_id in names else "",
            amount=row.amount or row.approved,
        )
        for row in found
    )


@dataclass(frozen=True)
class Told:
    """A deal as the company is told of it: the stage in words meant for them, and since when. No memo, no votes."""

    id: UUID
    vehicle: str
    is_demo: bool
    company: OrganisationCard
    words: Text
    tone: str
    stage: Text
    since: datetime
    steps: tuple[tuple[datetime, Text], ...]


def told(actor: Actor) -> tuple[Told, ...]:
    """The deals of the actor's own organisations, the latest first."""
    found = Deal.objects.select_related("vehicle").filter(company__in=list(actor.organisations)).order_by("-since")
    rows = list(found.prefetch_related("steps"))
    companies = organisations(row.company_id for row in rows)
    return tuple(
        Told(
            row.pk, row.vehicle.name, row.vehicle.is_demo, companies[row.company_id], TOLD[row.stage],
            TONES[row.stage], NAMES[row.stage], row.since, tuple(_passed(row.steps.all())),
        )
        for row in rows
    )  # fmt: skip


def _passed(steps: Iterable[DealStep]) -> list[tuple[datetime, Text]]:
    return [(one.at, NAMES[one.stage]) for one in steps]


def title(deal_id: UUID) -> str:
    """What the record and lists call it: only the fund, which is public; the company is not for everyone."""
    return Deal.objects.filter(pk=deal_id).values_list("vehicle__name", flat=True).first() or ""


def url(deal_id: UUID) -> str:
    return reverse("deals:deal", args=[deal_id])
