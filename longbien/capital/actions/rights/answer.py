"""Exercise a right, waive it this time, or let silence answer."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.rights.ask import Receipt, note_receipt
from longbien.capital.actions.rights.stepping import Turning, take_step
from longbien.capital.events.rights import RightExercised, RightLapsed, RightWaived
from longbien.capital.queries.rights.offers import price_of, whose_turn
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act

LONGEST_REASON = 2_000


@act
def exercise_right(offer_id: UUID, entitlement_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """The holder takes what is offered, at the price of their formula; nobody after them is asked."""
    turning = _answering(offer_id, entitlement_id, reason, by, at)
    event = RightExercised(offer_id, reason.strip(), price_of(turning.entitlement, turning.offer))
    take_step(turning, "exercised", event, by=by, at=at)


@act
def waive_right(offer_id: UUID, entitlement_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """The holder doesn't use the right this time; the next in rank is asked."""
    turning = _answering(offer_id, entitlement_id, reason, by, at)
    take_step(turning, "waived", RightWaived(offer_id, reason.strip()), by=by, at=at)


@act
def lapse_right(offer_id: UUID, entitlement_id: UUID, *, at: datetime) -> None:
    """Silence answers. Nothing when the holder answered in time, or the time isn't over."""
    turn = whose_turn(offer_id)
    if turn is None or turn.entitlement_id != entitlement_id or turn.due_at is None or at < turn.due_at:
        return
    turning = Turning.hold(offer_id, entitlement_id)
    take_step(turning, "lapsed", RightLapsed(offer_id, turn.due_at), by=SYSTEM, at=at)


def _answering(offer_id: UUID, entitlement_id: UUID, reason: str, by: Actor, at: datetime) -> Turning:
    turning = Turning.hold(offer_id, entitlement_id)
    check(by, "answer", turning.entitlement)
    if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
        what = Text.of(
            vi=f"Hãy ghi lý do, nhiều nhất {LONGEST_REASON} ký tự.",
            en=f"Say why, in at most {LONGEST_REASON} characters.",
        )
        raise Refusal("no-reason", what, faults=(Fault("reason", what),))
    turn = whose_turn(offer_id)
    if turn is not None and turn.entitlement_id == entitlement_id and turn.due_at is not None and at >= turn.due_at:
        raise conflict("too-late", Text.of(vi="Đã hết thời hạn trả lời.", en="The time to answer is over."))
    if turn is not None and turn.entitlement_id == entitlement_id and turn.state == "waiting":
        note_receipt(offer_id, entitlement_id, Receipt("page"), by=by, at=at)  # whoever answers has received it
    return turning
