"""A trial of a kind: read in the fleet's words, counted as the kind says, stopped by a rate, proven by its dossier."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.record.keys import make_key, verifier
from longbien.trials import models, queries
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.actions.resume import resume
from longbien.trials.actions.start_trial import start_trial
from tests.trials.evidence import built, faults
from tests.trials.make import MONDAY, NOW, Staged, event, licensed, plan_data, running

pytestmark = pytest.mark.django_db

COLLISION = {"measure": "collision", "limit": 0, "per": 1}
RATE = {"measure": "near_miss", "limit": 1, "per": 1000}
PLAN = {
    "kind": "delivery-robot",
    "guardrails": [COLLISION, RATE],
    "stop_on": [],
    "safety_plan": "sha256",
    "cap_speed_kmh": 10,
}


def day(number: int, event_number: int = 0, **but: object) -> dict:
    """An event of the n-th day after Monday, at half past nine and so many minutes."""
    return event(number * 100 + event_number, at=MONDAY + timedelta(days=number, minutes=30 + event_number), **but)


def driven(number: int, metres: int, misses: int = 0, **but: object) -> dict:
    """So many metres, in the words of the fleet, and near misses on the way."""
    extra = {"measures": {"near_miss": misses}} if misses else {}
    return day(number, distance_m=metres, **extra, **but)


def test_a_rate_suspends_when_the_day_is_over():
    trial = running(**PLAN)
    answer = trial.send(driven(0, 500, misses=9), day(0, 5))
    assert answer.body["suspended"] is None
    answer = trial.send(day(1), day(1, 1))
    assert answer.body["suspended"] == {
        "since": "2026-11-10T02:30:00.000000Z",
        "rule": "guardrail:near_miss",
        "event": "e100",
    }
    assert trial.broken() == {("e101", "suspended")}
    _, monitor = queries.monitor_state(trial.id)
    assert [(step.site, step.count, step.against) for step in monitor.steps] == [("r1", 9, 500)]
    assert monitor.now > monitor.odds
    resume(trial.id, reason="Đã kiểm tra xong xe.", by=trial.officer, at=NOW)
    _, monitor = queries.monitor_state(trial.id)
    assert monitor.now == 1.0


def test_the_dossier_proves_a_rate():
    make_key()
    trial = running(**PLAN)
    trial.send(driven(0, 500, misses=9), driven(0, 400, device="r2", id="x"))
    trial.send(day(1))
    resume(trial.id, reason="Đã kiểm tra xong xe.", by=trial.officer, at=NOW)
    trial.send(*[driven(number, 3000) for number in range(2, 5)])
    assert [row["rule"] for row in models.Suspension.objects.values("rule")] == ["guardrail:near_miss"]
    assert faults(built(trial), verifier()) == set()


def told(dice: Random) -> list[dict[str, Any]]:
    """Up to 24 events about two midnights: when, how much later they come, what they count."""
    return [
        {
            "day": dice.randint(0, 1),
            "minute": dice.randint(600, 1200),
            "late": dice.randint(0, 359),
            "device": dice.choice(["r1", "r2"]),
            "metres": dice.choice([0, 0, 9000]),
            "misses": dice.choice([0, 0, 5]),
        }
        for _ in range(dice.randint(4, 24))
    ]


def written(number: int, said: dict) -> dict:
    """An event of the strategy as it would be sent."""
    return event(
        number, at=MONDAY + timedelta(days=said["day"], minutes=said["minute"]), device=said["device"],
        distance_m=said["metres"], measures={"near_miss": said["misses"]},
    )  # fmt: skip


@pytest.fixture
def world():
    return licensed(**PLAN)


def fresh(world: Staged) -> Staged:
    """One more running trial in the same world."""
    trial_id = issue_licence(Application(world.organisation_id, plan_data(**PLAN)), by=SYSTEM, at=NOW)
    start_trial(trial_id, by=world.holder, at=NOW)
    return Staged(trial_id, world.organisation_id, world.holder, world.officer)


def outcome(trial: Staged) -> tuple[set[tuple[str, str]], list[tuple[int, int | None]], str]:
    return trial.broken(), trial.spans(), trial.row.state


@pytest.mark.parametrize("seed", range(12))
def test_any_order_within_the_lateness_any_batches(world, seed):
    """Each event comes up to six hours after others of its time, in batches of any size: the outcome is the same."""
    dice = Random(seed)
    said, size, at_once, piecemeal = told(dice), dice.randint(1, 6), fresh(world), fresh(world)
    in_time = sorted(said, key=lambda one: (one["day"], one["minute"]))
    sent = [written(number, one) for number, one in enumerate(in_time)]
    at_once.send(*sent)
    arrival = sorted(
        zip(in_time, sent, strict=True), key=lambda one: one[0]["day"] * 1440 + one[0]["minute"] + one[0]["late"]
    )
    mixed = [one for _, one in arrival]
    for start in range(0, len(mixed), size):
        piecemeal.send(*mixed[start : start + size])
    assert outcome(at_once) == outcome(piecemeal)


def test_metres_that_come_after_midnight_are_waited_for():
    """Nine near misses in the evening; the metres of that evening come when the next day has begun."""
    trial = running(**PLAN)
    evening, night = MONDAY + timedelta(hours=14), MONDAY + timedelta(hours=16)
    trial.send(event(1, at=evening, distance_m=100, measures={"near_miss": 9}))
    assert trial.send(event(2, at=night)).body["suspended"] is None
    assert trial.send(event(3, at=evening, distance_m=90_000)).body["suspended"] is None
    assert trial.send(day(1), day(1, 1)).body["suspended"] is None


def test_what_comes_too_late_counts_later_and_takes_nothing_back():
    make_key()
    trial = running(**PLAN)
    trial.send(driven(0, 500, misses=9), day(1))
    before = trial.spans()
    trial.send(driven(0, 9000, id="late"))
    assert trial.spans() == before
    assert faults(built(trial), verifier()) == set()
    late = models.Tally.objects.get(feed__trial_id=trial.id, count=9000)
    assert late.known_us == int((MONDAY + timedelta(days=1, minutes=30)).timestamp() * 1e6)


def refused(**but: object) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as found:
        licensed(**{**PLAN, **but})
    return [(found.value.code, fault.where) for fault in found.value.faults]


@pytest.mark.parametrize(
    ("but", "expect"),
    [
        ({"kind": "submarine"}, [("outside-regime", "/kind")]),
        ({"safety_plan": ""}, [("outside-regime", "/safety_plan")]),
        ({"guardrails": [RATE]}, [("outside-regime", "/guardrails")]),
        (
            {"guardrails": [COLLISION, {"measure": "weather", "limit": 1, "per": 1}]},
            [("outside-regime", "/guardrails")],
        ),
        ({"guardrails": [COLLISION, {**RATE, "limit": 0}]}, [("outside-regime", "/guardrails")]),
        (
            {"guardrails": [COLLISION, {"measure": "near_miss", "limit_per_site_day": 1}]},
            [("outside-regime", "/guardrails")],
        ),
        (
            {"guardrails": [COLLISION, {"measure": "failed_delivery", "limit": 5, "per": 5}]},
            [("outside-regime", "/guardrails")],
        ),
        ({"stop_on": ["value"]}, [("outside-regime", "/stop_on")]),
        ({"guardrails": [COLLISION, {**RATE, "per": 2**31}]}, [("cannot-answer", "/guardrails")]),
    ],
)
def test_a_plan_that_does_its_kind_no_justice_is_refused(but, expect):
    assert refused(**but) == expect


def test_bets_are_made_on_days_of_vehicles():
    """Two robots on one day are two units; what nobody can say of which robot is of one without a name."""
    stops = {"measure": "emergency_stop", "limit": 1, "per": 100}
    trial = running(**{**PLAN, "guardrails": [COLLISION, stops]})
    trial.send(day(0), day(0, 1, device="r2"), day(0, 2, device="r2"))
    _, monitor = queries.monitor_state(trial.id)
    assert [(step.site, step.count) for step in monitor.steps] == [("r1", 0), ("r2", 0)]
    answer = trial.send(*[day(1, minute, measures={"emergency_stop": 20}) for minute in range(3)])
    assert answer.body["suspended"]["rule"] == "guardrail:emergency_stop"
    first = models.Suspension.objects.get()
    seen = Told("emergency_stop", "north", MONDAY, "minor", "Robot dừng giữa lối đi bộ.")
    report_incident(trial.id, seen, by=trial.holder, at=NOW)
    report_incident(trial.id, replace(seen, device="r2"), by=trial.holder, at=NOW)
    _, monitor = queries.monitor_state(trial.id)
    assert [(step.site, step.count) for step in monitor.steps] == [("", 1), ("r1", 0), ("r2", 1), ("r1", 60)]
    assert models.Suspension.objects.get().since_us == first.since_us
    with pytest.raises(Refusal) as found:
        report_incident(trial.id, replace(seen, device="r 2"), by=trial.holder, at=NOW)
    assert [fault.where for fault in found.value.faults] == ["device"]


def test_the_dossier_proves_bets_on_days_of_vehicles():
    make_key()
    stops = {"measure": "emergency_stop", "limit": 1, "per": 100}
    trial = running(**{**PLAN, "guardrails": [COLLISION, stops]})
    trial.send(day(0, device="r2"), *[day(0, minute, measures={"emergency_stop": 20}) for minute in range(1, 4)])
    assert models.Suspension.objects.count() == 1
    assert faults(built(trial), verifier()) == set()


def test_a_measure_of_a_kind_is_called_by_its_name():
    trial = running(**PLAN)
    trial.send(day(0, measures={"collision": 1}), day(0, 1))
    (stop,) = queries.suspensions(trial.id)
    assert stop.why["en"] == "A safety limit was passed: more collisions than permitted."
    seen = Told("failed_delivery", "north", MONDAY, "minor", "Hàng không giao được cho khách.")
    report_incident(trial.id, seen, by=trial.holder, at=NOW)
    assert [one.name["vi"] for one in queries.incidents(trial.id)] == ["Giao không thành"]


def test_evidence_is_weighed_across_the_guardrails():
    """Of two guardrails it takes twice the odds."""
    trial = running(**PLAN)
    trial.send(driven(0, 500, misses=9), day(1))
    quiet, loud = queries.monitor_state(trial.id)
    assert (quiet.needed, loud.needed) == (40, 40)
    assert (quiet.shown, loud.shown) == (False, True)


def test_a_clock_far_ahead_closes_no_day():
    trial = running(**PLAN)
    trial.send(driven(0, 500, misses=9))
    ahead = event(7, at=NOW + timedelta(days=900))
    assert trial.send(ahead, at=MONDAY + timedelta(hours=1)).body["suspended"] is None
    answer = trial.send(driven(0, 9000, id="more"), at=MONDAY + timedelta(hours=2))
    assert answer.body["suspended"] is None
    tally = models.Tally.objects.get(count=9000)
    assert tally.known_us < int((MONDAY + timedelta(hours=2)).timestamp() * 1e6)
    assert trial.send(day(1), at=MONDAY + timedelta(days=1, hours=1)).body["suspended"] is None
    assert trial.send(driven(1, 10, misses=9, id="late"), day(2), at=MONDAY + timedelta(days=3)).body["suspended"]
