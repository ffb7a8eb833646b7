"""Write what happened to a vehicle into the ledger. Inside an action only; the caller has asked the policy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.funds.locked import subject_of
from longbien.capital.queries.funds.books import accounts, code_of
from longbien.capital.rules.accounts import CONTROLS, OVERDRAWN, SIDES
from longbien.capital.rules.funds.books import Move, Place
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post
from longbien.ledger.rules.exchange import Quote
from longbien.ledger.rules.posting import Leg, Posting
from longbien.ledger.wording import word

CALLED = word("capital.call", Text.of(vi="Gọi vốn", en="Capital called"))
CLOSE_HELD = word("capital.close", Text.of(vi="Đợt đóng quỹ", en="Close of a fund"))
RECEIVED = word("capital.receipt", Text.of(vi="Nhà đầu tư nộp vốn", en="Capital received"))
REFUNDED = word("capital.refund", Text.of(vi="Hoàn trả nhà đầu tư", en="Investors paid back"))
FEE_ACCRUED = word("capital.fee", Text.of(vi="Trích phí quản lý", en="Management fee accrued"))


@dataclass(frozen=True)
class Booking:
    """An entry to be: `key` makes it happen once, `evidence` is the SHA-256 of its proof, `event` what it books."""

    key: UUID
    kind: str
    on: date
    moves: tuple[Move, ...]
    evidence: str = ""
    event: Subject | None = None
    quote: Quote | None = None


def book(vehicle: models.Vehicle, booking: Booking, *, by: Actor, at: datetime) -> UUID:
    """Post it; the answer is the id of the entry. Accounts open when they are first needed.

    The ledger itself refuses an entry that leaves the control account at anything but zero.
    """
    ids = _opened(vehicle, _places(booking.moves), by=by, at=at)
    legs = tuple(Leg(ids[move.debit], ids[move.credit], move.amount) for move in booking.moves)
    posting = Posting(
        booking.key, booking.kind, booking.on, legs, booking.evidence, event=booking.event, quote=booking.quote
    )
    return post(posting, by=by, at=at).id


def _places(moves: Iterable[Move]) -> list[Place]:
    return list(dict.fromkeys(place for move in moves for place in (move.debit, move.credit)))


def _opened(vehicle: models.Vehicle, places: list[Place], *, by: Actor, at: datetime) -> dict[Place, UUID]:
    for unit in {place.unit or vehicle.currency for place in places}:
        open_ledger(unit, scale=Money(0, unit).exponent, by=by, at=at)
    known = accounts(vehicle.pk)
    found: dict[Place, UUID] = {}
    for place in places:
        code = code_of(vehicle.pk, place)
        found[place] = known[code].id if code in known else open_account(_terms(vehicle, place), by=by, at=at)
    return found


def _terms(vehicle: models.Vehicle, place: Place) -> AccountTerms:
    return AccountTerms(
        place.unit or vehicle.currency,
        code_of(vehicle.pk, place),
        SIDES[place.name],
        subject_of(vehicle),
        may_overdraw=place.name in OVERDRAWN,
        is_control=place.name in CONTROLS,
    )
