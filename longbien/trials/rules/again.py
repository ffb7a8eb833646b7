"""Recompute a trial: its course as it was recorded, what came of it, and where a second run differs.

A course holds no verdicts: the versions of the licence, the bytes that fleets sent, what people did and when.
Verdicts, suspensions and statistics must follow from it, on any machine.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import isclose
from typing import Any

from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials.rules.plan import Plan
from longbien.trials.rules.policy import read_policy

RELATIVE = 1e-9  # how far statistics may differ on another platform
SHOWN = 10
FURTHER: Mapping[str, str] = {
    "altitude": "altitude_m",
    "value_day": "value_day",
    "distance": "distance_km",
    "device_hours": "device_hours",
    "incidents": "incidents",
}


@dataclass(frozen=True)
class Course:
    """`regime`: its content; `versions`: number, `plan` and `policy` as RFC 8785 JSON, and `granted_at`; `deeds`: what
    the trial's own sequence records, in order: `kind`, `at`, the fields of each event, and `path` of a batch."""

    regime: Mapping[str, Any]
    versions: tuple[Mapping[str, Any], ...]
    deeds: tuple[Mapping[str, Any], ...]

    def to_data(self) -> dict[str, Any]:
        return {"regime": self.regime, "versions": list(self.versions), "deeds": list(self.deeds)}


@dataclass(frozen=True)
class Result:
    """`batches`: what each sender was answered; `breaches`: event, rule, instant, whether it stops; `suspensions`:
    since, lifted, rule, event; `monitors`: the steps of each guardrail, and `comparisons` (`comparing.told`), which
    are statistics. All plain JSON."""

    batches: list[Any]
    breaches: list[Any]
    suspensions: list[Any]
    monitors: list[Any]
    comparisons: list[Any] = field(default_factory=list)

    def to_data(self) -> dict[str, Any]:
        return {
            "batches": self.batches,
            "breaches": self.breaches,
            "suspensions": self.suspensions,
            "monitors": self.monitors,
            **({"comparisons": self.comparisons} if self.comparisons else {}),
        }


@dataclass(frozen=True)
class Difference:
    """`part` of the result, and what was recorded there and what came out again; None where one has no such line."""

    part: str
    recorded: Any
    again: Any


def differences(recorded: Result, again: Result) -> Iterator[Difference]:
    """Every line that is not the same. Integers and decisions must be identical, statistics to 1e-9 of their size."""
    first, second = recorded.to_data(), again.to_data()
    for part in {**first, **second}:
        lines, others = first.get(part, []), second.get(part, [])
        for row in range(max(len(lines), len(others))):
            one, other = _line(lines, row), _line(others, row)
            if not same(one, other):
                yield Difference(part, one, other)


def _line(lines: list[Any], row: int) -> Any:
    return lines[row] if row < len(lines) else None


def same(one: Any, other: Any) -> bool:
    """Whether plain data is the same: identical, but for floats within RELATIVE."""
    if isinstance(one, float) or isinstance(other, float):
        numbers = isinstance(one, int | float) and isinstance(other, int | float)
        return numbers and isclose(one, other, rel_tol=RELATIVE)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return bool(one == other)


def with_caps(course: Course, caps: Mapping[str, int]) -> Course:
    """The same course under other caps: `speed`, `devices`, `participants`, `value` (minor units), a measure, or what
    the plan limits further.

    Refusal for a cap that the plan doesn't have.
    """
    return replace(course, versions=tuple(_capped(version, caps) for version in course.versions))


def _capped(version: Mapping[str, Any], caps: Mapping[str, int]) -> Mapping[str, Any]:
    policy = read_policy(json.loads(version["policy"]))
    plan = policy.plan
    for name, limit in caps.items():
        plan = _with(plan, name, limit)
    other = replace(policy, plan=plan)
    return {**version, "plan": plan.canonical().decode(), "policy": other.canonical().decode()}


def _with(plan: Plan, name: str, limit: int) -> Plan:
    if name == "speed":
        return replace(plan, speed_kmh=limit)
    if name == "devices":
        return replace(plan, devices=limit)
    if name == "participants":
        return replace(plan, participants=limit)
    if name == "value":
        return replace(plan, value=Money(limit, plan.value.currency))
    if name in _further(plan):
        other: Any = Money(limit, plan.value.currency) if name == "value_day" else limit
        return replace(plan, limits=replace(plan.limits, **{FURTHER[name]: other}))
    rails = tuple(replace(rail, limit=limit) if rail.measure == name else rail for rail in plan.guardrails)
    if rails == plan.guardrails and name not in {rail.measure for rail in rails}:
        raise Refusal("unknown-cap", _unknown(name, plan))
    return replace(plan, guardrails=rails)


def _further(plan: Plan) -> tuple[str, ...]:
    """The further limits that a plan sets, by the name of their rule."""
    return tuple(name for name, part in FURTHER.items() if getattr(plan.limits, part) is not None)


def _unknown(name: str, plan: Plan) -> Text:
    known = ", ".join(
        ("speed", "devices", "participants", "value", *_further(plan), *(rail.measure for rail in plan.guardrails))
    )
    return Text.of(
        vi=f"Phương án không có hạn mức “{name}”. Có: {known}.", en=f"The plan has no cap “{name}”. It has: {known}."
    )
