"""Kinds without a database: terms that a licence keeps, lines in a fleet's words, plans that do their kind justice."""

import json
from dataclasses import replace

import pytest

from longbien.kernel.text import Text
from longbien.trials.kinds import shelf
from longbien.trials.rules.kinds.fitting import check_kind
from longbien.trials.rules.kinds.kind import read_terms
from longbien.trials.rules.monitors.question import check_answerable, vehicle_days
from longbien.trials.rules.plan import Guardrail, read_plan
from longbien.trials.rules.policy import Policy, compile_policy, read_policy
from longbien.trials.rules.telemetry import BadLines, parse
from longbien.trials.rules.translating import Reading, Wording
from longbien.trials.rules.words import measure_name, rule_name, stopped_because
from tests.trials.make import CURRENCY, SITES, VIETNAM, ndjson, plan, plan_data, policy, regime

ROBOTS = shelf._shipped(("vi", "en"))["delivery-robot"]
COLLISION = {"measure": "collision", "limit": 0, "per": 1}
PLAIN = '"guardrails":[{"limit_per_site_day":1,"measure":"near_miss"}]'


def of_kind(**but: object) -> Policy:
    asked = plan(kind="delivery-robot", guardrails=[COLLISION], **but)
    return compile_policy(asked, regime(), SITES, calendar=VIETNAM, regime_sha256="0" * 64, terms=ROBOTS.terms)


def test_a_plan_without_a_kind_is_written_as_ever():
    assert PLAIN in plan().canonical().decode()
    assert '"kind"' not in plan().canonical().decode()
    assert plan().sha256 == plan(kind="").sha256
    assert "kind" not in policy().to_data()
    assert read_policy(policy().to_data()) == policy()


def test_a_kind_and_its_limits_are_read_back():
    rate = {"measure": "near_miss", "limit": 1, "per": 1000}
    asked = plan(kind="delivery-robot", guardrails=[rate, {"measure": "x", "limit_per_site_day": 2, "per": 3}])
    assert asked.guardrails == (Guardrail("near_miss", 1, 1000), Guardrail("x", 2, 3))
    assert asked.to_data()["guardrails"] == [rate, {"measure": "x", "limit": 2, "per": 3}]
    assert read_plan(asked.to_data()) == asked


def test_a_licence_keeps_the_terms_of_its_kind():
    licensed = of_kind()
    again = read_policy(json.loads(licensed.canonical()))
    assert again.canonical() == licensed.canonical()
    assert again.sha256 == licensed.sha256
    assert read_terms(ROBOTS.terms.to_data()) == ROBOTS.terms
    assert (ROBOTS.terms.measure("x"), ROBOTS.terms.amount("x")) == (None, None)
    for terms, kind in ((None, "delivery-robot"), (ROBOTS.terms, ""), (ROBOTS.terms, "fintech")):
        with pytest.raises(ValueError, match="terms aren't those"):
            compile_policy(plan(kind=kind), regime(), SITES, calendar=VIETNAM, regime_sha256="", terms=terms)


def test_a_place_is_assumed_only_where_the_kind_says_so():
    assert policy().wording is None
    assert of_kind().wording == Wording(ROBOTS.terms.telemetry)
    licensed = of_kind()
    still = replace(licensed, terms=replace(ROBOTS.terms, place="assumed"))
    lon, lat = still.wording.place
    assert 105.84 < lon < 105.85
    assert 21.0 < lat < 21.01


WORDING = Wording(
    (
        Reading("ns=2;s=Pieces", measure="pieces"),
        Reading("minutes", measure="seconds", times=60),
        Reading("speed", column="speed_kmh", times=3.6),
        Reading("machine", column="device"),
    ),
    (105.845, 21.005),
)


def heard(**said: object):
    line = {"id": "e1", "device": "r1", "at": "2026-11-09T02:00:00Z", **said}
    return parse(
        ndjson({key: value for key, value in line.items() if value is not None}), currency=CURRENCY, wording=WORDING
    )


def test_a_line_is_read_in_the_words_of_its_fleet():
    found = heard(**{"ns=2;s=Pieces": 7, "minutes": 1.5, "speed": 2, "machine": "m1", "device": None, "colour": "red"})
    assert found.measures == ({"pieces": 7, "seconds": 90},)
    assert (found.devices, found.speed_kmh[0]) == (("m1",), 7.2)
    assert (found.lon[0], found.lat[0]) == (105.845, 21.005)
    assert json.loads(found.rest[0]) == {"colour": "red", "measures": {"pieces": 7, "seconds": 90}}
    assert heard(measures={"near_miss": 1}, minutes=1).measures == ({"near_miss": 1, "seconds": 60},)
    assert heard(lon=105.9, lat=21.0).lon[0] == 105.9


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"machine": "m1"}, "A key stands twice."),
        ({"measures": {"pieces": 1}, "ns=2;s=Pieces": 1}, "A key stands twice."),
        ({"ns=2;s=Pieces": "7"}, "“measures” needs"),
        ({"ns=2;s=Pieces": True}, "“measures” needs"),
        ({"ns=2;s=Pieces": -1}, "“measures” needs"),
        ({"ns=2;s=Pieces": 1e300}, "“measures” needs"),
        ({"measures": [], "ns=2;s=Pieces": 1}, "“measures” needs"),
        ({"minutes": "1"}, "“measures” needs"),
        ({"speed": "fast"}, "“speed_kmh” needs"),
        ({"lon": 105.9}, "“lat” needs"),
    ],
)
def test_what_a_fleet_says_wrongly_is_a_bad_line(said, what):
    with pytest.raises(BadLines) as bad:
        heard(**said)
    assert what in bad.value.faults[0].what["en"]


