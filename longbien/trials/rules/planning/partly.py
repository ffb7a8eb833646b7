"""Read what can be read of a plan that is not whole yet, so that all that is wrong with it is told in one round.

What is missing or can't be read is a fault by itself; in its place stands something that says nothing, and no reason is
given that rests on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from longbien.kernel.outcome import Reason
from longbien.kernel.refusal import Fault, Refusal
from longbien.trials.rules.plan import Plan, read_plan
from longbien.trials.rules.planning.offering import PARTS

# What else a reason rests on than the question where it stands.
TIME, SIZE = {"start", "term_months"}, {"areas", "windows", "cap_devices"}
RESTS: Mapping[str, frozenset[str]] = {
    "cannot-answer": frozenset({*TIME, *SIZE, "cap_speed_kmh", "kind"}),
    "cannot-compare": frozenset({*TIME, *SIZE, "kind"}),
    "stop-without-limit": frozenset(PARTS.values()),
    "area-too-short": frozenset(TIME),
    "zone-elsewhere": frozenset({"areas"}),
    "term-over": frozenset(TIME),
}


@dataclass(frozen=True)
class Partly:
    """`plan` as far as it was read, `faults` of what wasn't, which are questions of the form in `wrong`."""

    plan: Plan
    faults: tuple[Fault, ...]
    wrong: frozenset[str]

    def rests(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """The reasons that rest on nothing but what was read."""
        return tuple(one for one in reasons if not self.wrong & {question(one.where), *RESTS.get(one.code, ())})


def read_partly(data: Mapping[str, Any], today: date, currency: str) -> Partly:
    """The plan in the form's data, whatever it lacks; a day and a currency that nothing can be wrong with."""
    nothing = {
        "title": "–", "summary": "–", "areas": [], "start": today.isoformat(), "term_months": 1, "windows": [],
        "cap_participants": 0, "cap_devices": 0, "cap_value": {"minor": "0", "currency": currency}, "cap_speed_kmh": 0,
        "guardrails": [],
    }  # fmt: skip
    told, wrong = tuple[Fault, ...](), frozenset[str]()
    while True:
        rest = {name: value for name, value in data.items() if name not in wrong}
        try:
            return Partly(read_plan(rest | {name: nothing[name] for name in wrong & nothing.keys()}), told, wrong)
        except Refusal as refusal:
            told = told or refusal.faults  # what only a stand-in is at odds with isn't told
            wrong |= {question(fault.where) for fault in refusal.faults}


def question(where: str) -> str:
    """The question of the form that a place lies in: `/windows/0/from` → `windows`."""
    return where.strip("/").split("/", 1)[0]
