"""Amounts of another currency: at a rate that somebody quoted, with its source."""

from dataclasses import dataclass
from datetime import date

from longbien.capital import models
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.ledger.rules.exchange import Quote, converted, quoted


@dataclass(frozen=True)
class Rated:
    """An amount; where it isn't in the vehicle's currency, how many units of that one unit costs, and who says so."""

    amount: Money
    rate: str = ""
    source: str = ""
    quoted_on: date | None = None


def worth(rated: Rated, currency: str, *, on: date, field: str = "amount") -> int:
    """The amount in minor units of the vehicle's currency, rounded down. Refusal 422 without a rate and its source."""
    if not 0 <= rated.amount.minor < 10**18:
        raise Refusal("bad-amount", TOO_LARGE, faults=(Fault(field, TOO_LARGE),))
    if rated.amount.currency == currency:
        return rated.amount.minor
    quote = _quote(rated, currency, on)
    if faults := tuple(Fault("rate", what) for what in quoted(quote)):
        raise Refusal("bad-rate", RATE, faults=faults)
    scales = {unit: Money(0, unit).exponent for unit in (rated.amount.currency, currency)}
    found = converted(rated.amount.minor, quote, scales, into=currency)
    if found >= 10**18:
        raise Refusal("bad-amount", TOO_LARGE, faults=(Fault(field, TOO_LARGE),))
    return found


def rate_fields(rated: Rated, currency: str, *, on: date) -> dict[str, object]:
    """The columns of a row that keeps the amount with its rate."""
    here = rated.amount.currency == currency
    return {
        "minor": rated.amount.minor,
        "currency": rated.amount.currency,
        "rate": "" if here else rated.rate,
        "rate_source": "" if here else rated.source.strip(),
        "rate_on": None if here else rated.quoted_on or on,
    }


def quote_of(row: models.Investment | models.Proceeds, currency: str) -> Quote | None:
    """The quote behind an amount of another currency; None for one of the vehicle's own."""
    if row.rate_on is None:
        return None
    return Quote(row.currency, currency, row.rate, row.rate_source, row.rate_on)


def _quote(rated: Rated, currency: str, on: date) -> Quote:
    return Quote(rated.amount.currency, currency, rated.rate.strip(), rated.source, rated.quoted_on or on)


TOO_LARGE = Text.of(vi="Số tiền quá lớn.", en="The amount is too large.")
RATE = Text.of(vi="Cần tỷ giá và nguồn của tỷ giá.", en="A rate and its source are needed.")
