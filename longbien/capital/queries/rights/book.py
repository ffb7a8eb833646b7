"""The book of rights: which stand over which laboratory, whose they are, and how the rules meet them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max, QuerySet

from longbien.capital.models import Entitlement
from longbien.capital.queries.rights.quotas import hours_left
from longbien.capital.queries.rights.terms import needed_terms
from longbien.capital.rules.rights.price import Formula
from longbien.capital.rules.rights.right import KINDS, KindCode, Right, Scope
from longbien.capital.rules.rights.trees import joined
from longbien.kernel.money import Money
from longbien.kernel.period import Period
from longbien.kernel.text import Text
from longbien.people.queries import OrganisationCard, organisations
from longbien.procedures.rules.deadlines import in_words, parse_span

BOTH_SIDES = 2


@dataclass(frozen=True)
class RightCard:
    """A right as pages show it. `last_day` is the last that counts; `left` of a booking quota in force."""

    id: UUID
    right: Right
    kind: Text
    holder: OrganisationCard
    laboratory_id: UUID
    agreement_id: UUID
    agreement: str
    fields: Text
    territories: Text
    carve_outs: Text | None
    window: Text
    formula: Formula
    machine: Text | None
    hours: int | None
    left: int | None

    @property
    def last_day(self) -> date:
        return self.right.scope.term.end - timedelta(days=1)

    def is_over(self, today: date) -> bool:
        return self.right.scope.term.end <= today


def in_force(found: QuerySet[Entitlement], *, known_at: datetime | None = None) -> QuerySet[Entitlement]:
    """Those whose agreement both sides have signed, or had by an instant; `signed_at` is the second signature."""
    signed = found.annotate(sides=Count("agreement__signatures"), signed_at=Max("agreement__signatures__at"))
    signed = signed.filter(sides=BOTH_SIDES)
    return signed if known_at is None else signed.filter(signed_at__lte=known_at)


def rights_over(laboratory_id: UUID, *, known_at: datetime | None = None) -> tuple[Right, ...]:
    """The rights in force over a laboratory, or those that were at an instant. Terms that are over count too: what
    they cover says so."""
    every = Entitlement.objects.filter(agreement__contribution__laboratory_id=laboratory_id)
    found = in_force(every, known_at=known_at)
    return tuple(map(as_right, found.select_related("agreement__contribution", "machine").order_by("pk")))


def as_right(row: Entitlement, signed_at: datetime | None = None) -> Right:
    """As the rules meet it; one that isn't signed yet stands as if signed at `signed_at`."""
    at: datetime = getattr(row, "signed_at", None) or signed_at or row.agreement.proposed_at
    return Right(
        id=row.pk,
        holder=row.agreement.contribution.organisation_id,
        kind=cast(KindCode, row.kind),
        scope=Scope(frozenset(row.fields), frozenset(row.territories), Period(row.start, row.end)),
        exclusive=row.exclusive,
        rank=row.rank,
        signed_on=at.astimezone(ZoneInfo(settings.HUB.timezone)).date(),
        carve_outs=frozenset(row.carve_outs),
        machine=row.machine.code if row.machine else "",
    )


def cards(found: QuerySet[Entitlement]) -> tuple[RightCard, ...]:
    """Cards in the order of laboratory, field and rank. Four queries, however many there are."""
    rows = list(found.select_related("agreement__contribution", "machine").order_by("agreement__number", "pk"))
    holders = organisations(row.agreement.contribution.organisation_id for row in rows)
    left = hours_left([row.pk for row in rows if row.kind == Entitlement.Kind.BOOKING_QUOTA])
    return tuple(_card(row, holders[row.agreement.contribution.organisation_id], left.get(row.pk)) for row in rows)


def _card(row: Entitlement, holder: OrganisationCard, left: int | None) -> RightCard:
    terms = needed_terms()
    return RightCard(
        id=row.pk,
        right=as_right(row),
        kind=KINDS[cast(KindCode, row.kind)].name,
        holder=holder,
        laboratory_id=row.agreement.contribution.laboratory_id,
        agreement_id=row.agreement_id,
        agreement=row.agreement.number,
        fields=terms.trees.fields.said(row.fields),
        territories=terms.trees.territories.said(row.territories),
        carve_outs=_named(row.carve_outs, terms.purposes),
        window=in_words(parse_span(row.window)),
        formula=Formula(row.share_bp, Money(row.fixed_minor, row.currency)),
        machine=settings.HUB.text(row.machine.name) if row.machine else None,
        hours=row.hours,
        left=left,
    )


def _named(codes: Iterable[str], names: Mapping[str, Text]) -> Text | None:
    chosen = [names[code] for code in codes if code in names]
    return joined(chosen) if chosen else None