def against(guardrails: list[dict], data: dict | None = None, **but: object) -> list[tuple[str, str]]:
    filled = plan_data(kind="delivery-robot", guardrails=guardrails, safety_plan="x", stop_on=[], **but) | (data or {})
    return [(one.code, one.where) for one in check_kind(read_plan(filled), filled, ROBOTS).against]


@pytest.mark.parametrize(
    ("more", "expect"),
    [
        ([], []),
        ([{"measure": "near_miss", "limit": 1, "per": 9}], []),
        ([{"measure": "complaint", "limit_per_site_day": 0}], []),
        ([{"measure": "emergency_stop", "limit": 0, "per": 9}], []),
        ([{"measure": "weather", "limit": 1, "per": 9}], [("not-counted", "/guardrails")]),
        ([{"measure": "emergency_stop", "limit_per_site_day": 1}], [("limit-of-what", "/guardrails")]),
        ([{"measure": "near_miss", "limit": 0, "per": 9}], [("no-limit", "/guardrails")]),
        ([{"measure": "failed_delivery", "limit": 9, "per": 9}], [("no-limit", "/guardrails")]),
        ([{"measure": "failed_delivery", "limit": 8, "per": 9}], []),
    ],
)
def test_guardrails_fit_what_the_kind_counts(more, expect):
    assert against([COLLISION, *more]) == expect


def test_parts_and_stops_fit_the_kind():
    assert against([COLLISION], {"safety_plan": ""}) == [("part-missing", "/safety_plan")]
    assert against([{"measure": "complaint", "limit_per_site_day": 0}]) == [("part-missing", "/guardrails")]
    assert against([COLLISION], {"stop_on": ["area", "value", "participants"]}) == [("no-such-cap", "/stop_on")] * 2
    assert against([COLLISION], {"stop_on": ["consent"]}) == []


def answers(limit: int, per: int, measure: str = "near_miss", **but: object) -> list[str]:
    asked = plan(kind="delivery-robot", guardrails=[{"measure": measure, "limit": limit, "per": per}], **but)
    return [one.what["en"] for one in check_answerable(asked, terms=ROBOTS.terms).against]


def test_caps_answer_the_questions_of_a_kind_or_the_plan_is_refused():
    asked = plan(kind="delivery-robot")
    assert vehicle_days(asked) == 3 * 261
    assert answers(1, 1000) == []
    (far,) = answers(1, 10**9)
    assert "metres driven, but the plan allows only 54810000" in far
    assert answers(1, 100, "emergency_stop") == []
    (days,) = answers(1, 500, "emergency_stop")
    assert "vehicle-days, but the plan allows only 783" in days
    assert answers(1, 10**6, "failed_delivery") == []
    assert answers(1, 1, "failed_delivery") != []


def test_seconds_are_bounded_by_the_hours_of_the_devices():
    drones = shelf._shipped(("vi", "en"))["low-altitude-drone"].terms
    asked = plan(kind=drones.kind, guardrails=[{"measure": "loss_of_link", "limit": 1, "per": 36000}])
    assert check_answerable(asked, terms=drones)
    short = replace(
        asked, term_months=1, devices=1, windows=asked.windows[:1], guardrails=(Guardrail("loss_of_link", 1, 10**6),)
    )
    (found,) = check_answerable(short, terms=drones).against
    assert "seconds of flight" in found.what["en"]


def test_measures_of_kinds_have_names():
    names = {"knot": Text.of(vi="Rối", en="Knots")}
    assert measure_name("knot", names) == rule_name("guardrail:knot", names) == names["knot"]
    assert stopped_because("guardrail:knot", names)["en"] == "A safety limit was passed: more knots than permitted."
    assert stopped_because("guardrail:knot", {"knot": Text.of(en="Knots")})["vi"].endswith(
        "knots nhiều hơn mức cho phép."
    )
    assert measure_name("near_miss", {"near_miss": names["knot"]})["en"] == "Near misses"


def test_only_what_a_kind_counts_can_be_compared():
    asked = {"design": "arms", "unit": "vehicle", "better": "less", "margin": 1, "usual": 4, "spread": 2}

    def wrong(**but: object) -> list[str]:
        data = plan_data(kind="delivery-robot", guardrails=[COLLISION], safety_plan="x", comparisons=[asked | but])
        data["stop_on"] = []
        return [one.code for one in check_kind(read_plan(data), data, ROBOTS).against]

    assert wrong(measure="emergency_stop") == wrong(measure="near_miss", against="metres_driven", per=1000) == []
    assert wrong(measure="metres_driven", against="deliveries") == []
    assert wrong(measure="noise") == ["not-counted"]
    assert wrong(measure="near_miss", against="collision") == ["no-amount"]
    assert wrong(measure="noise", against="air") == ["not-counted", "no-amount"]
