"""What is encumbered, by whom: every laboratory with the rights over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from longbien.capital.models import Agreement, Contribution, Entitlement, Offer
from longbien.capital.queries.rights.book import BOTH_SIDES, RightCard, cards, in_force
from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.policy import visible
from longbien.people.queries import OrganisationCard, organisations
from longbien.places.queries import LaboratoryCard, laboratories


@dataclass(frozen=True)
class Encumbered:
    """A laboratory with the rights over it, those that are asked first, first."""

    laboratory: LaboratoryCard
    rights: tuple[RightCard, ...]


def book(*, public_only: bool = False) -> tuple[Encumbered, ...]:
    """Every laboratory with the rights in force over it; with `public_only` those that are publicly co-funded."""
    places = [one for one in laboratories() if one.is_publicly_funded or not public_only]
    return _by_laboratory(places, cards(in_force(Entitlement.objects.all())))


def own_book(actor: Actor) -> tuple[Encumbered, ...]:
    """The rights of the actor's own organisations."""
    mine = in_force(Entitlement.objects.filter(agreement__contribution__organisation_id__in=list(actor.organisations)))
    return tuple(one for one in _by_laboratory(laboratories(), cards(mine)) if one.rights)


def rights_of(organisation_id: UUID) -> tuple[tuple[RightCard, LaboratoryCard], ...]:
    """What everyone may know of an organisation's rights: those over publicly co-funded laboratories."""
    mine = Entitlement.objects.filter(agreement__contribution__organisation_id=organisation_id)
    public = {one.id: one for one in laboratories() if one.is_publicly_funded} if mine.exists() else {}
    return tuple((card, public[card.laboratory_id]) for card in cards(in_force(mine)) if card.laboratory_id in public)


def rights_over_public(laboratory_id: UUID) -> tuple[RightCard, ...]:
    """The rights over a laboratory, if it is publicly co-funded."""
    over = Entitlement.objects.filter(
        agreement__contribution__laboratory_id=laboratory_id,
        agreement__contribution__laboratory__is_publicly_funded=True,
    )
    return cards(in_force(over))


@dataclass(frozen=True)
class UnderWay:
    """A contribution with no right in force yet: without an agreement, or with one that a side has still to sign."""

    contribution_id: UUID
    organisation: OrganisationCard
    laboratory: LaboratoryCard
    agreement_id: UUID | None
    agreement: str


def under_way(actor: Actor, *, own: bool = False) -> tuple[UnderWay, ...]:
    """Contributions that the actor may see, or only their own organisations', oldest first, as long as nothing is in
    force for them."""
    every = Contribution.objects.all()
    if own:
        every = every.filter(organisation_id__in=list(actor.organisations))
    seen = visible(actor, every).annotate(sides=Count("agreement__signatures"))
    rows = list(seen.filter(sides__lt=BOTH_SIDES).select_related("agreement").order_by("taken_at"))
    givers = organisations(row.organisation_id for row in rows)
    places = {one.id: one for one in laboratories()} if rows else {}
    return tuple(_under_way(row, givers[row.organisation_id], places[row.laboratory_id]) for row in rows)


def _under_way(row: Contribution, giver: OrganisationCard, place: LaboratoryCard) -> UnderWay:
    agreed: Agreement | None = getattr(row, "agreement", None)
    return UnderWay(row.pk, giver, place, agreed.pk if agreed else None, agreed.number if agreed else "")


@dataclass(frozen=True)
class Made:
    """An offer that an organisation made."""

    id: UUID
    laboratory: Text
    what: str
    at: datetime


def own_offers(actor: Actor) -> tuple[Made, ...]:
    """The newest offers of the actor's own organisations."""
    rows = Offer.objects.filter(offeror_id__in=list(actor.organisations)).select_related("laboratory")
    read = settings.HUB.text
    return tuple(
        Made(row.pk, read(row.laboratory.name), row.what, row.made_at) for row in rows.order_by("-made_at")[:20]
    )


def public_data(card: RightCard) -> dict[str, Any]:
    """A right as everyone may know it: without its price."""
    right = card.right
    return {
        "agreement": card.agreement,
        "holder": card.holder.name,
        "kind": right.kind,
        "exclusive": right.exclusive,
        "rank": right.rank,
        "fields": sorted(right.scope.fields),
        "territories": sorted(right.scope.territories),
        "from": right.scope.term.start.isoformat(),
        "until": card.last_day.isoformat(),
        "carve_outs": sorted(right.carve_outs),
        "machine": right.machine or None,
        "hours": card.hours,
    }


def _by_laboratory(places: Iterable[LaboratoryCard], rights: tuple[RightCard, ...]) -> tuple[Encumbered, ...]:
    def order(card: RightCard) -> tuple[bool, int, str]:
        return (card.right.rank is None, card.right.rank or 0, card.agreement)

    return tuple(
        Encumbered(place, tuple(sorted((one for one in rights if one.laboratory_id == place.id), key=order)))
        for place in places
    )
