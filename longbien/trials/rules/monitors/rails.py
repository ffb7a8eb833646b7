"""A guardrail as its plan's kind has it counted: by which statistic, in which unit of analysis, against what."""

from dataclasses import dataclass, replace

from longbien.kernel.text import Text
from longbien.trials.rules.kinds.kind import Measure, Statistic, Unit
from longbien.trials.rules.monitors import closed, guardrail
from longbien.trials.rules.monitors.guardrail import Step
from longbien.trials.rules.monitors.units import Seen, counts
from longbien.trials.rules.plan import Guardrail
from longbien.trials.rules.policy import Policy

FOREVER = closed.FOREVER


@dataclass(frozen=True)
class Rail:
    """At most `limit` times `measure` in `per` units of analysis, or in `per` of the measure `against`.

    `odds` is what its detector suspends at; days are those of `timezone`. `by_day`: it forgets good days, not units.
    """

    measure: str
    limit: int
    per: int
    unit: Unit
    statistic: Statistic
    against: str
    odds: int
    timezone: str
    by_day: bool = False

    @property
    def bet(self) -> bool:
        """Whether counts alone are judged, at once; else whole days are, once they are closed."""
        return self.statistic == "betting"

    @property
    def mean(self) -> float:
        """The limit on one of what it is counted in; a whole number stays one, for the same bits as ever."""
        return self.limit if self.per == 1 else self.limit / self.per

    @property
    def closed(self) -> closed.Limit:
        """The limit as the monitor of whole days takes it. ValueError for one that bets."""
        if self.statistic == "betting":
            raise ValueError("a bet is judged at once")
        return closed.Limit(self.statistic, self.limit, self.per, self.timezone, self.by_day)


def rails_of(policy: Policy) -> tuple[Rail, ...]:
    """The guardrails of a licence, each with how it is counted. What no kind says is a count a site and day."""
    return tuple(_rail(one, policy) for one in policy.plan.guardrails)


def _rail(one: Guardrail, policy: Policy) -> Rail:
    known = policy.terms.measure(one.measure) if policy.terms else None
    how = known or Measure(one.measure, Text.of(en=one.measure))
    by_day = policy.terms is not None and policy.terms.by_day and how.unit == "vehicle-day"
    return Rail(
        one.measure, one.limit, one.per or 1, how.unit, how.statistic, how.against, policy.alarm_odds, policy.timezone,
        by_day,
    )  # fmt: skip


def watch(rail: Rail, seen: Seen, *, through_us: int = FOREVER, anew: bool = False) -> tuple[Step, ...]:
    """Detector and evidence after each unit; of whole days only those closed by `through_us`.

    With `anew`, only what came after the last resumption.
    """
    last = seen.resumed[-1] if anew and seen.resumed else None
    if rail.bet:
        return guardrail.watch(counts(seen, until_us=FOREVER, resumed=last), rail.mean, by_day=rail.by_day)
    since = replace(seen, resumed=(last,) if last else ())
    days = [day for at, day in closed.closings(since, rail.timezone) if at <= through_us]
    return closed.watch(closed.pairs(since, through=days[-1]), rail.closed) if days else ()


def alarms(rail: Rail, seen: Seen) -> tuple[int, ...]:
    """The instants at which the detector reached its threshold; of whole days their closings."""
    if rail.bet:
        return guardrail.alarms(seen, rail.mean, odds=rail.odds, by_day=rail.by_day)
    return closed.alarms(seen, rail.closed, odds=rail.odds)
