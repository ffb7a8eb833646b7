"""A trial recomputed from its record: in another process and database everything comes out again, or it is told."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from longbien.kernel.refusal import Refusal
from longbien.trials import models
from longbien.trials.actions.again.apart import run_apart
from longbien.trials.actions.again.run import run_again
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.queries.again.course import course_of
from longbien.trials.queries.again.result import result_of
from longbien.trials.queries.batches import batches
from longbien.trials.rules.again import differences, with_caps
from longbien.trials.rules.policy import read_policy
from tests.trials.evidence import eventful, of_a_kind
from tests.trials.make import MONDAY, NOW, before, event, later, outside, running
from tests.trials.test_limits import LIMITS, STALL

pytestmark = pytest.mark.django_db


def test_an_eventful_trial_comes_out_again(capsys):
    trial = eventful()
    call_command("monitor", "recompute", trial.row.number)
    said = capsys.readouterr().out
    assert (
        said == "Mọi thứ tính lại đều giống | All came out again: 9 batches, 19 breaches, 3 suspensions, 2 monitors\n"
    )


def test_a_licence_of_before_comes_out_as_it_was_judged_then():
    trial = running()
    early = datetime(2026, 10, 31, 2, tzinfo=UTC)  # a Saturday before the licence begins
    trial.send(event(1), outside(2, at=early, device="r2", measures={"near_miss": 1}))
    course = course_of(trial.id)
    then = run_apart(replace(course, versions=tuple(map(of_before, course.versions))))
    assert [row[:2] for row in result_of(trial.id).breaches] == [["e2", "term"]]
    assert sorted(row[1] for row in then.breaches) == ["area", "hours", "suspended", "term"]
    assert [row[2] for row in then.suspensions] == ["area"]
    assert [step[0] for step in then.monitors[0]["steps"]] == ["2026-10-31", "2026-11-09"]


def of_before(version: dict) -> dict:
    return {**version, "policy": before(read_policy(json.loads(version["policy"]))).canonical().decode()}


def test_what_was_slipped_into_the_tables_differs():
    trial = running()
    trial.send(event(1), outside(2, at=later(5)))
    again = run_apart(course_of(trial.id))
    assert list(differences(result_of(trial.id), again)) == []
    row = models.TelemetryEvent.objects.get(event_id="e1")
    models.Breach.objects.create(
        feed_id=row.feed_id, batch_id=row.batch_id, event=row, rule="speed", at_us=row.at_us, stops=False
    )
    [first, second] = differences(result_of(trial.id), again)
    assert (first.part, first.recorded[:2], first.again[:2]) == ("breaches", ["e1", "speed"], ["e2", "area"])
    assert (second.part, second.recorded[:2], second.again) == ("breaches", ["e2", "area"], None)


def test_other_caps_are_tried_on_the_same_course(capsys):
    trial = eventful()
    call_command("monitor", "whatif", trial.row.number, "--cap", "speed=12", "--cap", "near_miss=9")
    said = capsys.readouterr().out
    assert ["speed", "2", "1", "Quá", "tốc", "độ", "|", "Too", "fast"] in [line.split() for line in said.splitlines()]
    assert (
        "dừng | suspensions, đã ghi | recorded: 2026-11-09 02:03:10Z area; 2026-11-23 04:00:00Z guardrail:near_miss"
        in said
    )
    assert "dừng | suspensions, nếu vậy | what if: 2026-11-09 02:03:10Z area; 2026-11-23 06:00:00Z officer" in said


def test_a_cap_that_the_plan_does_not_have_is_told():
    trial = running()
    with pytest.raises(CommandError, match="The plan has no cap “height”"):
        call_command("monitor", "whatif", trial.row.number, "--cap", "height=12")


def test_further_limits_can_be_other_ones():
    course = with_caps(course_of(running(**LIMITS).id), {"altitude": 9, "value_day": 8, "incidents": 7})
    found = read_policy(json.loads(course.versions[0]["policy"])).plan.limits
    assert (found.altitude_m, found.value_day.minor, found.incidents, found.distance_km) == (9, 8, 7, 100)


def test_what_other_caps_contradict_is_named(capfd):
    trial = running(slow_zones=[STALL])
    with pytest.raises(CommandError) as failed:
        call_command("monitor", "whatif", trial.row.number, "--cap", "speed=3")
    assert "/slow_zones/0/speed_kmh: " in str(failed.value) + capfd.readouterr().err


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"{}\n")])
def test_raw_telemetry_that_is_not_the_recorded_one_is_refused(spoil):
    trial = running()
    trial.send(outside())
    [batch] = batches(trial.id)
    spoil(batch.path)
    with pytest.raises(CommandError, match=f"“{batch.path.name}” is missing or not what was recorded"):
        call_command("monitor", "recompute", trial.row.number)


def test_a_version_that_is_not_the_licensed_one_is_refused():
    trial = running()
    version = models.PlanVersion.objects.get(trial_id=trial.id)
    version.pk, version.number, version.policy = None, 2, version.policy.replace('"cap_devices":3', '"cap_devices":9')
    version.save(force_insert=True)
    with pytest.raises(Refusal, match="version 2"):
        course_of(trial.id)


def test_a_trial_is_run_again_in_an_empty_database_only():
    trial = running()
    with pytest.raises(Refusal, match="not-empty"):
        run_again(course_of(trial.id))


def test_a_second_run_that_fails_says_why(monkeypatch):
    trial = running()
    course = course_of(trial.id)
    monkeypatch.setenv("LONGBIEN_HUB", "/nowhere")
    with pytest.raises(Refusal, match="again-failed") as refused:
        run_apart(course)
    assert "/nowhere" in refused.value.what["en"]


def test_an_unknown_trial_is_told():
    with pytest.raises(CommandError, match="no trial is called TĐ-1999-001"):
        call_command("monitor", "recompute", "TĐ-1999-001")


def test_a_trial_of_a_kind_comes_out_again_with_what_a_person_told_of_one_robot():
    trial = of_a_kind()
    told = Told("emergency_stop", "north", MONDAY, "minor", "Dừng khẩn cấp trước cổng trường.", "r2")
    report_incident(trial.id, told, by=trial.holder, at=NOW)
    assert {one.device for one in models.Tally.objects.filter(measure="emergency_stop", incident__isnull=False)} == {
        "r2"
    }
    assert list(differences(result_of(trial.id), run_apart(course_of(trial.id)))) == []
