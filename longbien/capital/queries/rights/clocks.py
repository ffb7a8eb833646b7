"""What runs out when, and who has to answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from longbien.capital.models import Entitlement, RightStep
from longbien.capital.queries.rights.book import RightCard, cards
from longbien.capital.queries.rights.offers import Turn, asked_now, queues
from longbien.kernel.actor import Actor
from longbien.people.policy import visible

MOST = 200
ANSWERS = ("exercised", "waived", "lapsed")


@dataclass(frozen=True)
class ClockView:
    """A right whose turn it is: `due_at` is None until its holder received the notice."""

    turn: Turn
    card: RightCard
    offered_at: datetime
    is_mine: bool


def clocks(actor: Actor) -> tuple[ClockView, ...]:
    """What runs out when, and what the reader must answer: their own first, then the nearest."""
    triggered = RightStep.objects.filter(step="triggered", entitlement__in=visible(actor, Entitlement.objects.all()))
    answers = RightStep.objects.filter(offer=OuterRef("offer"), entitlement=OuterRef("entitlement"), step__in=ANSWERS)
    taken = RightStep.objects.filter(offer=OuterRef("offer"), step="exercised")
    open_rows = triggered.filter(~Exists(answers), ~Exists(taken)).order_by("-pk")[:MOST]
    turning = {(row.offer_id, row.entitlement_id): row.at for row in open_rows}
    now = [one for queue in queues({offer for offer, _ in turning}).values() if (one := asked_now(queue))]
    mine = [one for one in now if (one.offer_id, one.entitlement_id) in turning]
    shown = {card.id: card for card in cards(Entitlement.objects.filter(pk__in=[one.entitlement_id for one in mine]))}
    found = (
        ClockView(
            turn=one,
            card=shown[one.entitlement_id],
            offered_at=turning[one.offer_id, one.entitlement_id],
            is_mine=actor.member_of(one.holder_id),
        )
        for one in mine
    )
    return tuple(sorted(found, key=_nearest))


def _nearest(one: ClockView) -> tuple[bool, bool, float]:
    return (not one.is_mine, one.turn.due_at is None, one.turn.due_at.timestamp() if one.turn.due_at else 0)
