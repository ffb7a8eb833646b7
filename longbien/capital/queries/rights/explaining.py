"""Offers as their pages show them, and why each holder is asked when, clause by clause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings

from longbien.capital.models import Agreement, Entitlement, Offer
from longbien.capital.queries.rights.book import RightCard, cards, rights_over
from longbien.capital.queries.rights.offers import Turn, as_offered, formula_of, turns
from longbien.capital.queries.rights.terms import needed_terms
from longbien.capital.rules.rights.clauses import Clause
from longbien.capital.rules.rights.order import STAGES, Ground, Stage, judge, queue, why_before
from longbien.capital.rules.rights.terms import read_template
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import OrganisationCard, organisation
from longbien.places.queries import LaboratoryCard, laboratory


@dataclass(frozen=True)
class OfferView:
    id: UUID
    laboratory: LaboratoryCard
    offeror: OrganisationCard
    stage: Text
    what: str
    fields: Text
    territories: Text
    purpose: Text | None
    bid: Money | None
    made_at: datetime
    entry_id: UUID


@dataclass(frozen=True)
class Explained:
    """A right held against an offer: `grounds` each with the clause it rests on; `turn` when it was reached; `before`
    why it is asked before the next; `price` what its holder would pay."""

    card: RightCard
    grounds: tuple[tuple[Clause, Ground], ...]
    turn: Turn | None
    before: Ground | None
    price: Money | None
    is_reached: bool


def needed_offer(actor: Actor, offer_id: UUID) -> Offer:
    found = Offer.objects.filter(pk=offer_id).first()
    if found is None:
        raise not_found()
    check(actor, "view", found)
    return found


def offer_view(found: Offer) -> OfferView:
    terms = needed_terms()
    return OfferView(
        id=found.pk,
        laboratory=cast(LaboratoryCard, laboratory(found.laboratory_id)),
        offeror=cast(OrganisationCard, organisation(found.offeror_id)),
        stage=STAGES[cast(Stage, found.stage)],
        what=found.what,
        fields=terms.trees.fields.said(found.fields),
        territories=terms.trees.territories.said(found.territories),
        purpose=terms.purposes.get(found.purpose),
        bid=found.bid,
        made_at=found.made_at,
        entry_id=found.entry_id,
    )


def explained(found: Offer) -> tuple[Explained, ...]:
    """Every right that stood over the laboratory when the offer was made: those it reaches in the order of asking,
    then the others, each clause by clause."""
    terms, offered = needed_terms(), as_offered(found)
    known = rights_over(found.laboratory_id, known_at=found.made_at)
    judged = [judge(offered, one, terms.trees, terms.purposes) for one in known]
    reached = queue(judged)
    rest = [one for one in judged if not one.is_reached]
    by_turn = {one.entitlement_id: one for one in turns(found.pk)}
    rows = {row.pk: row for row in Entitlement.objects.filter(pk__in=[one.right.id for one in judged])}
    shown = {card.id: card for card in cards(Entitlement.objects.filter(pk__in=list(rows)))}
    texts = _texts(rows.values())
    after = (*reached[1:], None)[: len(reached)]
    return tuple(
        Explained(
            card=shown[one.right.id],
            grounds=tuple((texts[rows[one.right.id].agreement_id][ground.clause], ground) for ground in one.grounds),
            turn=by_turn.get(one.right.id),
            before=why_before(one.right, following.right) if following else None,
            price=formula_of(rows[one.right.id]).price(found.bid),
            is_reached=one.is_reached,
        )
        for one, following in [*zip(reached, after, strict=True), *((one, None) for one in rest)]
    )


def _texts(rows: Iterable[Entitlement]) -> dict[UUID, dict[str, Clause]]:
    """The clauses of each agreement, from its own copy of the text."""
    found = Agreement.objects.filter(pk__in={row.agreement_id for row in rows})
    return {one.pk: dict(read_template(one.text, settings.HUB.languages).clauses) for one in found}
