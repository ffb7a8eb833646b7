"""Five ways in which public money may stand beside private money in one fund."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class PariPassu:
    """Each side gets of every payment what it paid of all calls."""

    code = "pari-passu"


@dataclass(frozen=True)
class Band:
    """Until the `until_years`-th anniversary of the first call, that day included, the rate is `rate` a year; without
    one, from the band before on."""

    rate: Fraction
    until_years: int | None = None


@dataclass(frozen=True)
class BuyOut:
    """Private investors may buy the public share `after_years` for what it paid in, grown at a rate of the schedule.

    `retroactive`: the rate of the band of that day holds for the whole time; else each band's for its own years. Until
    the `until_years`-th anniversary, that day included; without one, for as long as the fund is. In a simulation they
    buy on the first day when what the share still brings is more than its price. Source of the form: Yozma 2.0
    (Israel Innovation Authority, call for proposals): 1 % in years 0 to 4, 5 % after, retroactive.
    """

    schedule: tuple[Band, ...]
    after_years: int
    retroactive: bool = True
    until_years: int | None = None
    code = "buy-out"


@dataclass(frozen=True)
class Capped:
    """Side by side, until the public side has earned `rate` a year; what is beyond goes to the private side."""

    rate: Fraction
    code = "capped"


@dataclass(frozen=True)
class FirstLoss:
    """Public money bears losses first, with `share` of what it paid in: the private side's capital comes back before
    that part of it; profit is shared side by side."""

    share: Fraction
    code = "first-loss"


@dataclass(frozen=True)
class ProfitShift:
    """Capital comes back side by side; of the public side's profit `share` goes to the private side."""

    share: Fraction
    code = "profit-shift"


PublicTerms = PariPassu | BuyOut | Capped | FirstLoss | ProfitShift
CODES = ("pari-passu", "buy-out", "capped", "first-loss", "profit-shift")
