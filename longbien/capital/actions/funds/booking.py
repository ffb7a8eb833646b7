"""Write what happened to a vehicle into the ledger. Inside an action only; the caller has asked the policy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.funds.locked import subject_of
from longbien.capital.queries.funds.books import accounts, code_of
from longbien.capital.rules.funds.books import CONTROL, SIDES, Move, Place
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post
from longbien.ledger.rules.posting import Leg, Posting
from longbien.ledger.wording import word

CALLED = word("capital.call", Text.of(vi="Gọi vốn", en="Capital called"))
CLOSE_HELD = word("capital.close", Text.of(vi="Đợt đóng quỹ", en="Close of a fund"))
RECEIVED = word("capital.receipt", Text.of(vi="Nhà đầu tư nộp vốn", en="Capital received"))
REFUNDED = word("capital.refund", Text.of(vi="Hoàn trả nhà đầu tư", en="Investors paid back"))
FEE_ACCRUED = word("capital.fee", Text.of(vi="Trích phí quản lý", en="Management fee accrued"))


@dataclass(frozen=True)
class Booking:
    """An entry to be: `key` makes it happen once, `evidence` is the SHA-256 of what proves it."""

    key: UUID
    kind: str
    on: date
    moves: tuple[Move, ...]
    evidence: str = ""


def book(vehicle: models.Vehicle, booking: Booking, *, by: Actor, at: datetime) -> UUID:
    """Post it; the answer is the id of the entry. Accounts open when they are first needed.

    The ledger itself refuses an entry that leaves the control account at anything but zero.
    """
    ids = _opened(vehicle, _places(booking.moves), by=by, at=at)
    legs = tuple(Leg(ids[move.debit], ids[move.credit], move.amount) for move in booking.moves)
    return post(Posting(booking.key, booking.kind, booking.on, legs, booking.evidence), by=by, at=at).id


def _places(moves: Iterable[Move]) -> list[Place]:
    return list(dict.fromkeys(place for move in moves for place in (move.debit, move.credit)))


def _opened(vehicle: models.Vehicle, places: list[Place], *, by: Actor, at: datetime) -> dict[Place, UUID]:
    open_ledger(vehicle.currency, scale=Money(0, vehicle.currency).exponent, by=by, at=at)
    known = accounts(vehicle.pk)
    found: dict[Place, UUID] = {}
    for place in places:
        code = code_of(vehicle.pk, place)
        terms = AccountTerms(
            vehicle.currency, code, SIDES[place.name], subject_of(vehicle), is_control=place.name == CONTROL
        )
        found[place] = known[code].id if code in known else open_account(terms, by=by, at=at)
    return found
