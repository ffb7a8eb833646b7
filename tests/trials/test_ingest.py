"""Taking in batches: stored once, judged, stopped."""

from datetime import timedelta

import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials import models, queries
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.resume import resume
from longbien.trials.rules.counts import LIFTED, STOP
from longbien.trials.rules.telemetry import instant_us
from tests.trials.make import NOW, event, later, licensed, outside, running

pytestmark = pytest.mark.django_db


def test_a_good_batch_is_stored_and_breaks_nothing():
    trial = running()
    answer = trial.send(event(1), event(2, at=later(1)))
    assert (answer.status, answer.body["stored"], answer.body["breaches"]) == (200, 2, {})
    assert trial.broken() == set()
    assert trial.row.state == "running"


def test_a_stopping_breach_suspends_and_later_events_are_violations():
    trial = running()
    answer = trial.send(event(1), outside(2, at=later(1)), event(3, at=later(2)))
    assert answer.status == 409
    assert answer.body["breaches"] == {"area": 1, "suspended": 1}
    assert answer.body["suspended"]["rule"] == "area"
    assert answer.body["suspended"]["event"] == "e2"
    assert trial.broken() == {("e2", "area"), ("e3", "suspended")}
    assert trial.row.state == "suspended"
    assert trial.spans() == [(instant_us(later(1)), None)]
    assert models.TelemetryEvent.objects.count() == 3


def test_the_same_batch_again_changes_nothing():
    trial = running()
    first = trial.send(outside(1), event(2, at=later(1)))
    again = trial.send(outside(1), event(2, at=later(1)))
    assert again.status == first.status == 409
    assert again.body == {**first.body, "again": True}
    assert models.Batch.objects.count() == 1


def test_duplicates_in_another_batch_are_counted_and_answered_200():
    trial = running()
    trial.send(outside(1), event(2, at=later(1)))
    answer = trial.send(event(2, at=later(1)))
    assert (answer.status, answer.body["duplicates"], answer.body["stored"]) == (200, 1, 0)


def test_late_events_from_before_the_suspension_are_judged_normally():
    trial = running()
    trial.send(outside(5, at=later(5)))
    answer = trial.send(event(1, at=later(1)), event(2, at=later(2), speed_kmh=30))
    assert answer.status == 200
    assert trial.broken() == {("e5", "area"), ("e2", "speed")}


def test_after_resume_events_are_judged_normally_again():
    trial = running()
    trial.send(outside(1))
    resume(trial.id, reason="Đã kiểm tra và khắc phục.", by=trial.officer, at=NOW)
    answer = trial.send(event(2, at=later(60)), event(3, at=NOW), at=NOW)
    assert (answer.status, answer.body["suspended"], answer.body["message"]) == (409, None, dict(LIFTED))
    assert trial.broken() == {("e1", "area"), ("e2", "suspended")}
    assert queries.trial(trial.id).suspension is None


def test_what_is_sent_again_is_answered_for_the_trial_as_it_stands():
    trial = running()
    before = [event(1, at=later(-1))]
    trial.send(outside(2))
    assert trial.send(*before).body["message"] == dict(STOP)
    first = trial.send(event(3, at=later(60)))
    resume(trial.id, reason="Đã kiểm tra và khắc phục.", by=trial.officer, at=NOW)
    again = trial.send(*before)
    assert (again.status, again.body["suspended"], "message" in again.body) == (200, None, False)
    again = trial.send(event(3, at=later(60)))
    assert (first.body["message"], again.status, again.body["message"]) == (dict(STOP), 409, dict(LIFTED))
    close_trial(trial.id, by=trial.holder, at=NOW)
    assert trial.send(event(4, at=NOW + timedelta(minutes=1))).body["message"] == dict(STOP)


def test_a_trial_that_has_not_started_takes_nothing():
    trial = licensed()
    with pytest.raises(Refusal) as refused:
        trial.send(event(1))
    assert (refused.value.code, refused.value.status) == ("not-started", 409)
    assert models.Batch.objects.count() == 0
