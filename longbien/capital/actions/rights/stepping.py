"""One step of a right that an offer reached: what every step has in common."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.capital.models import Entitlement, Offer, RightStep
from longbien.capital.queries.rights.offers import whose_turn
from longbien.capital.rules.rights.steps import STATES, TABLE, Step
from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.actions.act import hold
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Clock:
    """How a notice was received, and to when the clock runs."""

    how: str
    due_at: datetime


@dataclass(frozen=True)
class Turning:
    """A right in the queue of an offer, held until the action ends."""

    offer: Offer
    entitlement: Entitlement
    place: int

    @classmethod
    def hold(cls, offer_id: UUID, entitlement_id: UUID) -> "Turning":
        """Refusal (404) when the offer doesn't reach this right."""
        hold(f"capital.offer {offer_id}")
        found = RightStep.objects.filter(offer_id=offer_id, entitlement_id=entitlement_id, step="triggered")
        step = found.select_related("offer", "entitlement__agreement__contribution").first()
        if step is None:
            raise not_found()
        return cls(step.offer, step.entitlement, step.place)


def take_step(
    turning: Turning, step: Step, event: Event, clock: Clock | None = None, *, by: Actor, at: datetime
) -> None:
    """Write a step into the record and the table. Refusal (409) for one that can't follow, or out of turn."""
    turn = whose_turn(turning.offer.pk)
    if turn is None or turn.entitlement_id != turning.entitlement.pk:
        raise conflict(
            "not-their-turn", Text.of(vi="Chưa đến hoặc đã qua lượt này.", en="It is not, or no longer, their turn.")
        )
    if step not in TABLE[turn.state]:
        stands = STATES[turn.state]
        what = Text.of(vi=f"Hiện đang: {stands['vi'].lower()}.", en=f"It stands at: {stands['en'].lower()}.")
        raise conflict("out-of-order", what)
    subject = Subject("capital.entitlement", turning.entitlement.pk)
    entry_id = emit(event, subject=subject, by=by, at=at, chain=Subject("capital.offer", turning.offer.pk))
    RightStep.objects.create(
        offer=turning.offer, entitlement=turning.entitlement, place=turning.place, step=step, at=at,
        how=clock.how if clock else "", due_at=clock.due_at if clock else None, entry_id=entry_id,
        person_id=None if by.is_system else by.id,
    )  # fmt: skip
