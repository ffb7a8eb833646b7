"""Further limits end to end: licensed, judged, stopped, proven."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from longbien.record.keys import make_key, verifier
from longbien.trials import models
from longbien.trials.actions.build_dossier import build_dossier
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.actions.resume import resume
from longbien.trials.queries import burn_down
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.dossier.verify import verify
from longbien.trials.rules.telemetry import instant_us
from tests.trials.evidence import worn_out
from tests.trials.make import MONDAY, NOW, before, event, later, running
from tests.trials.test_limits import LIMITS, SCHOOL

pytestmark = pytest.mark.django_db

MORNINGS = [{"days": ["mon", "fri"], "from": "08:30", "to": "12:00", "holidays": "never"}]


def local(spoken: str) -> datetime:
    return datetime.fromisoformat(spoken).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")).astimezone(ZoneInfo("UTC"))


def faults(trial) -> list[str]:
    file = build_dossier(trial.id, by=trial.holder, at=NOW + timedelta(hours=9)).read_bytes()
    return [str(check.wrong) for check in verify(file, verifier()) if not check.passed]


def test_zones_speed_altitude_and_fleet_from_licence_to_dossier():
    make_key()
    trial = running(**LIMITS, stop_on=["no_go"])
    trial.send(
        event(1),
        event(2, at=later(1), lon=105.845, lat=21.008, speed_kmh=4),
        event(3, at=later(2), altitude_m=80.5),
        event(4, at=later(3), device="r7"),
        event(5, at=later(4), lon=105.842, lat=21.002),
        event(6, at=later(5)),
    )
    assert trial.broken() == {
        ("e2", "speed"), ("e3", "altitude"), ("e4", "fleet"), ("e5", "no_go"), ("e6", "suspended"),
    }  # fmt: skip
    assert trial.row.state == "suspended"
    assert faults(trial) == []


def test_a_holiday_is_outside_the_hours():
    make_key()
    trial = running(windows=MORNINGS, stop_on=[])
    trial.send(
        event(1, at=local("2026-12-25T09:00")),
        event(2, at=local("2027-01-01T09:00")),
        event(3, at=local("2027-01-04T09:00")),
    )
    assert trial.broken() == {("e2", "hours")}
    assert faults(trial) == []
    assert date(2027, 1, 1) in policy_of(trial.id).holidays


def test_a_plan_of_old_is_stored_and_enforced_as_ever():
    trial = running()
    trial.send(event(1, **{"lon": 105.842, "lat": 21.002}), event(2, at=later(1), altitude_m=900))
    assert trial.broken() == set()
    assert before(policy_of(trial.id)).to_data()["format"] == 1


def test_a_stop_in_a_zone_is_said_in_plain_words():
    trial = running(no_go_zones=[SCHOOL], stop_on=["no_go"])
    answer = trial.send(event(1, lon=105.842, lat=21.002))
    assert answer.body["suspended"]["rule"] == "no_go"


def rules_of(trial) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, rule in sorted(trial.broken(), key=lambda one: int(one[0][1:])):
        found.setdefault(rule, []).append(name)
    return found


def test_what_runs_out_is_counted_judged_and_proven():
    trial = worn_out()
    broke = rules_of(trial)
    assert broke["value_day"] == [f"e{n}" for n in range(26, 70)] + ["e101"]
    assert broke["device_hours"][0] == "e61"
    assert broke["distance"][0] == "e21"  # 52 m a step, from the second report on
    assert faults(trial) == []
    burns = {burn.rule: burn for burn in burn_down(trial.id)}
    assert (burns["value"].used, burns["value"].cap, burns["value"].percent) == (1881, 2000, 94)
    assert (burns["value_day"].used, burns["value_day"].is_passed, burns["value_day"].runs_out) == (501, True, None)
    assert (burns["device_hours"].used, burns["device_hours"].cap) == (70, 60)
    assert burns["distance"].used == pytest.approx(68 * 51_904 + 415_233, rel=0.001)
    assert burns["incidents"].percent == 0
    # 1881 in a day and a minute, so the 119 that are left last about an hour and a half.
    assert burns["value"].runs_out == pytest.approx(later(86_401 + 5_462), abs=timedelta(minutes=2))


def test_the_second_incident_stops_the_trial_and_so_does_the_third():
    make_key()
    trial = running(cap_incidents=2, stop_on=[], guardrails=[{"measure": "near_miss", "limit_per_site_day": 9}])
    trial.send(event(1, measures={"incident": 1}))
    assert trial.row.state == "running"
    told = Told("incident", "north", MONDAY, "minor", "Va nhẹ vào cột đèn, không ai bị thương.")
    report_incident(trial.id, told, by=trial.holder, at=NOW + timedelta(hours=1))
    assert trial.row.state == "suspended"
    assert models.Suspension.objects.get(trial_id=trial.id).rule == "incidents"
    resume(trial.id, reason="Đã lắp thêm đệm cản.", by=trial.officer, at=NOW + timedelta(hours=2))
    trial.send(event(2, at=NOW + timedelta(hours=3), measures={"incident": 1}), at=NOW + timedelta(hours=4))
    assert trial.row.state == "suspended"
    assert [stop.rule for stop in models.Suspension.objects.filter(trial_id=trial.id)] == ["incidents"] * 2
    assert faults(trial) == []


def test_late_incidents_move_the_stop_forward():
    trial = running(cap_incidents=2, stop_on=[])
    trial.send(event(1, at=later(50), measures={"incident": 1}), event(2, at=later(90), measures={"incident": 2}))
    assert trial.spans() == [(instant_us(later(90)), None)]
    trial.send(event(3, at=later(10), measures={"incident": 1}))
    assert trial.spans() == [(instant_us(later(50)), None)]


def test_batches_tell_what_came_late_and_out_of_order():
    trial = running()
    first = trial.send(event(1, at=NOW), event(2, at=NOW - timedelta(minutes=6)), event(3, at=NOW, device="r2"), at=NOW)
    assert (first.body["late"], first.body["disordered"], first.body["skewed"]) == (1, 1, 0)
    again = trial.send(event(4, at=NOW - timedelta(seconds=1)), event(5, at=NOW + timedelta(minutes=6)), at=NOW)
    assert (again.body["late"], again.body["disordered"], again.body["skewed"]) == (0, 1, 1)
