"""Clocks that run ahead and sums beyond what a column holds: neither lets a trial run on."""

from datetime import timedelta

import pytest

from longbien.kernel.refusal import Refusal
from longbien.record.keys import make_key, verifier
from longbien.trials import queries
from longbien.trials.actions.resume import resume
from longbien.trials.rules.suspension import AHEAD_US, stopping, stops_at
from longbien.trials.rules.telemetry import MAX_LINES, instant_us
from tests.trials.evidence import built, faults
from tests.trials.make import NOW, event, outside, running

WHY = "Đã chỉnh lại đồng hồ của thiết bị."
FAR = NOW + timedelta(days=200)
MOST = 10**15 - 1


def test_a_stop_waits_for_five_minutes_at_most():
    assert stops_at(9, 5) == 9
    assert stops_at(5 + AHEAD_US, 5) == 5 + AHEAD_US
    assert stops_at(6 + AHEAD_US, 5) == 5


def test_of_stops_at_one_instant_the_earliest_is_the_cause():
    assert stopping({10**12: "b", 10**13: "c", 3: "a"}, 7) == {7: "b", 3: "a"}


@pytest.mark.django_db
def test_a_clock_far_ahead_stops_the_trial_at_once():
    trial = running()
    assert trial.send(outside(1, at=FAR)).body["suspended"]["event"] == "e1"
    assert trial.spans() == [(instant_us(NOW), None)]
    answer = trial.send(event(2, at=NOW + timedelta(seconds=1)), at=NOW + timedelta(seconds=2))
    assert (answer.status, answer.body["violations"]) == (409, 1)


@pytest.mark.django_db
def test_after_a_clock_far_ahead_and_a_resumption_the_next_breach_stops_again():
    make_key()
    trial = running(guardrails=[{"measure": "near_miss", "limit_per_site_day": 0}])
    trial.send(outside(1, at=FAR))
    resume(trial.id, reason=WHY, by=trial.officer, at=NOW + timedelta(hours=1))
    trial.send(outside(2, at=NOW + timedelta(hours=2)), at=NOW + timedelta(hours=2))
    assert trial.row.state == "suspended"
    resume(trial.id, reason=WHY, by=trial.officer, at=NOW + timedelta(hours=3))
    many = [event(n, at=FAR + timedelta(days=n), measures={"near_miss": 9}) for n in range(10, 20)]
    trial.send(*many, at=NOW + timedelta(hours=4))
    assert trial.row.state == "suspended"
    assert trial.spans()[-1] == (instant_us(NOW + timedelta(hours=4)), None)
    assert faults(built(trial), verifier()) == set()


@pytest.mark.django_db
def test_a_suspension_some_minutes_ahead_can_be_lifted_only_when_it_has_begun():
    trial = running()
    trial.send(outside(1, at=NOW + timedelta(minutes=4)))
    with pytest.raises(Refusal, match=r"^not-begun:"):
        resume(trial.id, reason=WHY, by=trial.officer, at=NOW + timedelta(minutes=1))
    assert trial.row.state == "suspended"
    resume(trial.id, reason=WHY, by=trial.officer, at=NOW + timedelta(minutes=5))
    assert trial.row.state == "running"


@pytest.mark.django_db
def test_a_sum_beyond_the_column_is_above_the_cap_and_stays_there():
    make_key()
    trial = running(stop_on=[])
    count = 9_300  # their sum wraps around in 64 bits
    assert count * MOST > 2**63
    assert count < MAX_LINES
    much = [event(n, value={"minor": str(MOST), "currency": "VND"}) for n in range(count)]
    assert trial.send(*much).body["breaches"] == {"value": count}
    assert trial.send(event(count, value={"minor": "1", "currency": "VND"})).body["breaches"] == {"value": 1}
    assert queries.figures(trial.id).value_minor == 2**53 - 1
    assert faults(built(trial), verifier()) == set()
