"""An investment brings something: an exit, a part of it, a dividend, interest, an asset, or nothing any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.booking import Booking, book
from longbien.capital.actions.funds.locked import locked, must_be_past, must_be_untied, must_hold, subject_of
from longbien.capital.actions.investing.deciding import Paper, about, confirming, draft, keep, posted
from longbien.capital.actions.investing.invest import EXCHANGED
from longbien.capital.actions.investing.rating import Rated, quote_of, rate_fields, worth
from longbien.capital.events.investing import ProceedsTaken
from longbien.capital.queries.investing.holdings import held
from longbien.capital.rules.funds.books import Move, Place
from longbien.capital.rules.funds.lives import DRAFT, POSTED
from longbien.capital.rules.investing import books
from longbien.capital.rules.investing.proceeds import INCOME, check_proceeds, realised
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.ledger.wording import word
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

EARNED = word("capital.income", Text.of(vi="Cổ tức hoặc lãi", en="Dividend or interest"))
REALISED = word("capital.realise", Text.of(vi="Thu hồi khoản đầu tư", en="Investment realised"))
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Taking:
    """What came, of which kind; `part` of the investment was given up for it, where it is a part."""

    kind: str
    rated: Rated
    on: date
    part: Fraction = NOTHING


@act
def prepare_proceeds(
    investment_id: UUID, asked: Taking, *, paper: Paper | None, by: Actor, at: datetime
) -> UUID:  # fmt: skip
    """Draft proceeds; the answer is their id. Refusal 422 for what can't be, 409 for an investment that has ended."""
    found = models.Investment.objects.filter(pk=investment_id).first()
    if found is None:
        raise not_found()
    vehicle = locked(found.vehicle_id, by=by, action="prepare")
    must_be_untied(by, [found.organisation_id])
    must_be_past(asked.on, at, "on")
    row = models.Proceeds(
        id=new_id(), vehicle=vehicle, investment=found, kind=asked.kind, on=asked.on,
        received=worth(asked.rated, vehicle.currency, on=asked.on), part=str(asked.part),
        **rate_fields(asked.rated, vehicle.currency, on=asked.on),
    )  # fmt: skip
    _must_be_brought(row)
    if found.proceeds.filter(state=DRAFT).exists():
        raise conflict("one-at-a-time", IN_PREPARATION)
    keep(row, paper, by=by, at=at)
    return draft(row, _content(row), by=by, at=at)


@act
def confirm_proceeds(proceeds_id: UUID, *, by: Actor, at: datetime) -> int:
    """Post proceeds that another officer prepared; the answer is their number."""
    row = confirming(models.Proceeds, proceeds_id, by, at)
    must_be_untied(by, [row.investment.organisation_id])
    _must_be_brought(row)
    row.entry = _book(row, by=by, at=at)
    row.save()
    number, evidence = posted(row)
    event = ProceedsTaken(
        row.investment_id, row.pk, row.kind, row.on, evidence, row.sha256,
        amount=Money(row.minor, row.currency),
    )  # fmt: skip
    vehicle = subject_of(row.vehicle)
    emit(event, subject=vehicle, by=by, at=at, chain=vehicle)
    return number


def _book(row: models.Proceeds, *, by: Actor, at: datetime) -> UUID:
    """What came in another currency is exchanged; then it stands beside what was paid in, until it is handed on."""
    key, in_kind = row.investment_id, row.kind == "in-kind"
    abroad = books.Abroad(row.currency, row.minor) if row.rate_on and row.minor and not in_kind else None
    into = books.FX if abroad else books.PROCEEDS
    first = list(books.arrive(key, abroad)) if abroad else []
    if row.kind in INCOME:
        entry = _post(row, EARNED, [*first, *books.income(key, row.received, into)], by=by, at=at)
    else:
        done = realised(row.kind, row.received, Fraction(row.part), held(row.investment))
        place = Place(books.IN_KIND, key) if in_kind else Place(into)
        entry = _post(row, REALISED, [*first, *books.realise(key, done, place)], by=by, at=at)
    if abroad:
        _post(row, EXCHANGED, books.exchange_in(row.received, abroad), by=by, at=at)
    return entry


def _post(row: models.Proceeds, kind: str, moves: Iterable[Move], *, by: Actor, at: datetime) -> UUID:
    key = uuid5(NAMESPACE_URL, f"longbien:{kind}:{row.pk}")
    quote = quote_of(row, row.vehicle.currency) if kind == EXCHANGED else None
    return book(row.vehicle, Booking(key, kind, row.on, tuple(moves), row.sha256, about(row), quote), by=by, at=at)


def _must_be_brought(row: models.Proceeds) -> None:
    investment = row.investment
    stands = held(investment)
    is_open = investment.state == POSTED and stands.cost > 0
    must_hold(check_proceeds(row.kind, row.received, Fraction(row.part), is_open=is_open))
    valued = investment.valuations.filter(state=POSTED).order_by("-as_of").first()
    if row.on < investment.on or (row.kind not in INCOME and valued and row.on < valued.as_of):
        raise Refusal("out-of-order", ORDER, faults=(Fault("on", ORDER),))
    if row.kind == "in-kind" and (valued is None or stands.cost + stands.above != row.received):
        raise Refusal("not-valued", NOT_VALUED, faults=(Fault("amount", NOT_VALUED),))


def _content(row: models.Proceeds) -> dict[str, Any]:
    return {
        "investment": str(row.investment_id),
        "kind": row.kind,
        "amount": Money(row.minor, row.currency).to_data(),
        "rate": [row.rate, row.rate_source, row.rate_on.isoformat()] if row.rate_on else [],
        "on": row.on.isoformat(),
        "received": str(row.received),
        "part": row.part,
        "evidence": str(row.evidence),
    }


IN_PREPARATION = Text.of(
    vi="Khoản đầu tư này đang có một khoản thu chờ xác nhận.", en="Proceeds of this investment wait to be confirmed."
)
ORDER = Text.of(
    vi="Ngày thu không được trước ngày đầu tư hay trước định giá gần nhất.",
    en="Proceeds can't be before the investment, nor a sale before the last valuation.",
)
NOT_VALUED = Text.of(
    vi="Tài sản chia bằng hiện vật phải đúng giá trị hợp lý đã duyệt gần nhất.",
    en="An asset is handed on at its last approved fair value.",
)
