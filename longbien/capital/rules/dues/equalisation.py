"""A later close: whoever comes late stands, after paying, exactly where they would had they been there from the start.

Every earlier call is shared out again among all, by the same rule as the first time (floor, leftovers to the largest
cumulative deficit). What each should have paid less what each paid is paid or given back, and it adds up to nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.capital.rules.daycount import DayCount
from longbien.capital.rules.growth import interest, whole
from longbien.kernel.money import allocate, deficits

Commitments = Mapping[str, int]


@dataclass(frozen=True)
class Call:
    """`minor` units called from all investors on a day."""

    on: date
    minor: int


@dataclass(frozen=True)
class Equalised:
    """Of one call: `due` from each investor (below zero: given back), and `interest` likewise, in minor units."""

    call: Call
    due: dict[str, int]
    interest: dict[str, int]


def paid_by(calls: Sequence[Call], commitments: Commitments) -> list[dict[str, int]]:
    """Each call shared out by commitments, the deficits carried from call to call; minor units.

    ValueError when nobody committed anything.
    """
    names, weights = list(commitments), list(commitments.values())
    owed: list[Fraction] | None = None
    shared = []
    for call in calls:
        parts = allocate(call.minor, weights, owed)
        owed = deficits(call.minor, weights, parts, owed)
        shared.append(dict(zip(names, parts, strict=True)))
    return shared


def equalised(
    calls: Sequence[Call],
    before: Commitments,
    after: Commitments,
    *,
    closed_on: date,
    rate: Fraction,
    day_count: DayCount,
) -> list[Equalised]:
    """What each investor pays or gets back for each call so far, when `before` become `after` on `closed_on`.

    Interest is simple, at `rate` on what a late closer pays, from the day of the call to the close, rounded to whole
    units; it goes to those who are given money back, in proportion. ValueError when a call is later than the close or
    a commitment became smaller.
    """
    if any(call.on > closed_on for call in calls):
        raise ValueError("a call after the close needs no equalisation")
    if any(after.get(name, 0) < committed for name, committed in before.items()):
        raise ValueError("a close makes no commitment smaller")
    found = []
    for call, was, now in zip(calls, paid_by(calls, before), paid_by(calls, after), strict=True):
        due = {name: minor - was.get(name, 0) for name, minor in now.items()}
        found.append(Equalised(call, due, _interest(due, call, closed_on, rate, day_count)))
    return found


def _interest(due: dict[str, int], call: Call, closed_on: date, rate: Fraction, day_count: DayCount) -> dict[str, int]:
    charged = {
        name: whole(interest(Fraction(minor), rate, call.on, closed_on, day_count))
        for name, minor in due.items()
        if minor > 0
    }
    back = [name for name, minor in due.items() if minor < 0]
    if not back:
        return charged
    given = allocate(sum(charged.values()), [-due[name] for name in back])
    return charged | {name: -minor for name, minor in zip(back, given, strict=True)}
