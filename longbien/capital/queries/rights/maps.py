"""What is encumbered, by whom: every laboratory with the rights over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from longbien.capital.models import Entitlement
from longbien.capital.queries.rights.book import RightCard, cards, in_force
from longbien.kernel.actor import Actor
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


def _by_laboratory(places: Iterable[LaboratoryCard], rights: tuple[RightCard, ...]) -> tuple[Encumbered, ...]:
    def order(card: RightCard) -> tuple[bool, int, str]:
        return (card.right.rank is None, card.right.rank or 0, card.agreement)

    return tuple(
        Encumbered(place, tuple(sorted((one for one in rights if one.laboratory_id == place.id), key=order)))
        for place in places
    )
