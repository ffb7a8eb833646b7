"""The terms of a fund, as values: who gets what, in which order, until when."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from longbien.capital.rules.daycount import DayCount
from longbien.capital.rules.growth import Compounding

Scope = Literal["fund", "deal", "deal-with-losses"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
Target = Literal["profit", "preferred-return"]
TARGETS: tuple[Target, ...] = get_args(Target)
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Hurdle:
    """What investors earn before the manager shares: a yearly rate, how it compounds, by which day count.

    `flat` is a share of the capital whatever the time: some terms promise 8 % once, not 8 % a year.
    """

    rate: Fraction = NOTHING
    compounding: Compounding = "compound"
    day_count: DayCount = "act/365"
    flat: bool = False


@dataclass(frozen=True)
class CatchUp:
    """The manager's `share` of the cash until carry is caught up; 0 is a hard hurdle without one.

    `target` says of what carry is measured: of all profit so far, or of the preferred return alone.
    """

    share: Fraction = NOTHING
    target: Target = "profit"


@dataclass(frozen=True)
class Clawback:
    """What the manager gives back when, looked at from the end, it got too much.

    `escrow` is the share of every carry that waits in escrow, from which is given back first. With `hurdle` the
    investors' capital and preferred return count too, not the share of profit alone.
    """

    escrow: Fraction = NOTHING
    hurdle: bool = False


@dataclass(frozen=True)
class Terms:
    """The economic terms of a fund. Rates and shares are fractions: 8 % is 2/25.

    `scope` says what is looked at together: the whole fund, each deal by itself, or each deal after the losses of
    earlier ones were made good.
    """

    carry: Fraction
    scope: Scope = "fund"
    hurdle: Hurdle = Hurdle()
    catch_up: CatchUp = CatchUp()
    clawback: Clawback | None = None


@dataclass(frozen=True)
class Step:
    """Until investors have earned `rate` a year, the manager's promote is `promote` of the cash."""

    rate: Fraction
    promote: Fraction


@dataclass(frozen=True)
class Ladder:
    """Terms by rates of return: each step holds until its rate is reached, then `beyond` is the promote.

    `investors` is the investors' part of the capital; the manager holds the rest and is paid on it like them.
    """

    investors: Fraction
    steps: tuple[Step, ...]
    beyond: Fraction
    day_count: DayCount = "act/365"
