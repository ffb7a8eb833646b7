"""The price of the public share as it is read: each payment with what it has grown to, and where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.capital.queries.investing.explaining import Origin
from longbien.capital.rules.investing.flows import LATE
from longbien.capital.rules.public.price import Grown
from longbien.kernel.money import Money
from longbien.ui import formats


@dataclass(frozen=True)
class ShownGrown:
    """A payment as it is read: exact values to six decimals of a unit."""

    on: date
    net: Money
    years: str
    factor: str
    worth: str
    source: str
    origin: Origin | None


def shown_grown(parts: Iterable[Grown], currency: str, origins: Mapping[str, Origin]) -> list[ShownGrown]:
    return [
        ShownGrown(
            one.on,
            Money(one.net, currency),
            formats.number(float(one.span), places=4),
            formats.number(float(one.factor), places=8),
            exactly(one.worth, currency),
            one.source,
            origins.get(one.source.partition(LATE)[0]),
        )
        for one in parts
    ]


def sum_of(parts: Iterable[Grown], currency: str) -> str:
    """What they come to before it is cut to whole units."""
    return exactly(sum((one.worth for one in parts), Fraction(0)), currency)


def exactly(minor: Fraction, currency: str) -> str:
    """An amount of parts of minor units, in units of the currency, which the column names."""
    size = 10 ** Money(0, currency).exponent
    return formats.number(float(minor / size), places=4)
