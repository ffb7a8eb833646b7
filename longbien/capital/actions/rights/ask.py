"""Ask the holder whose turn it is, and note that they received it: from then on their clock runs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.notices.write_to import people_of, write_to
from longbien.capital.actions.rights.stepping import Clock, Turning, take_step
from longbien.capital.events.rights import RightNotified
from longbien.capital.queries.rights.offers import whose_turn
from longbien.capital.rules.rights.steps import due
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.rules.deadlines import in_words, parse_span
from longbien.record.actions.act import act

How = Literal["mail", "page", "hand"]


@dataclass(frozen=True)
class Receipt:
    """How the notice reached its holder; `received_at` if that was before now, and a `note` on how it is shown."""

    how: How
    received_at: datetime | None = None
    note: str = ""


def ask(offer_id: UUID, *, at: datetime) -> int:
    """Write to everyone of the holder whose turn it is; the answer is how many letters went out. Mail goes out outside
    of any transaction; a letter that was handed over is receipt. Nothing when the holder was told already."""
    turn = whose_turn(offer_id)
    if turn is None or turn.state != "waiting":
        return 0
    facts = {"laboratory": turn.laboratory, "window": in_words(parse_span(turn.window))}
    keys = (turn.offer_id, turn.entitlement_id)
    told = write_to(people_of(turn.holder_id), SUBJECT, "rights:answer", *keys, body=BODY, **facts)
    if told:
        note_receipt(offer_id, turn.entitlement_id, Receipt("mail"), by=SYSTEM, at=at)
    return told


@act
def note_receipt(offer_id: UUID, entitlement_id: UUID, receipt: Receipt, *, by: Actor, at: datetime) -> datetime:
    """The holder has received the notice; the answer is when silence becomes an answer. On the page they say so
    themselves; of a delivery by hand an officer says when it was, and how that is shown."""
    turning = Turning.hold(offer_id, entitlement_id)
    if receipt.how != "mail" or not by.is_system:
        check(by, "answer" if receipt.how == "page" else "serve", turning.entitlement)
    when = receipt.received_at or at
    if not turning.offer.made_at <= when <= at:
        what = Text.of(
            vi="Ngày nhận phải từ khi chào đến nay.", en="It was received after the offer, and not in future."
        )
        raise Refusal("bad-receipt", what, faults=(Fault("received_at", what),))
    due_by = due(when, parse_span(turning.entitlement.window), settings.HUB.calendar)
    event = RightNotified(offer_id, receipt.how, due_by, receipt.note.strip())
    take_step(turning, "notified", event, Clock(receipt.how, due_by), by=by, at=at)
    return due_by


SUBJECT = Text.of(
    vi="Quyền của bạn phát sinh: {laboratory}", en="Your right is triggered: {laboratory}"
)  # fmt: skip
BODY = Text.of(
    vi="Chào {person},\n\nKết quả của {laboratory} sắp được chuyển giao và quyền của bạn chạm đến.\n"
    "Bạn có {window} kể từ khi nhận được thư này; im lặng là không dùng quyền lần này.\n\n"
    "Xem vì sao và trả lời tại: {address}",
    en="Dear {person},\n\nResults of {laboratory} are about to be passed on, and your right reaches them.\n"
    "You have {window} from the receipt of this letter; silence means that you don't use it this time.\n\n"
    "See why, and answer: {address}",
)
