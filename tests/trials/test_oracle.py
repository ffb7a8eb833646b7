"""The engine against an independent judge, event by event, over the simulator's trace.

`trace/oracle.py` is plain Python and shapely and shares nothing with the house. Whatever it finds the engine must find,
and nothing else; the first stopping breach suspends.
"""

import gzip
import importlib.util
import json
import random
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from longbien.kernel.actor import SYSTEM
from longbien.places.actions.load_area import Described, load_area
from longbien.record.keys import make_key, verifier
from longbien.trials import models
from longbien.trials.actions.build_dossier import build_dossier
from longbien.trials.actions.ingest_batch import ingest_batch
from longbien.trials.rules.dossier.verify import verify
from longbien.trials.rules.telemetry import from_us, instant_us
from tests.trials.make import NOW, Staged, plan_data, running

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
TRACE = ROOT / "trace" / "hanoi-robots-20k.ndjson.gz"
AREA = ROOT / "hubs" / "hanoi" / "areas" / "bach-khoa.geojson"
BATCH = 2_500
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
PLAN = {
    "areas": ["bach-khoa"],
    "windows": [
        {"days": WEEKDAYS, "from": "08:30", "to": "11:30"},
        {"days": WEEKDAYS, "from": "14:00", "to": "17:00"},
    ],
    "cap_participants": 3,
    "cap_devices": 4,
    "cap_speed_kmh": 10,
    "guardrails": [{"measure": "emergency_stop", "limit_per_site_day": 100}],
}

LIMITS = {
    "no_go_zones": [
        {"name": "Trường học", "outline": "105.8473, 21.0040", "margin_m": 60},
        {"name": "Đường xe lửa", "outline": "105.8490, 21.0020\n105.8499, 21.0066", "margin_m": 12},
    ],
    "slow_zones": [
        {
            "name": "Chợ",
            "outline": "105.8455, 21.0030\n105.8470, 21.0031\n105.8469, 21.0062\n105.8454, 21.0060",
            "margin_m": 15,
            "speed_kmh": 6,
        }
    ],
    "fleet": "\n".join(f"robot-{number:02}" for number in range(1, 19)),
}

spec = importlib.util.spec_from_file_location("trace_oracle", ROOT / "trace" / "oracle.py")
oracle = importlib.util.module_from_spec(spec)
spec.loader.exec_module(oracle)


def lines() -> list[bytes]:
    return gzip.decompress(TRACE.read_bytes()).splitlines(keepends=True)


def licence(**but) -> dict:
    geometry = json.loads(AREA.read_text())["geometry"]
    return {
        "plan": plan_data(**{**PLAN, **but}),
        "sites": [{"code": "bach-khoa", "geometry": geometry}],
        "timezone": settings.HUB.timezone,
    }


def staged(**but) -> Staged:
    make_key()
    drawn = json.loads(AREA.read_text())
    told = drawn["properties"]
    described = Described(told["name"], told["kind"], told["about"], [told["source"]], told["indicative"])
    load_area(code="bach-khoa", described=described, geometry=drawn["geometry"], at=NOW)
    return running(**{**PLAN, **but})


def replay(trial: Staged, told: list[bytes]) -> None:
    for number, start in enumerate(range(0, len(told), BATCH)):
        body = b"".join(told[start : start + BATCH])
        ingest_batch(trial.id, body, key_id=None, by=SYSTEM, at=NOW + timedelta(seconds=number))


def found_by_oracle(told: list[bytes], **but) -> set[tuple[str, str]]:
    broken = oracle.judge(licence(**but), [json.loads(line) for line in told])
    return {(name, rule) for name, rules in broken.items() for rule in rules}


def test_the_slice_holds_20000_events_and_excursions_of_every_kind():
    told = lines()
    rules = [rule for _, rule in found_by_oracle(told, stop_on=[])]
    assert len(told) == 20_000
    assert len({json.loads(line)["id"] for line in told}) == 20_000
    assert {rule: rules.count(rule) for rule in sorted(set(rules))} == {
        "area": 1668, "devices": 2720, "hours": 619, "participants": 1498, "speed": 594,
    }  # fmt: skip


@pytest.mark.parametrize("stop_on", [["area"], ["area", "speed", "participants"], []])
def test_the_replay_finds_every_excursion_and_invents_none(stop_on):
    trial, told = staged(stop_on=stop_on), lines()
    replay(trial, told)
    assert trial.broken() == found_by_oracle(told, stop_on=stop_on)
    assert models.TelemetryEvent.objects.filter(feed__trial_id=trial.id).count() == len(told)


def test_before_a_licence_begins_the_trace_breaks_the_term_alone():
    begins = {**PLAN, "start": "2026-11-10", "stop_on": ["area"]}
    trial, told = staged(**begins), lines()[:4_000]
    replay(trial, told)
    assert trial.broken() == found_by_oracle(told, **begins) == {(json.loads(line)["id"], "term") for line in told}
    assert (trial.row.state, trial.spans()) == ("running", [])


def test_zones_and_the_fleet_are_found_by_both():
    trial, told = staged(stop_on=["no_go"], **LIMITS), lines()
    replay(trial, told)
    found = found_by_oracle(told, stop_on=["no_go"], **LIMITS)
    rules = [rule for _, rule in found]
    assert trial.broken() == found
    assert rules.count("speed") > 700  # 594 without the slow zone
    assert all(rules.count(rule) > 100 for rule in ("no_go", "fleet"))


def test_the_first_stopping_breach_suspends_the_trial():
    trial, told = staged(stop_on=["area"]), lines()[:10_000]
    replay(trial, told)
    broken = oracle.judge(licence(stop_on=["area"]), [json.loads(line) for line in told])
    events = {event["id"]: event for event in map(json.loads, told)}
    first = min((oracle.moment(events[name]), name) for name, rules in broken.items() if "area" in rules)
    assert trial.row.state == "suspended"
    assert trial.spans() == [(instant_us(first[0]), None)]
    assert from_us(trial.spans()[0][0]) == first[0]
    assert models.Suspension.objects.get(trial_id=trial.id).event == first[1]


def test_in_any_order_of_arrival_the_same_verdicts():
    trial, told = staged(stop_on=["area"]), lines()[:6_000]
    random.Random(2026).shuffle(told)
    replay(trial, told)
    assert trial.broken() == found_by_oracle(told, stop_on=["area"])


def test_the_dossier_of_the_replay_verifies():
    trial = staged(stop_on=["area"])
    replay(trial, lines())
    file = build_dossier(trial.id, by=trial.holder, at=NOW + timedelta(hours=1)).read_bytes()
    assert [check for check in verify(file, verifier()) if not check.passed] == []
