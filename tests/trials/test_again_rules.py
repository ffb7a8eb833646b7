"""Two results compared, and a course under other caps."""

import json

import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.again import Course, Result, differences, with_caps
from longbien.trials.rules.policy import read_policy
from tests.trials import make


def result(**but) -> Result:
    lines = {"batches": [{"batch": 1}], "breaches": [["e1", "area", 5, True]], "suspensions": [[5, None, "area", "e1"]]}
    monitors = [{"measure": "near_miss", "limit": 1, "steps": [["2026-11-09", "north", 2, 1.5, 0.75]]}]
    return Result(**{**lines, "monitors": monitors, **but})


def steps(detector) -> list:
    return [{"measure": "near_miss", "limit": 1, "steps": [["2026-11-09", "north", 2, detector, 0.75]]}]


def parts(again: Result) -> list[str]:
    return [one.part for one in differences(result(), again)]


def test_the_same_is_the_same():
    assert parts(result()) == []


def test_statistics_may_differ_in_the_last_digits_only():
    assert parts(result(monitors=steps(1.5 * (1 + 5e-10)))) == []
    assert parts(result(monitors=steps(1.5 * (1 + 2e-9)))) == ["monitors"]
    assert parts(result(monitors=steps("infinite"))) == ["monitors"]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("breaches", []),
        ("breaches", [["e1", "area", 5, True], ["e2", "area", 6, True]]),
        ("breaches", [["e1", "area", 6, True]]),
        ("breaches", [["e1", "area", 5]]),
        ("suspensions", [[5, 9, "area", "e1"]]),
        ("batches", [{"batch": 2}]),
        ("batches", [{"number": 1}]),
        ("batches", [[1]]),
    ],
)
def test_decisions_may_not_differ_at_all(part, lines):
    [found] = differences(result(), result(**{part: lines}))
    assert found.part == part
    assert found.recorded != found.again


def course() -> Course:
    policy = make.policy()
    version = {
        "number": 1,
        "plan": policy.plan.canonical().decode(),
        "policy": policy.canonical().decode(),
        "granted_at": "2026-11-02T00:00:00.000000Z",
    }
    return Course({}, (version,), ())


@pytest.mark.parametrize(
    ("cap", "read"),
    [
        ("speed", lambda plan: plan.speed_kmh),
        ("devices", lambda plan: plan.devices),
        ("participants", lambda plan: plan.participants),
        ("value", lambda plan: plan.value.minor),
        ("near_miss", lambda plan: plan.guardrails[0].limit),
    ],
)
def test_a_cap_is_changed_and_nothing_else(cap, read):
    [version] = with_caps(course(), {cap: 77}).versions
    plan = read_policy(json.loads(version["policy"])).plan
    assert read(plan) == 77
    assert json.loads(version["plan"]) == plan.to_data()
    assert with_caps(course(), {cap: read(make.plan())}) == course()
    assert course().to_data() == {"regime": {}, "versions": list(course().versions), "deeds": []}


@pytest.mark.parametrize(
    ("cap", "asked", "read"),
    [
        ("altitude", {"cap_altitude_m": 60}, lambda limits: limits.altitude_m),
        ("value_day", {"cap_value_day": {"minor": "60", "currency": "VND"}}, lambda limits: limits.value_day.minor),
        ("incidents", {"cap_incidents": 3}, lambda limits: limits.incidents),
    ],
)
def test_further_caps_are_changed_where_the_plan_has_them(cap, asked, read):
    policy = make.policy(**asked)
    written = {"number": 1, "plan": "", "policy": policy.canonical().decode(), "granted_at": ""}
    [version] = with_caps(Course({}, (written,), ()), {cap: 77}).versions
    assert read(read_policy(json.loads(version["policy"])).plan.limits) == 77
    with pytest.raises(Refusal, match="unknown-cap"):
        with_caps(course(), {cap: 77})


def test_a_cap_of_another_plan_is_refused():
    with pytest.raises(Refusal, match="unknown-cap"):
        with_caps(course(), {"altitude": 1})
