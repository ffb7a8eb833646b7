"""What the first officer saw, as data that can be held against what the second one would post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from longbien.capital.rules.funds.calling import Drawn, Given, Share, equalise, next_call


@dataclass(frozen=True)
class Party:
    """A commitment as plans see it: whose, and how much in minor units."""

    id: UUID
    amount: int


@dataclass(frozen=True)
class ClosePlan:
    """What a close would do to each commitment, in their order."""

    on: date
    due_on: date
    joining: tuple[Party, ...]
    shares: Mapping[UUID, Share]

    def content(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "joining": [[str(one.id), str(one.amount)] for one in self.joining],
            "shares": [[str(key), *_share(one)] for key, one in self.shares.items()],
        }


def _share(one: Share) -> list[str]:
    """As written: what was given only where there is some."""
    return [str(one.principal), str(one.interest), *([str(one.given)] if one.given else [])]


@dataclass(frozen=True)
class CallPlan:
    """What a call would ask of each commitment, in their order."""

    amount: int
    due_on: date
    parts: Mapping[UUID, int]

    def content(self) -> dict[str, Any]:
        return {
            "amount": str(self.amount),
            "due_on": self.due_on.isoformat(),
            "parts": [[str(key), str(part)] for key, part in self.parts.items()],
        }


@dataclass(frozen=True)
class Days:
    """The day of a close and the day by which the late pay."""

    on: date
    due_on: date


def plan_close(
    calls: Sequence[Drawn],
    earlier: Sequence[Party],
    joining: Sequence[Party],
    *,
    days: Days,
    rate: Fraction,
    given: Sequence[Given] = (),
) -> ClosePlan:
    """A close of the `joining` beside the `earlier` ones; `given` are the distributions that it sets right, too."""
    amounts = [one.amount for one in earlier], [one.amount for one in joining]
    shares = equalise(calls, *amounts, on=days.on, rate=rate, given=given)
    by_party = dict(zip((one.id for one in (*earlier, *joining)), shares, strict=True))
    return ClosePlan(days.on, days.due_on, tuple(joining), by_party)


def plan_call(amount: int, calls: Sequence[Drawn], parties: Sequence[Party], *, due_on: date) -> CallPlan:
    """A further call. ValueError when it asks for more than is left."""
    parts = next_call(amount, [one.amount for one in calls], [one.amount for one in parties])
    return CallPlan(amount, due_on, dict(zip((one.id for one in parties), parts, strict=True)))
