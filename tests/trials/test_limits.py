"""Further limits of a plan: zones, holidays, altitude, fleet; in rules alone."""

import json
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.kernel.period import Period
from longbien.kernel.refusal import Refusal
from longbien.kernel.workdays import WorkingDays
from longbien.trials.rules.judge import RULES, judge, local_us
from longbien.trials.rules.limits.zones import METRES_A_DEGREE, Zone
from longbien.trials.rules.policy import check_licence, extend_policy, read_policy, shorten_policy
from longbien.trials.rules.telemetry import altitude_in, instant_us
from tests.trials.make import SITES, VIETNAM, before, event, plan, plan_data, policy, read, regime
from tests.trials.specs import cases

SCHOOL = {"name": "Trường học", "outline": "105.842, 21.002", "margin_m": 30}
WAY = {"name": "Đường xe lửa", "outline": "105.848, 21.001\n105.848, 21.003", "margin_m": 10}
SQUARE = {
    "name": "Chợ",
    "outline": "105.844, 21.007\n105.846, 21.007\n105.846, 21.009\n105.844, 21.009",
    "margin_m": 0,
    "speed_kmh": 5,
}
STALL = {"name": "Quầy hàng", "outline": "105.845, 21.008", "margin_m": 20, "speed_kmh": 3}
LIMITS = {
    "no_go_zones": [SCHOOL, WAY],
    "slow_zones": [SQUARE, STALL],
    "cap_altitude_m": 60,
    "fleet": "r2\nr1\n",
    "cap_value_day": {"minor": "500", "currency": "VND"},
    "cap_distance_km": 100,
    "cap_device_hours": 40,
    "cap_incidents": 3,
}


@pytest.mark.parametrize("case", cases("limits"))
def test_limits(case):
    said = {key: value for key, value in {**event(1), **case["when"]}.items() if value is not None}
    broke = judge(read(said), policy(**LIMITS)).broke
    assert [rule for rule in RULES if rule in broke and broke[rule][0]] == case["expect"]


