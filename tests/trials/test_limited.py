"""Further limits end to end: licensed, judged, stopped, proven."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from longbien.record.keys import make_key, verifier
from longbien.trials.actions.build_dossier import build_dossier
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.dossier.verify import verify
from tests.trials.make import NOW, event, later, running
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
    assert policy_of(trial.id).to_data()["format"] == 1


def test_a_stop_in_a_zone_is_said_in_plain_words():
    trial = running(no_go_zones=[SCHOOL], stop_on=["no_go"])
    answer = trial.send(event(1, lon=105.842, lat=21.002))
    assert answer.body["suspended"]["rule"] == "no_go"
