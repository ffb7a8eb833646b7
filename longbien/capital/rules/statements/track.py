"""How the programme comes nearer to its goal: what was binding at the end of each year, and whose money it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.capital.rules.funds.programme import Sums
from longbien.capital.rules.vehicles.measures import PUBLIC

NOTHING = Sums()


@dataclass(frozen=True)
class Admitted:
    """A commitment from the day of the close that admitted it, in minor units of one currency."""

    on: date
    source: str
    amount: int


@dataclass(frozen=True)
class Year:
    """Everything that was binding when the year ended, or by today in the running one; `followed` is what others put
    into the programme's companies beside that."""

    year: int
    sums: Sums
    followed: Sums = NOTHING

    @property
    def lever(self) -> Fraction | None:
        """Private units for each public one, in funds and after them; None without public money."""
        return (self.sums + self.followed).lever


def by_year(admitted: Iterable[Admitted], last: int, followed: Iterable[Admitted] = ()) -> tuple[Year, ...]:
    """From the first year with a close or a follow-on round to the last one asked for, the sums added up."""
    every, after = list(admitted), list(followed)
    first = min((one.on.year for one in (*every, *after)), default=last + 1)
    return tuple(Year(year, _until(every, year), _until(after, year)) for year in range(first, last + 1))


def _until(every: Iterable[Admitted], year: int) -> Sums:
    return sum((_sums(one) for one in every if one.on.year <= year), Sums())


def _sums(one: Admitted) -> Sums:
    return Sums(public=one.amount) if one.source == PUBLIC else Sums(private=one.amount)
