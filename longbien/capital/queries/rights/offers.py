"""Offers of results: which rights they reach, in which order, how far the asking has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings

from longbien.capital.models import Entitlement, Offer, RightStep
from longbien.capital.rules.rights.order import Offered, Stage
from longbien.capital.rules.rights.price import Formula
from longbien.capital.rules.rights.steps import State, Step, after, turn
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.record.queries import openings


@dataclass(frozen=True)
class StepView:
    """A step that was taken, and its entry in the record."""

    step: Step
    at: datetime
    entry_id: UUID
    how: str


@dataclass(frozen=True)
class Turn:
    """A right in the queue of an offer. `due_at` runs once its holder received the notice."""

    offer_id: UUID
    entitlement_id: UUID
    holder_id: UUID
    laboratory: Text
    place: int
    window: str
    state: State
    due_at: datetime | None
    steps: tuple[StepView, ...]


def as_offered(row: Offer) -> Offered:
    return Offered(
        stage=cast(Stage, row.stage),
        fields=frozenset(row.fields),
        territories=frozenset(row.territories),
        on=row.on,
        offeror=row.offeror_id,
        purpose=row.purpose,
        called=row.called_id,
        called_rank=row.called.rank if row.called else None,
    )


def queues(offer_ids: Iterable[UUID]) -> dict[UUID, tuple[Turn, ...]]:
    """The queue of each offer, in the order of asking. One query."""
    rows = RightStep.objects.filter(offer_id__in=list(offer_ids)).order_by("place", "pk")
    by_right: dict[tuple[UUID, UUID], list[RightStep]] = {}
    for row in rows.select_related("entitlement__agreement__contribution__laboratory"):
        by_right.setdefault((row.offer_id, row.entitlement_id), []).append(row)
    found: dict[UUID, tuple[Turn, ...]] = {}
    for (offer_id, _), steps in by_right.items():
        found[offer_id] = (*found.get(offer_id, ()), _turn(steps))
    return found


def turns(offer_id: UUID) -> tuple[Turn, ...]:
    """The queue of one offer."""
    return queues([offer_id]).get(offer_id, ())


def asked_now(queue: Sequence[Turn]) -> Turn | None:
    """Whose turn it is in a queue; None once somebody took what is offered, or all have answered."""
    place = turn([one.state for one in queue])
    return None if place is None else queue[place]


def whose_turn(offer_id: UUID) -> Turn | None:
    return asked_now(turns(offer_id))


def said_with(entry_id: UUID) -> str:
    """The reason or the note in an entry; empty when there is none, or it was erased."""
    found = openings(entry_id)
    return next((str(found[name].value) for name in ("reason", "note") if name in found and found[name].value), "")


def formula_of(row: Entitlement) -> Formula:
    return Formula(row.share_bp, Money(row.fixed_minor, row.currency))


def price_of(row: Entitlement, offer: Offer) -> Money | None:
    """What the holder pays who takes it; None where the price hangs on a bid and there is none yet."""
    return formula_of(row).price(offer.bid)


def _turn(steps: list[RightStep]) -> Turn:
    first = steps[0]
    given = first.entitlement.agreement.contribution
    return Turn(
        offer_id=first.offer_id,
        entitlement_id=first.entitlement_id,
        holder_id=given.organisation_id,
        laboratory=settings.HUB.text(given.laboratory.name),
        place=first.place,
        window=first.entitlement.window,
        state=after(cast(Step, one.step) for one in steps),
        due_at=next((one.due_at for one in steps if one.due_at), None),
        steps=tuple(StepView(cast(Step, one.step), one.at, one.entry_id, one.how) for one in steps),
    )
