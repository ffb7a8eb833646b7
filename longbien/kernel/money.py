"""Money: whole minor units of a currency, never a float, never a fraction."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

# ISO 4217 currencies whose minor unit is not 1/100.
EXPONENTS = {
    "BHD": 3, "CLP": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "LYD": 3,
    "OMR": 3, "PYG": 0, "TND": 3, "UGX": 0, "VND": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip


CURRENCY = re.compile(r"[A-Z]{3}")
MINOR = re.compile(r"-?(0|[1-9][0-9]{0,38})")
WRITTEN = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,38})(\.(?P<fraction>[0-9]{1,9}))? (?P<currency>[A-Z]{3})")


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met where only one currency makes sense."""


@dataclass(frozen=True)
class Money:
    """An amount in minor units: `Money(1200, "USD")` is twelve dollars, `Money(1200, "VND")` twelve hundred đồng."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError(f"money is whole minor units, not {self.minor!r}")
        if not CURRENCY.fullmatch(self.currency):
            raise ValueError(f"not an ISO 4217 currency: {self.currency!r}")

    @classmethod
    def parse(cls, written: str) -> "Money":
        """Read `"10 USD"` or `"10.50 USD"`. ValueError when it holds finer parts than the currency has."""
        found = WRITTEN.fullmatch(written.strip())
        if found is None:
            raise ValueError(f"not an amount of money: {written!r}")
        exponent = EXPONENTS.get(found["currency"], 2)
        fraction = found["fraction"] or ""
        if len(fraction) > exponent:
            raise ValueError(f"{found['currency']} has {exponent} decimal places: {written!r}")
        return cls(int(found["sign"] + found["whole"] + fraction.ljust(exponent, "0")), found["currency"])

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Money":
        """Read the wire form `{"minor": "1200", "currency": "VND"}`. ValueError for anything else."""
        minor, currency = data.get("minor"), data.get("currency")
        if not isinstance(minor, str) or not isinstance(currency, str) or not MINOR.fullmatch(minor):
            raise ValueError('money is written {"minor": "1200", "currency": "VND"}')
        return cls(int(minor), currency)

    def to_data(self) -> dict[str, str]:
        return {"minor": str(self.minor), "currency": self.currency}

    @property
    def exponent(self) -> int:
        """How many decimal places the currency has."""
        return EXPONENTS.get(self.currency, 2)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        sign, digits = ("-" if self.minor < 0 else ""), str(abs(self.minor)).rjust(self.exponent + 1, "0")
        whole, fraction = (digits[: -self.exponent], digits[-self.exponent :]) if self.exponent else (digits, "")
        return f"{sign}{whole}{'.' + fraction if fraction else ''} {self.currency}"

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} don't mix")
        return other.minor


def allocate(total: int, weights: Sequence[int], owed: Sequence[Fraction] | None = None) -> list[int]:
    """Split `total` minor units by integer `weights`; the parts add up to `total` exactly.

    Each part gets the floor of its exact share; the leftover units go one each to the parts with the largest
    cumulative deficit (exact share so far minus units received so far), ties to the earlier part.

    `owed` carries the deficits of earlier splits, as exact fractions, one a part;
    read the next ones with `deficits()`. Over 2,000 successive splits no part drifts more than two units.
    """
    if total < 0 or any(weight < 0 for weight in weights) or not sum(weights):
        raise ValueError("allocate needs a total of at least 0 and weights of at least 0, one of them positive")
    base = sum(weights)
    parts = [total * weight // base for weight in weights]
    lacks = deficits(total, weights, parts, owed)
    order = sorted(range(len(parts)), key=lambda at: (-lacks[at], at))
    # Fewer units are left over than parts have a fraction, so none gets two; a part of weight 0 gets none.
    for at in [at for at in order if weights[at]][: total - sum(parts)]:
        parts[at] += 1
    return parts


def deficits(
    total: int, weights: Sequence[int], parts: Sequence[int], owed: Sequence[Fraction] | None = None
) -> list[Fraction]:
    """Exact share minus units received, cumulated with `owed`; one fraction a part."""
    base = sum(weights)
    earlier = owed or [Fraction(0)] * len(weights)
    return [
        Fraction(total * weight, base) - part + before
        for weight, part, before in zip(weights, parts, earlier, strict=True)
    ]
