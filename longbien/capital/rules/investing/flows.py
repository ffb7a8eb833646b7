"""The flows of a vehicle as its distributions see them: kept with each, so that the next one goes on there."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from longbien.capital.rules.waterfall.flows import Event
from longbien.capital.rules.waterfall.terms import Scope

LATE = " paid "  # in a source: what of a call counts from a later day than the one it was due
NUMBERS = ("called", "public", "private", "cost", "proceeds")


@dataclass(frozen=True)
class Flow:
    """A day's flow in minor units: `called` of everybody, `public` and `private` of it by whose money it is, `cost` of
    a deal, or `proceeds` that are distributed; `closes` says that a deal is over.

    `source` says where it stands: a call, an investment, proceeds with their document. Where a close moved money from
    one side to the other, `public` and `private` add up to zero.
    """

    on: date
    called: int = 0
    public: int = 0
    private: int = 0
    cost: int = 0
    proceeds: int = 0
    deal: str = ""
    closes: bool = False
    source: str = ""

    @property
    def is_paid_out(self) -> bool:
        return self.proceeds > 0 or self.closes

    def event(self, scope: Scope) -> Event:
        """As the waterfall takes it: calls for the whole fund, costs for a deal."""
        called = self.called if scope == "fund" else self.cost
        return Event(self.on, called, self.proceeds, self.deal, self.closes, self.source)

    def to_data(self) -> dict[str, Any]:
        """Plain JSON; what is nothing is left out."""
        said = {name: str(getattr(self, name)) for name in NUMBERS if getattr(self, name)}
        rest = {"deal": self.deal, "source": self.source, "closes": self.closes}
        return {"on": self.on.isoformat(), **said, **{name: value for name, value in rest.items() if value}}


def read_flow(data: Mapping[str, Any]) -> Flow:
    numbers = {name: int(data[name]) for name in NUMBERS if name in data}
    return Flow(
        date.fromisoformat(data["on"]),
        **numbers,
        deal=data.get("deal", ""),
        closes=data.get("closes", False),
        source=data.get("source", ""),
    )


def joined(before: Sequence[Flow], known: Iterable[Flow]) -> list[Flow]:
    """The flows of the last distribution, and those that came since; what was run before is never run otherwise.

    What came late, for a day on which something was distributed already, counts from the day after. Of a source that
    has changed, because a close moved money between the sides, the difference is a flow.
    """
    known = list(known)
    last = max((one.on for one in before if one.is_paid_out), default=date.min)
    sums: dict[str, tuple[int, ...]] = {}
    for one in before:
        held = sums.get(one.source, (0,) * len(NUMBERS))
        sums[one.source] = tuple(has + getattr(one, name) for has, name in zip(held, NUMBERS, strict=True))
    found = list(before)
    for one in known:
        held = sums.get(one.source, (0,) * len(NUMBERS))
        more = {name: getattr(one, name) - has for has, name in zip(held, NUMBERS, strict=True)}
        if any(more.values()):
            on = one.on if one.on > last else last + timedelta(days=1) if before else one.on
            found.append(replace(one, on=on, **more))
    found += _gone(sums, {one.source for one in known}, last)
    return sorted(found, key=lambda one: (one.on, one.is_paid_out))


def _gone(sums: Mapping[str, tuple[int, ...]], known: Collection[str], last: date) -> Iterator[Flow]:
    """What was paid late once, and is no longer counted at all: a close has paid it back since."""
    for source, held in sums.items():
        if LATE in source and source not in known and any(held):
            called, public, private, *_ = held
            yield Flow(last + timedelta(days=1), -called, -public, -private, source=source)


def until(flows: Iterable[Flow], day: date) -> list[Flow]:
    """Those that count by a day."""
    return [one for one in flows if one.on <= day]
