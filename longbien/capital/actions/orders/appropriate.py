"""Appropriate money to a public body for its orders."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.actions.orders.paying import accounts_of_buyer
from longbien.capital.events.orders import BudgetAppropriated
from longbien.capital.models import Appropriation
from longbien.capital.policy import HUB
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.actions.post import post
from longbien.ledger.rules.posting import Leg, Posting
from longbien.ledger.wording import word
from longbien.people.policy import check
from longbien.people.queries import organisation
from longbien.problems.queries.desk import PUBLIC_BODIES
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

LARGEST = 2**53 - 1
GIVEN = word("capital.appropriated", Text.of(vi="Cấp ngân sách đặt hàng", en="Budget for orders appropriated"))


@dataclass(frozen=True)
class Decided:
    """How much, to which public body, by which decision."""

    buyer_id: UUID
    amount: Money
    decision: str


@act
def appropriate(decided: Decided, *, by: Actor, at: datetime) -> UUID:
    """The entry of the ledger. Refusal 422 for another currency, no amount or no decision; 404 for no public body."""
    check(by, "appropriate", None, type=HUB)
    buyer = organisation(decided.buyer_id)
    if buyer is None or buyer.kind not in PUBLIC_BODIES:
        raise not_found()
    _check(decided)
    given, available = accounts_of_buyer(buyer.id, by=by, at=at)
    day = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    row = Appropriation(
        id=new_id(), buyer_id=buyer.id, minor=decided.amount.minor, currency=decided.amount.currency,
        decision=decided.decision.strip(), entry=new_id(), at=at,
    )  # fmt: skip
    post(Posting(row.entry, GIVEN, day, (Leg(available, given, row.minor),)), by=by, at=at)
    event = BudgetAppropriated(buyer.id, row.entry, decided.amount, row.decision)
    row.entry_id = emit(event, subject=Subject("people.organisation", buyer.id), by=by, at=at)
    row.save(force_insert=True)
    return row.entry


def _check(decided: Decided) -> None:
    if decided.amount.currency != settings.HUB.currency or not 0 < decided.amount.minor <= LARGEST:
        what = Text.of(vi="Hãy ghi số tiền lớn hơn 0.", en="Write an amount of more than 0.")
        raise Refusal("bad-amount", what, faults=(Fault("amount", what),))
    if not 3 <= len(decided.decision.strip()) <= 200:
        what = Text.of(vi="Hãy ghi quyết định (3 đến 200 ký tự).", en="Name the decision (3 to 200 characters).")
        raise Refusal("no-decision", what, faults=(Fault("decision", what),))
