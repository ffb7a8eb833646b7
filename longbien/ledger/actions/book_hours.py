"""Book hours of a machine: `HOUR:<machine>`. The hub offers an hour once; booking moves it to whoever books it.

Two bookings never overlap, for an hour's account holds one and forbids overdraft, on every database and in every order.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger import models, queries
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post
from longbien.ledger.actions.post_many import post_many
from longbien.ledger.actions.writing import TURN
from longbien.ledger.rules.hours import code_of, hours, unit_of
from longbien.ledger.rules.posting import Leg, Posting, Side
from longbien.ledger.wording import BOOKED, OFFERED
from longbien.record.actions.act import act, hold
from longbien.ui.formats import local


@dataclass(frozen=True)
class Stay:
    """Full hours of a machine, [start, end)."""

    machine: str
    start: datetime
    end: datetime

    @property
    def unit(self) -> str:
        return unit_of(self.machine)


@act
def offer_hours(stay: Stay, *, by: Actor, at: datetime) -> None:
    """Put hours on offer, each of them once: those that are on offer already stay as they are."""
    asked = _hours(stay)
    open_ledger(stay.unit, scale=0, by=by, at=at)
    made = _account(stay.unit, "offered", "debit", by=by, at=at)
    each = {one: _account(stay.unit, code_of(one), "credit", by=by, at=at) for one in asked}
    offers = [_offer(one, Leg(made, key, 1)) for one, key in each.items()]
    post_many(offers, by=by, at=at)


@act
def book_hours(stay: Stay, *, holder: Subject, key: UUID, by: Actor, at: datetime) -> queries.Posted:
    """Book all of these hours for a holder. Reversing the entry gives them back.

    Refusal `not-free` (409) when one of them is taken, `not-offered` (422) when one isn't on offer.
    """
    asked = _hours(stay)
    hold(TURN)
    codes = [code_of(one) for one in asked]
    found = dict(models.Account.objects.filter(ledger=stay.unit, code__in=codes).values_list("code", "id"))
    if len(found) < len(codes):
        raise Refusal("not-offered", Text.of(vi="Giờ này chưa mở để đặt.", en="One of these hours isn't on offer."))
    terms = AccountTerms(stay.unit, f"booked/{holder.id}", "credit", owner=holder)
    booked = open_account(terms, by=by, at=at)
    legs = tuple(Leg(found[code], booked, 1) for code in codes)
    posting = Posting(key, BOOKED, _day(asked[0]), legs)
    try:
        return post(posting, by=by, at=at)
    except Refusal as refusal:
        if refusal.code != "not-postable":
            raise
        words = Text.of(vi="Một trong các giờ này đã có người đặt.", en="One of these hours is booked already.")
        raise conflict("not-free", words) from refusal


def _offer(hour: datetime, leg: Leg) -> Posting:
    return Posting(uuid5(leg.credit, "offer"), OFFERED, _day(hour), (leg,))


def _hours(stay: Stay) -> list[datetime]:
    try:
        return list(hours(stay.start, stay.end))
    except ValueError as error:
        words = Text.of(
            vi="Hãy đặt trọn giờ, giờ kết thúc sau giờ bắt đầu.", en="Book full hours, the end after the start."
        )
        raise Refusal("hours", words) from error


def _account(unit: str, code: str, side: Side, *, by: Actor, at: datetime) -> UUID:
    return open_account(AccountTerms(unit, code, side), by=by, at=at)


def _day(hour: datetime) -> date:
    return local(hour).date()
