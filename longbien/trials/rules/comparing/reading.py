"""What a comparison shows now, in one word, with all that it rests on.

Of K comparisons of a plan each has α = 5 % / K, so that with probability 95 % nothing that is said of any of them is
wrong, whenever one looks (e-Bonferroni: evidence of K/5 % is needed of each). Nothing is concluded while lots went
astray, at 100 to 1 against even lots.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal
from zoneinfo import ZoneInfo

from longbien.trials.rules.comparing.course import Point, course
from longbien.trials.rules.comparing.lots import Lottery, lotteries
from longbien.trials.rules.comparing.reviewed import Look, decisive, reviewed
from longbien.trials.rules.comparing.samples import samples
from longbien.trials.rules.comparing.units import Unit
from longbien.trials.rules.comparison import Comparison
from longbien.trials.rules.monitors.asymptotic import FEWEST
from longbien.trials.rules.monitors.closed import LATENESS_US
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import from_us

ALPHA = 0.05
ASTRAY = 100.0
Verdict = Literal["astray", "early", "open", "short", "enough", "better", "less-than-wanted", "worse"]


@dataclass(frozen=True)
class Gain:
    """What is known of the gain: whether it is `different` from none, and from where to where it may lie."""

    gain: float
    low: float
    high: float
    different: bool


@dataclass(frozen=True)
class Reading:
    """A comparison as it stands: the points of its days, its reviews if it has any, and the verdict on the gain.

    `alpha` is what this comparison may spend; `gain` is None while nothing may be said. `told` events said which arm
    they had, `strayed` of these another than was drawn. `over`: the trial has ended, and nothing will be added.
    """

    lottery: Lottery
    alpha: float
    points: tuple[Point, ...]
    looks: tuple[Look, ...]
    gain: Gain | None
    verdict: Verdict
    told: int = 0
    strayed: int = 0
    over: bool = False

    @property
    def asked(self) -> Comparison:
        return self.lottery.asked

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None


def readings(policy: Policy, units: Iterable[Unit], *, through_us: int, over: bool = False) -> tuple[Reading, ...]:
    """Every comparison of a licence, by the units that are judged by an instant."""
    found, drawn = tuple(units), lotteries(policy)
    read = (_reading(one, found, ALPHA / len(drawn), through_us) for one in drawn)
    return tuple(replace(one, over=over) for one in read)


def _reading(lottery: Lottery, units: tuple[Unit, ...], alpha: float, through_us: int) -> Reading:
    asked, policy = lottery.asked, lottery.policy
    points = course(asked, samples(lottery, units, through_us=through_us), alpha=alpha)
    judged = from_us(through_us - LATENESS_US).astimezone(ZoneInfo(policy.timezone)).date()
    days = policy.lots.days if policy.lots else policy.term.days
    looks = reviewed(points, looks=asked.looks, start=policy.term.start, days=days, alpha=alpha, judged=judged)
    gain = _reviewed(looks) if asked.looks else _always(points, alpha)
    mine = [one for one in units if one.number == lottery.number]
    told, strayed = sum(one.told for one in mine), sum(one.strayed for one in mine)
    return Reading(lottery, alpha, points, looks, gain, verdict(asked, points, gain), told, strayed)


def _always(points: tuple[Point, ...], alpha: float) -> Gain | None:
    """What may be said on any day, once there are enough units for an interval."""
    if not points or min(points[-1].old, points[-1].new) < FEWEST:
        return None
    last = points[-1]
    return Gain(last.gain, last.low, last.high, last.evidence >= 1.0 / alpha)


def _reviewed(looks: tuple[Look, ...]) -> Gain | None:
    """What was found at the review that counts."""
    look = decisive(looks)
    if look is None or look.found is None:
        return None
    return Gain(look.found.gain, look.found.low, look.found.high, abs(look.found.z) >= look.bound)


def verdict(asked: Comparison, points: tuple[Point, ...], gain: Gain | None) -> Verdict:
    """In the order in which they matter to a reader: can it be believed, is it known, is it enough?"""
    if points and points[-1].mismatch >= ASTRAY:
        return "astray"
    if gain is None:
        return "early"
    if not gain.different:
        return "short" if gain.high < asked.margin else "open"
    if gain.gain < 0:
        return "worse"
    if gain.high < asked.margin:
        return "less-than-wanted"
    return "enough" if gain.low >= asked.margin else "better"