@pytest.mark.parametrize("case", cases("holidays"))
def test_holidays(case):
    licensed = policy(windows=case["windows"])

    def is_open(spoken: str) -> bool:
        at = datetime.fromisoformat(spoken).replace(tzinfo=ZoneInfo(licensed.timezone))
        return bool(licensed.hours.are_open(local_us(np.array([instant_us(at)]), licensed.timezone) // 60_000_000)[0])

    assert [spoken for spoken in case["open"] if not is_open(spoken)] == []
    assert [spoken for spoken in case["shut"] if is_open(spoken)] == []


def test_a_policy_with_further_limits_is_of_format_2_and_reads_back():
    licensed = policy(**LIMITS, windows=[{"days": ["mon"], "from": "08:00", "to": "12:00", "holidays": "never"}])
    assert (licensed.to_data()["format"], before(licensed).to_data()["format"]) == (4, 2)
    assert read_policy(json.loads(before(licensed).canonical())) == before(licensed)
    assert licensed.plan.limits.fleet == ("r1", "r2")
    assert date(2027, 1, 1) in licensed.holidays
    assert all(before < after for before, after in pairwise(licensed.holidays))


def test_a_policy_without_them_is_written_as_ever():
    assert before(policy()).to_data()["format"] == 1
    assert policy().plan.to_data().keys() == plan_data().keys() - {"incident_contact"} | {"exemptions"}
    assert policy().holidays == ()


@pytest.mark.parametrize("one", LIMITS)
def test_a_single_limit_makes_format_2_for_a_reader_of_1_must_not_overlook_it(one):
    licensed = before(policy(**{one: LIMITS[one]}))
    assert licensed.to_data()["format"] == 2
    with pytest.raises(ValueError, match="format"):
        read_policy({**licensed.to_data(), "format": 1})


def test_an_extended_policy_learns_the_holidays_of_its_new_months():
    windows = [{"days": ["mon"], "from": "08:00", "to": "12:00", "holidays": "never"}]
    first = policy(windows=windows)
    longer = extend_policy(first, 6, 0, regime(), VIETNAM)
    assert longer.holidays[: len(first.holidays)] == first.holidays
    assert date(2028, 1, 1) in longer.holidays
    assert shorten_policy(longer, 12) == first
    tampered = replace(longer, holidays=longer.holidays[1:])
    assert shorten_policy(tampered, 12) != first


def test_holidays_follow_the_decisions_of_the_hub():
    moved = WorkingDays("VN", "Asia/Ho_Chi_Minh", {date(2027, 1, 1): True, date(2027, 1, 4): False})
    assert moved.holidays(Period(date(2026, 12, 30), date(2027, 1, 10))) == (date(2027, 1, 4),)
    assert VIETNAM.holidays(Period(date(2026, 12, 30), date(2027, 1, 10))) == (date(2027, 1, 1),)


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("no_go_zones", [{**SCHOOL, "margin_m": 0}]),
        ("no_go_zones", [{**SCHOOL, "margin_m": 10_001}]),
        ("no_go_zones", [{**SCHOOL, "outline": "somewhere"}]),
        ("no_go_zones", [{**SCHOOL, "outline": "205.842, 21.002"}]),
        ("no_go_zones", [{**SCHOOL, "outline": " "}]),
        ("no_go_zones", [{"name": "x", "margin_m": 3}]),
        ("no_go_zones", "all of it"),
        ("slow_zones", [{**STALL, "speed_kmh": 10}]),
        ("slow_zones", [SCHOOL]),
        ("cap_altitude_m", 20_001),
        ("cap_altitude_m", "high"),
        ("fleet", "r1\n<r2>"),
        ("fleet", ["r1"]),
        ("cap_value_day", {"minor": "-1", "currency": "VND"}),
        ("cap_distance_km", -1),
        ("cap_device_hours", 1.5),
        ("cap_incidents", 0),
        ("windows", [{"days": ["mon"], "from": "08:00", "to": "12:00", "holidays": "perhaps"}]),
    ],
)
def test_what_is_no_limit_is_named(part, wrong):
    with pytest.raises(Refusal) as refused:
        plan(**{part: wrong})
    assert [fault.where.split("/")[1] for fault in refused.value.faults] == [part]


def test_all_that_is_wrong_is_told_in_one_round_each_in_its_place():
    with pytest.raises(Refusal) as refused:
        plan(
            title=" ",
            no_go_zones=[SCHOOL, {**SCHOOL, "outline": "21.002, 105.842"}, {"name": "", "outline": "x"}],
            slow_zones=[{**STALL, "speed_kmh": 10}, {**SCHOOL, "margin_m": 0, "speed_kmh": 3}],
            windows=[{"days": ["mon", "sunday"], "from": "8 o'clock", "to": "12:00"}, "always"],
            guardrails=[{"measure": "near_miss"}, {"measure": "", "limit_per_site_day": 1, "per": 0}],
            exemptions=[{"provision": "Art. 1"}],
            needs_consent=1,
        )  # fmt: skip
    assert [fault.where for fault in refused.value.faults] == [
        "/title", "/windows/0/days", "/windows/0/from", "/windows/1", "/guardrails/0/limit_per_site_day",
        "/guardrails/1/measure", "/guardrails/1/per", "/exemptions/0/why", "/no_go_zones/1/outline",
        "/no_go_zones/2/name", "/no_go_zones/2/outline", "/no_go_zones/2/margin_m", "/slow_zones/0/speed_kmh",
        "/slow_zones/1/margin_m", "/needs_consent",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "wrong", "said"),
    [
        ("no_go_zones", {**SCHOOL, "margin_m": 0}, "1 metre"),
        ("no_go_zones", {**SCHOOL, "outline": "x"}, "two numbers"),
        ("no_go_zones", {**SCHOOL, "outline": "21.002, 105.842"}, "then latitude"),
        ("slow_zones", {**STALL, "speed_kmh": 10}, "must be slower"),
    ],
)
def test_what_is_wrong_with_a_zone_is_said(part, wrong, said):
    with pytest.raises(Refusal) as refused:
        plan(**{part: [wrong]})
    assert said in refused.value.faults[0].what["en"]


