"""How the programme comes nearer to its goal: what was binding at the end of each year, and whose money it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from longbien.capital.rules.funds.programme import Sums
from longbien.capital.rules.vehicles.measures import PUBLIC


@dataclass(frozen=True)
class Admitted:
    """A commitment from the day of the close that admitted it, in minor units of one currency."""

    on: date
    source: str
    amount: int


@dataclass(frozen=True)
class Year:
    """Everything that was binding when the year ended, or by today in the running one."""

    year: int
    sums: Sums


def by_year(admitted: Iterable[Admitted], last: int) -> tuple[Year, ...]:
    """From the first year with a close to the last one asked for, the sums added up."""
    every = sorted(admitted, key=lambda one: one.on)
    first = every[0].on.year if every else last + 1
    return tuple(
        Year(year, sum((_sums(one) for one in every if one.on.year <= year), Sums())) for year in range(first, last + 1)
    )


def _sums(one: Admitted) -> Sums:
    return Sums(public=one.amount) if one.source == PUBLIC else Sums(private=one.amount)
