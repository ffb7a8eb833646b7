"""Several sets of public terms on the same flows, side by side: what each side paid, got and earned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from longbien.capital.rules.daycount import DayCount
from longbien.capital.rules.performance.rates import Flow, Rate, is_only_rate, xirr
from longbien.capital.rules.public.sharing import Moment, Shared, share_out
from longbien.capital.rules.public.terms import PublicTerms
from longbien.capital.rules.waterfall.clawback import settled
from longbien.capital.rules.waterfall.flows import Event
from longbien.capital.rules.waterfall.ladder import climb
from longbien.capital.rules.waterfall.run import run
from longbien.capital.rules.waterfall.terms import Ladder, Terms
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Side:
    """What one side paid and got, in minor units, and the yearly rate of it; `why` there is none, if there is none.

    Not `is_only`: other rates may solve the same flows.
    """

    paid: int
    got: int
    rate: Rate | None
    why: Text | None = None
    is_only: bool = True

    @property
    def multiple(self) -> Fraction:
        """What was got for each unit paid in."""
        return Fraction(self.got, self.paid)


@dataclass(frozen=True)
class Compared:
    """One set of terms: both sides, the days, and what the manager got of it, in minor units."""

    terms: PublicTerms
    public: Side
    private: Side
    days: tuple[Shared, ...]
    manager: int = 0


def compare(
    every: Sequence[PublicTerms], moments: Sequence[Moment], day_count: DayCount, fund: Terms | Ladder | None = None
) -> tuple[Compared, ...]:
    """Each set of terms on the same moments. With the `fund`'s terms its manager is paid first, and the two sides share
    what investors get; without, all of the proceeds.

    Rates are by `day_count`; a side without one (or a house without the extra `capital`) says why.
    """
    shown, manager = after_carry(fund, moments) if fund else (tuple(moments), 0)
    found = []
    for terms in every:
        days = share_out(terms, shown, day_count)
        public = _side([(one.on, one.public_in, one.public_out) for one in days], day_count)
        private = _side([(one.on, one.private_in, one.private_out) for one in days], day_count)
        found.append(Compared(terms, public, private, days, manager))
    return tuple(found)


def after_carry(terms: Terms | Ladder, moments: Sequence[Moment]) -> tuple[tuple[Moment, ...], int]:
    """The moments with what investors get in place of the proceeds, and what the manager gets, in minor units.

    What the manager must give back is given back on the last day.
    """
    events = [event for place, one in enumerate(moments) for event in _events(one, place)]
    theirs = dict.fromkeys(range(len(moments)), 0)
    if isinstance(terms, Terms):
        course = run(terms, events)
        paid = course.paid
        if terms.clawback:
            theirs[len(moments) - 1] += settled(terms.clawback, terms.carry, course).due
    else:
        paid = climb(terms, events).paid
    for one in paid:
        theirs[int(one.event.source)] += one.explained.to("investors")
    net = tuple(replace(one, proceeds=theirs[place]) for place, one in enumerate(moments))
    return net, sum(one.proceeds for one in moments) - sum(theirs.values())


def _events(moment: Moment, place: int) -> list[Event]:
    called = moment.public + moment.private
    paid = [Event(moment.on, called=called, source=str(place))] if called else []
    return paid + ([Event(moment.on, proceeds=moment.proceeds, source=str(place))] if moment.proceeds else [])


def _side(days: Sequence[tuple[date, int, int]], day_count: DayCount) -> Side:
    paid, got = sum(one for _, one, _ in days), sum(one for _, _, one in days)
    flows = [Flow(on, out - in_) for on, in_, out in days]
    try:
        return Side(paid, got, xirr(flows, day_count), is_only=is_only_rate(flows))
    except Refusal as refusal:
        return Side(paid, got, None, refusal.what)
