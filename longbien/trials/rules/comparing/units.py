"""The units of a comparison, built out of events: what each site or vehicle counted on its day or in its block.

An event counts where it happened, inside an area of the licence and outside a wash-out; elsewhere it is a breach and
shows nothing about what is tried. Sums of whole numbers: the same in whatever order and batches events come. What
people report beside the telemetry counts against guardrails, not here.

What counts is the arm that was drawn. Where events say which arm they had (`arm`), those that had another are counted
beside: lots that aren't followed make a difference look smaller than it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import add

import numpy as np
from numpy.typing import NDArray

from longbien.trials.rules.comparing.lots import Lottery, lotteries
from longbien.trials.rules.judge import Verdicts
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import Events, arms_in

Key = tuple[int, int, str]


@dataclass(frozen=True)
class Unit:
    """A unit of comparison `number`: how many `events`, what they `counted`, and of what it is counted `against`.

    `told` of the events said which arm they had, `strayed` of these another than was drawn.
    """

    number: int
    index: int
    unit: str
    events: int
    counted: int
    against: int = 0
    told: int = 0
    strayed: int = 0

    @property
    def sums(self) -> tuple[int, ...]:
        """What is added up."""
        return self.events, self.counted, self.against, self.told, self.strayed

    @property
    def key(self) -> Key:
        return self.number, self.index, self.unit


def units_of(events: Events, verdicts: Verdicts, policy: Policy) -> tuple[Unit, ...]:
    """What these events add to the units of every comparison: to a vehicle's only those of the trial's devices."""
    site, found = verdicts.worked_at, list[Unit]()
    for lottery in lotteries(policy):
        among = verdicts.devices if lottery.asked.unit == "vehicle" else verdicts.counts
        found += _units(lottery, events, site, np.flatnonzero((site >= 0) & among))
    return tuple(found)


def _units(lottery: Lottery, events: Events, site: NDArray[np.intp], rows: NDArray[np.intp]) -> Iterator[Unit]:
    asked, policy = lottery.asked, lottery.policy
    index, counts = lottery.indices(events.at_us[rows])
    found: dict[tuple[int, str], list[int]] = {}
    for row, at in zip(rows[counts].tolist(), index[counts].tolist(), strict=True):
        name = policy.sites[int(site[row])].code if asked.unit == "site" else events.devices[row]
        told, sums = events.measures[row], found.setdefault((at, name), [0, 0, 0, 0, 0])
        arm = arms_in(events.rest[row])[lottery.number : lottery.number + 1]
        more = 1, told.get(asked.measure, 0), told.get(asked.against, 0), len(arm), _strayed(lottery, name, at, arm)
        sums[:] = map(add, sums, more)
    for (at, name), sums in sorted(found.items()):
        yield Unit(lottery.number, at, name, *sums)


def _strayed(lottery: Lottery, unit: str, index: int, arm: tuple[str, ...]) -> int:
    """Whether an event says that it had another arm than was drawn, as a number."""
    return int(bool(arm) and (arm[0] == "new") is not lottery.is_new(unit, index))


def added(*lots: Iterable[Unit]) -> tuple[Unit, ...]:
    """Units with all that was told of them, ordered by comparison, day or block, and name."""
    found: dict[Key, Unit] = {}
    for one in (unit for some in lots for unit in some):
        had = found.get(one.key, Unit(*one.key, events=0, counted=0))
        found[one.key] = Unit(*one.key, *map(add, had.sums, one.sums))
    return tuple(found[key] for key in sorted(found))
