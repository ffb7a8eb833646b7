"""An investment is valued: one officer writes it, another approves it; the change is posted as unrealised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.booking import Booking, book
from longbien.capital.actions.funds.locked import local_date, locked, must_be_untied, must_hold, subject_of
from longbien.capital.actions.investing.deciding import Paper, about, confirming, draft, keep, posted
from longbien.capital.actions.investing.rating import Rated, rate_fields, worth
from longbien.capital.events.investing import InvestmentValued
from longbien.capital.queries.investing.holdings import held
from longbien.capital.rules.funds.books import Move
from longbien.capital.rules.funds.lives import DRAFT, POSTED
from longbien.capital.rules.investing import books
from longbien.capital.rules.investing.proceeds import INCOME
from longbien.capital.rules.investing.valuing import Span, Valued, ValueInput, check_value
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.text import Text
from longbien.ledger.wording import word
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

VALUED = word("capital.value", Text.of(vi="Thay đổi giá trị hợp lý", en="Change of a fair value"))


@dataclass(frozen=True)
class Valuing:
    """A fair value as of a day, with the technique, how it was calibrated, and from what it was found."""

    technique: str
    rated: Rated
    as_of: date
    calibration: str
    inputs: tuple[ValueInput, ...]


@act
def prepare_valuation(
    investment_id: UUID, asked: Valuing, *, paper: Paper | None, by: Actor, at: datetime
) -> UUID:  # fmt: skip
    """Draft a valuation; the answer is its id. Refusal 422 for one that can't stand, 409 for what isn't held."""
    found = models.Investment.objects.filter(pk=investment_id).first()
    if found is None:
        raise not_found()
    vehicle = locked(found.vehicle_id, by=by, action="prepare")
    must_be_untied(by, [found.organisation_id])
    row = models.Valuation(
        id=new_id(), vehicle=vehicle, investment=found, technique=asked.technique, as_of=asked.as_of,
        value=worth(asked.rated, vehicle.currency, on=asked.as_of), calibration=asked.calibration.strip(),
        inputs=[[one.name, one.value, one.source] for one in asked.inputs],
        **rate_fields(asked.rated, vehicle.currency, on=asked.as_of),
    )  # fmt: skip
    _must_be_valued(row, at)
    if found.valuations.filter(state=DRAFT).exists():
        raise conflict("one-at-a-time", IN_PREPARATION)
    keep(row, paper, by=by, at=at)
    return draft(row, _content(row), by=by, at=at)


@act
def confirm_valuation(valuation_id: UUID, *, by: Actor, at: datetime) -> int:
    """Approve a valuation that another officer wrote; the answer is its number.

    The change since the value before is posted as of its day. Where a later value was known already, that one stands:
    the change is taken back on its day, so that each day keeps the value that was approved for it.
    """
    row = confirming(models.Valuation, valuation_id, by, at)
    investment = row.investment
    must_be_untied(by, [investment.organisation_id])
    _must_be_valued(row, at)
    stands = held(investment, on=row.as_of)
    change = row.value - stands.cost - stands.above
    later = _later(row)
    row.entry = _post(row, "", row.as_of, books.revalue(investment.pk, change), by=by, at=at)
    if later:
        _post(row, ":later", later.as_of, books.revalue(investment.pk, -change), by=by, at=at)
    row.save()
    number, evidence = posted(row)
    event = InvestmentValued(
        investment.pk, row.pk, row.technique, row.as_of, evidence, row.sha256,
        value=Money(row.value, row.vehicle.currency),
    )  # fmt: skip
    vehicle = subject_of(row.vehicle)
    emit(event, subject=vehicle, by=by, at=at, chain=vehicle)
    return number


def _post(
    row: models.Valuation, mark: str, on: date, moves: Iterable[Move], *, by: Actor, at: datetime
) -> UUID | None:  # fmt: skip
    """None where the value is what it was."""
    key = uuid5(NAMESPACE_URL, f"longbien:valuation{mark}:{row.pk}")
    booking = Booking(key, VALUED, on, tuple(moves), row.sha256, about(row))
    return book(row.vehicle, booking, by=by, at=at) if booking.moves else None


def _later(row: models.Valuation) -> models.Valuation | None:
    rows = models.Valuation.objects.filter(investment=row.investment_id, state=POSTED, as_of__gt=row.as_of)
    return rows.order_by("as_of", "confirmed_at").first()


def _must_be_valued(row: models.Valuation, at: datetime) -> None:
    investment = row.investment
    if investment.state != POSTED or not held(investment).cost:
        raise conflict("not-held", NOT_HELD)
    sold = investment.proceeds.filter(state=POSTED).exclude(kind__in=INCOME).order_by("-on").first()
    span = Span(sold.on if sold else investment.on, local_date(at))
    inputs = tuple(ValueInput(*one) for one in row.inputs)
    must_hold(check_value(Valued(row.technique, row.value, row.as_of, row.calibration, inputs), span))


def _content(row: models.Valuation) -> dict[str, Any]:
    return {
        "investment": str(row.investment_id),
        "technique": row.technique,
        "amount": Money(row.minor, row.currency).to_data(),
        "rate": [row.rate, row.rate_source, row.rate_on.isoformat()] if row.rate_on else [],
        "as_of": row.as_of.isoformat(),
        "value": str(row.value),
        "calibration": row.calibration,
        "inputs": row.inputs,
        "evidence": str(row.evidence),
    }


IN_PREPARATION = Text.of(
    vi="Khoản đầu tư này đang có một định giá chờ duyệt.", en="A valuation of this investment waits to be approved."
)
NOT_HELD = Text.of(vi="Quỹ không còn giữ khoản đầu tư này.", en="The fund doesn't hold this investment.")
