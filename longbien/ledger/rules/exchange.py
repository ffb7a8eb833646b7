"""Foreign exchange: a rate as it was quoted, with its source, and what it makes of an amount. No floats."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.kernel.plain import Plain
from longbien.kernel.text import Text

RATE = re.compile(r"[0-9]{1,18}(\.[0-9]{1,12})?")
LONGEST_SOURCE = 200


@dataclass(frozen=True)
class Quote:
    """One whole unit of `base` costs `rate` whole units of `counter`: `Quote("EUR", "USD", "1.0835", …)`.

    `rate` is written in decimal digits; `source` says who quoted it, for the day `quoted_on`.
    """

    base: str
    counter: str
    rate: str
    source: str
    quoted_on: date

    def to_data(self) -> dict[str, Plain]:
        return {
            "base": self.base,
            "counter": self.counter,
            "rate": self.rate,
            "source": self.source,
            "quoted_on": self.quoted_on.isoformat(),
        }

    def per_minor(self, scales: Mapping[str, int]) -> Fraction:
        """How many minor units of `counter` one minor unit of `base` costs."""
        return Fraction(self.rate) * Fraction(10) ** (scales[self.counter] - scales[self.base])


def quoted(quote: Quote) -> Iterator[Text]:
    """What is wrong with a quote as such."""
    if not RATE.fullmatch(quote.rate) or not Fraction(quote.rate):
        yield Text.of(
            vi="tỷ giá phải là số dương, viết bằng chữ số thập phân",
            en="the rate must be a positive number in decimal digits",
        )
    if not quote.source.strip() or len(quote.source) > LONGEST_SOURCE:
        yield Text.of(
            vi=f"cần nguồn của tỷ giá, nhiều nhất {LONGEST_SOURCE} ký tự",
            en=f"the source of the rate is needed, at most {LONGEST_SOURCE} characters",
        )
    if quote.base == quote.counter:
        yield Text.of(vi="hai đơn vị phải khác nhau", en="the two units must differ")


def converted(amount: int, quote: Quote, scales: Mapping[str, int], *, into: str) -> int:
    """What `amount` minor units of one unit of the quote come to in the other, `into`: rounded down.

    The part of a minor unit that is left stays with the liquidity account.
    """
    rate = quote.per_minor(scales)
    exact = amount * rate if into == quote.counter else amount / rate
    return exact.numerator // exact.denominator
