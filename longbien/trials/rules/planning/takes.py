"""How much must be seen until each guardrail of a plan is shown to be kept, and does the plan allow that much?

The answer of `power` for every guardrail, at two truths: that nothing happens, and that half as much happens as the
limit allows. Told in the unit that the kind counts in; metres in kilometres. Where a plan bounds the unit, also in days
of its term, at the most that the plan allows a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, inf

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials.rules.kinds.kind import Terms
from longbien.trials.rules.monitors.power import ALPHA
from longbien.trials.rules.monitors.question import Asked, asked_of
from longbien.trials.rules.plan import Plan

METRES_A_KM = 1000
HALF = 0.5


@dataclass(frozen=True)
class Takes:
    """`none` and `half`: how much of `unit` it takes if nothing happens, and if half of the limit does; None where no
    amount can show it. `allowed`: the most that the plan allows, infinite where no cap bounds it; `days` of the `term`
    that `none` takes at that pace. A limit of 0 asks nothing (`at_once`): its first count stops the trial."""

    measure: str
    name: Text
    unit: Text
    none: int | None
    half: int | None
    allowed: float
    days: int | None
    term: int
    at_once: bool = False

    @property
    def is_bounded(self) -> bool:
        return self.allowed != inf


def takes(plan: Plan, terms: Terms | None = None, *, alpha: float = ALPHA) -> Iterator[Takes]:
    """What every guardrail takes, in the order of the plan; `terms` are those of the plan's kind, if it has one."""
    for rail in plan.guardrails:
        asked = asked_of(rail, plan, terms)
        scale = METRES_A_KM if _in_metres(asked, terms) else 1
        none, half = (_needed(asked, share * asked.limit, alpha) for share in (0.0, HALF))
        yield Takes(
            rail.measure,
            asked.name,
            KILOMETRES if scale > 1 else asked.unit,
            None if none is None else ceil(none / scale),
            None if half is None else ceil(half / scale),
            asked.offered / scale,
            _days(none, asked.offered, plan.term.days),
            plan.term.days,
            at_once=not rail.limit,
        )


def _in_metres(asked: Asked, terms: Terms | None) -> bool:
    return terms is not None and any(one.most == "distance" and one.name == asked.unit for one in terms.amounts)


def _needed(asked: Asked, expected: float, alpha: float) -> int | None:
    if not asked.limit:
        return None
    try:
        return asked.needed(expected, alpha)
    except Refusal:
        return None


def _days(needed: int | None, allowed: float, term: int) -> int | None:
    return None if needed is None or not 0 < allowed < inf else ceil(needed * term / allowed)


KILOMETRES = Text.of(vi="km đã chạy", en="km driven")