def test_a_wrong_speed_of_the_plan_is_not_also_one_of_its_zones():
    with pytest.raises(Refusal) as refused:
        plan(cap_speed_kmh="fast", slow_zones=[STALL])
    assert [fault.where for fault in refused.value.faults] == ["/cap_speed_kmh"]


def test_a_zone_that_touches_no_area_was_written_the_wrong_way_round():
    astray = {**SCHOOL, "outline": "21.002, 85.842"}
    against = check_licence(plan(no_go_zones=[SCHOOL, astray], slow_zones=[STALL]), regime(), SITES).against
    assert [(reason.code, reason.where) for reason in against] == [("zone-elsewhere", "/no_go_zones/1/outline")]
    beside = {**SCHOOL, "outline": "105.8399, 21.005"}
    assert check_licence(plan(no_go_zones=[beside]), regime(), SITES)
    assert not check_licence(plan(no_go_zones=[{**beside, "margin_m": 5}]), regime(), SITES)


def test_a_zone_as_geojson_may_have_a_hole():
    ring = [[105.844, 21.007], [105.846, 21.007], [105.846, 21.009], [105.844, 21.009], [105.844, 21.007]]
    hole = [[105.8448, 21.0078], [105.8452, 21.0078], [105.8452, 21.0082], [105.8448, 21.0082], [105.8448, 21.0078]]
    zone = Zone("Vòng", json.dumps({"type": "Polygon", "coordinates": [ring, hole]}), 5)
    at = np.array([[105.8445, 21.0075], [105.845, 21.008], [105.84485, 21.008], [105.8439, 21.008]])
    # The third is 5.2 m inside the hole, the last 10.4 m outside; 5 m around the zone's edge belong to it.
    assert zone.holds(at[:, 0], at[:, 1]).tolist() == [True, False, False, False]
    assert zone.holds(np.array([105.84484]), np.array([21.008])).tolist() == [True]


def test_the_area_of_a_zone_is_drawn_with_its_margin():
    drawn = shapely.geometry.shape(Zone("Trường học", "105.842, 21.002", 30).area)
    west, south, east, north = drawn.bounds
    assert (north - south) * METRES_A_DEGREE == pytest.approx(60, abs=0.1)
    assert (east - west) * METRES_A_DEGREE * np.cos(np.radians(21.002)) == pytest.approx(60, abs=0.1)
    bare = Zone("Chợ", SQUARE["outline"], 0)
    assert shapely.geometry.shape(bare.area).equals(shapely.geometry.shape(bare.geometry))


@settings(max_examples=60)
@given(st.floats(105.835, 105.855), st.floats(20.995, 21.015))
def test_a_margin_is_a_distance_on_the_globe(lon, lat):
    """Against the haversine formula on the same sphere: the plane of a zone is true to a thousandth."""
    there, school = np.radians([lon, lat]), np.radians([105.842, 21.002])
    half = np.sin((there - school) / 2) ** 2
    metres = 2 * 6_371_008.8 * np.arcsin(np.sqrt(half[1] + np.cos(there[1]) * np.cos(school[1]) * half[0]))
    if abs(metres - 500) > 0.5:
        assert Zone("Trường học", "105.842, 21.002", 500).holds(np.array([lon]), np.array([lat]))[0] == (metres < 500)


def test_an_altitude_is_told_and_read_back():
    told = read(event(1, altitude_m=12.5), event(2))
    assert told.altitude_m[0] == 12.5
    assert np.isnan(told.altitude_m[1])
    assert altitude_in(told.rest[0]) == 12.5
    assert np.isnan(altitude_in(told.rest[1]))
    assert np.isnan(altitude_in('{"measures":{"near_miss":1}}'))
