"""From units to values, each with its lot, once it is over and what was late has come.

The value of a unit is what it counted, or so much in `per` of what it is counted against; a unit with nothing to count
against has none. A unit is judged LATENESS_HOURS after its end, as whole days are (`closed`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from longbien.trials.rules.comparing.lots import Lottery
from longbien.trials.rules.comparing.units import Unit
from longbien.trials.rules.comparison import Comparison
from longbien.trials.rules.monitors.closed import LATENESS_US
from longbien.trials.rules.telemetry import from_us


@dataclass(frozen=True)
class Sample:
    """A unit that is judged: the local `day` on which it was over, its `value` (None without one), and its lot."""

    day: date
    unit: str
    index: int
    value: float | None
    is_new: bool


def samples(lottery: Lottery, units: Iterable[Unit], *, through_us: int) -> tuple[Sample, ...]:
    """Of these units those of the comparison and its term that are judged by an instant, in order of time, then name.

    Both blocks of a pair are judged together, when the second is over.
    """
    mine = [one for one in units if one.number == lottery.number]
    days = {index: _judged(lottery, index, through_us) for index in {one.index for one in mine}}
    found = [
        Sample(day, one.unit, one.index, value_of(lottery.asked, one), lottery.is_new(one.unit, one.index))
        for one in mine
        if (day := days[one.index])
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.index, one.unit)))


def _judged(lottery: Lottery, index: int, through_us: int) -> date | None:
    """The local day on which a day or the pair of a block is over, if it is of the term and judged by an instant."""
    end_us = lottery.span(index if lottery.asked.design == "arms" else index // 2 * 2 + 1)[1]
    if not lottery.in_term(index) or end_us + LATENESS_US > through_us:
        return None
    return from_us(end_us - 1).astimezone(ZoneInfo(lottery.policy.timezone)).date()


def value_of(asked: Comparison, unit: Unit) -> float | None:
    """What a unit counted, in the measure of the comparison."""
    if not asked.against:
        return float(unit.counted)
    return unit.counted * asked.per / unit.against if unit.against else None
