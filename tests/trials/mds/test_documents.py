"""A licence as MDS documents: they say what the policy says, read back and read as a fleet reads them."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point as Point2D

from longbien.kernel.ids import to_slug
from longbien.trials.rules.judge import TERM, judge
from longbien.trials.rules.limits.days import HOLIDAYS
from longbien.trials.rules.limits.zones import SlowZone
from longbien.trials.rules.mds import versions
from longbien.trials.rules.mds.geography import EVERYWHERE, geography_documents, geography_id, read_site
from longbien.trials.rules.mds.policy import Grant, History, Stop, policy_documents
from longbien.trials.rules.mds.reading import Point, in_force, limit, read_licence
from longbien.trials.rules.mds.terms import DAYS, DELIVERY_ROBOTS, EXTENSION, milliseconds, shortened
from longbien.trials.rules.policy import MINUTES_A_WEEK, Policy, extend_policy
from tests.trials.make import MONDAY, NOW, VIETNAM, event, plan_data, policy, read, regime, square
from tests.trials.mds import published
from tests.trials.test_limits import LIMITS, SCHOOL, SQUARE, STALL, WAY

TRIAL, STOP = UUID(int=1), UUID(int=2)
ZONE = "Asia/Ho_Chi_Minh"
GRANTED = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)


def history(licensed: Policy | None = None, **but) -> History:
    grants = (Grant(1, GRANTED, licensed or policy()),)
    told = {"trial_id": TRIAL, "number": "TN-1", "title": "Robot", "summary": "Giao hàng"}
    return History(**{**told, "mode": DELIVERY_ROBOTS, "grants": grants, **but})


def documents(of: History):
    return policy_documents(of, "vi"), geography_documents([(one.granted_at, one.policy) for one in of.grants], "vi")


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
windows = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.lists(st.sampled_from(DAYS), min_size=1, unique=True),
            "from": st.times().map(lambda at: f"{at:%H:%M}"),
            "to": st.times().map(lambda at: f"{at:%H:%M}"),
            "holidays": st.sampled_from(HOLIDAYS),
        }
    ),
    min_size=1,
    max_size=4,
)
ASKED = {"design": "arms", "unit": "vehicle", "measure": "near_miss", "better": "less", "margin": 1, "usual": 4}
plans = st.fixed_dictionaries(
    {
        "comparisons": st.just([ASKED]),
        "areas": st.lists(st.sampled_from(["south", "campus"]), unique=True).map(lambda codes: ["north", *codes]),
        "windows": windows,
        "cap_devices": st.integers(1, 500),
        "cap_speed_kmh": st.integers(6, 200),
        "cap_participants": st.integers(0, 9000),
        "term_months": st.sampled_from([1, 4, 14]),
        "no_go_zones": st.lists(st.sampled_from([SCHOOL, WAY]), unique_by=lambda zone: zone["name"]),
        "slow_zones": st.lists(st.sampled_from([SQUARE, STALL]), unique_by=lambda zone: zone["name"]),
    }
)


@unhurried
@given(plans)
def test_hours_areas_speed_and_devices_read_back_equal_the_policys(asked):
    licensed = policy(**asked)
    policies, geographies = documents(history(licensed))
    said = read_licence(policies, geographies)
    first, *_, last = said.weeks if len(said.weeks) > 1 else said.weeks * 2
    assert (first.start, last.end) == (policies[-1]["start_date"], policies[-1]["end_date"])
    assert all(before.end == after.start for before, after in pairwise(said.weeks))
    for week in said.weeks:
        minutes = np.arange(week.start, week.end, 60_000) // 60_000 + 7 * 60
        assert np.array_equal(week.minutes[(minutes + 3 * 24 * 60) % MINUTES_A_WEEK], licensed.hours.are_open(minutes))
    assert {zone.name: zone.to_data() for zone in said.no_go} == {
        zone.name: zone.to_data() for zone in licensed.plan.limits.no_go
    }
    assert {SlowZone(*vars_of(zone), most) for zone, most in said.slow} == set(licensed.plan.limits.slow)
    assert said.sites == licensed.sites
    assert (said.devices, said.speed_kmh) == (licensed.plan.devices, licensed.plan.speed_kmh)
    marked = policies[-1][EXTENSION]
    assert marked["caps"] == {
        "participants": licensed.plan.participants,
        "devices": licensed.plan.devices,
        "value": licensed.plan.value.to_data(),
        "speed_kmh": licensed.plan.speed_kmh,
    }
    assert marked["guardrails"] == plan_data()["guardrails"]
    assert marked["comparisons"] == [ASKED]
    assert marked["lots"] == {"seed": licensed.plan.sha256, "days": licensed.term.days}
    assert (marked["first_day"], policies[-1]["end_date"]) == (
        licensed.term.start.isoformat(),
        milliseconds(datetime.combine(licensed.term.end, time(), UTC) - timedelta(hours=7)),
    )


def vars_of(zone):
    return zone.name, zone.outline, zone.margin_m


moments = st.integers(0, 400 * 24 * 60).map(lambda minutes: GRANTED + timedelta(days=10, minutes=minutes, seconds=7))
spots = st.sampled_from([(105.842, 21.002), (105.848, 21.002), (105.845, 21.008), (105.8455, 21.0075)])
places = st.one_of(st.tuples(st.floats(105.82, 105.87), st.floats(20.94, 21.02)), spots)


def zones_of(licensed):
    return (*licensed.plan.limits.no_go, *licensed.plan.limits.slow)


@unhurried
@given(plans, moments, places)
def test_a_fleet_that_reads_them_may_operate_where_and_when_the_judge_lets_it(asked, at, place):
    licensed = policy(**asked)
    lon, lat = place
    verdicts = judge(read(event(1, at=at, lon=lon, lat=lat, speed_kmh=1)), licensed)
    broke = {rule for rule in ("area", "hours", "no_go") if rule in verdicts.broke and verdicts.broke[rule][0]}
    slowest = [zone.speed_kmh for zone in licensed.plan.limits.slow if zone.holds(np.array([lon]), np.array([lat]))[0]]
    policies, geographies = documents(history(licensed))
    point = Point(at, lon, lat, ZONE)
    most, fastest = (limit(kind, point, policies, geographies) for kind in ("count", "speed"))
    if verdicts.broke[TERM][0]:
        assert (most, fastest) == (None, None)
    else:
        near = any(zone.touches(Point2D(lon, lat).buffer(3e-5)) for zone in zones_of(licensed))
        assert most == (0 if broke else licensed.plan.devices) or (near and most == 0)
        assert fastest == min([licensed.plan.speed_kmh, *slowest]) or (near and fastest < licensed.plan.speed_kmh)


def test_a_fleet_has_twenty_minutes_notice_of_a_licence_that_begins_today():
    licensed = policy()
    late = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
    first, *_ = policy_documents(history(licensed, grants=(Grant(1, late, licensed),)), "vi")
    assert first["start_date"] - first["published_date"] == 20 * 60 * 1000
    early, *_ = policy_documents(history(licensed), "vi")
    assert early["start_date"] == milliseconds(datetime(2026, 11, 1, 17, 0, tzinfo=UTC))


def at_noon(policies, geographies, at):
    return limit("count", Point(at, 105.845, 21.005, ZONE), policies, geographies)


def test_a_suspension_forbids_at_once_and_resuming_takes_notice():
    stop = Stop(STOP, MONDAY, MONDAY + timedelta(minutes=5))
    policies, geographies = documents(history(stops=(stop,)))
    told = next(one for one in policies if one[EXTENSION]["kind"] == "suspension")
    assert told["start_date"] == told["published_date"] == milliseconds(MONDAY)
    assert told[EXTENSION]["emergency"] is True
    assert told[EXTENSION]["register"] == f"/register/{to_slug(TRIAL)}"
    assert "end_date" not in told
    before, during = MONDAY - timedelta(milliseconds=1), MONDAY + timedelta(minutes=24)
    again = MONDAY + timedelta(minutes=25)
    assert [at_noon(policies, geographies, at) for at in (before, MONDAY, during, again)] == [3, 0, 0, 3]


def test_what_was_published_does_not_change_when_more_happens():
    quiet, _ = documents(history())
    stop = Stop(STOP, MONDAY)
    held, _ = documents(history(stops=(stop,)))
    lifted, _ = documents(history(stops=(Stop(STOP, MONDAY, NOW),), closed=(NOW, "revoked")))
    assert held[: len(quiet)] == quiet
    assert lifted[: len(held)] == held
    assert len({one["policy_id"] for one in lifted}) == len(lifted) == 5


@pytest.mark.parametrize("state", ["revoked", "ended"])
def test_the_end_replaces_everything_and_forbids_for_good(state):
    policies, geographies = documents(history(stops=(Stop(STOP, MONDAY),), closed=(NOW, state)))
    closing = policies[-1]
    assert sorted(closing["prev_policies"]) == sorted(one["policy_id"] for one in policies[:-1])
    assert in_force(policies, NOW) == [closing]
    assert at_noon(policies, geographies, NOW + timedelta(days=4000)) == 0
    assert ("withdrawn" in closing["rules"][0]["messages"]["en"]) is (state == "revoked")


def test_an_extension_replaces_the_version_before_it():
    first = policy()
    longer = extend_policy(first, 12, 0, regime(), VIETNAM)
    granted = datetime(2027, 10, 1, tzinfo=UTC)
    policies, geographies = documents(history(grants=(Grant(1, GRANTED, first), Grant(2, granted, longer))))
    operation, speed, longer_operation, longer_speed = policies
    before = [operation["policy_id"], speed["policy_id"]]
    assert longer_operation["prev_policies"] == longer_speed["prev_policies"] == before
    assert in_force(policies, granted + timedelta(minutes=21)) == [longer_operation, longer_speed]
    assert len(geographies) == 2  # the same site, and everywhere


def test_a_site_is_called_by_what_it_is():
    site = policy().sites[0]
    world, document = geography_documents([(NOW, policy()), (GRANTED, policy())], "vi")
    assert read_site(document) == site
    assert (document["geography_id"], document["published_date"]) == (str(geography_id(site)), milliseconds(GRANTED))
    assert world["geography_id"] == str(EVERYWHERE)
    moved = type(site)(site.code, site.name, square(105, 21))
    assert geography_id(moved) != geography_id(site)


def test_long_words_become_one_line_that_mds_can_hold():
    assert shortened(" a\n b\u2028c ") == "a b c"
    assert shortened("x" * 255) == "x" * 255
    assert shortened("x" * 300) == "x" * 254 + "…"


@published.needed
@unhurried
@given(plans)
def test_the_documents_keep_to_the_published_schema(asked):
    stops = (Stop(STOP, MONDAY, NOW), Stop(UUID(int=3), NOW))
    policies, geographies = documents(history(policy(**asked), stops=stops, closed=(NOW, "ended")))
    assert [fault for one in policies for fault in published.faults("policy", one)] == []
    assert [fault for one in geographies for fault in published.faults("geography", one)] == []
    assert published.faults("policy", {**policies[0], "rules": []}) != []


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("", versions.FULL),
        ("*/*", versions.FULL),
        ("application/vnd.mds+json;version=2.0", versions.FULL),
        ('application/vnd.mds+json; version="2.0", */*;q=0.1', versions.FULL),
        ("application/json", "application/json"),
        ("application/json;q=0.5, application/vnd.mds+json;version=2.0", versions.FULL),
        ("text/html, application/json;q=0.9", "application/json"),
        ("application/vnd.mds+json;version=1.2", None),
        ("application/vnd.mds+json", None),
        ("text/csv", None),
        ("application/json;q=x", None),
        ("application/json;q=0", None),
    ],
)
def test_the_media_type_is_that_of_version_two_or_none(accept, answer):
    assert versions.answer_type(accept) == answer


@pytest.mark.parametrize(
    ("kind", "spoken"),
    [
        ("application/json; charset=utf-8", True),
        (versions.FULL, True),
        ("application/vnd.mds+json", True),
        ("application/vnd.mds+json;version=0.4", False),
        ("text/csv", False),
        ("", False),
    ],
)
def test_a_body_is_json_or_of_our_version(kind, spoken):
    assert versions.is_spoken(kind) is spoken


def test_what_mds_has_no_words_for_is_marked():
    marked = documents(history(policy(**LIMITS)))[0][0][EXTENSION]
    assert {name: marked["caps"][name] for name in ("altitude_m", "distance_km", "device_hours", "incidents")} == {
        "altitude_m": 60, "distance_km": 100, "device_hours": 40, "incidents": 3,
    }  # fmt: skip
    assert marked["caps"]["value_day"] == {"minor": "500", "currency": "VND"}
    assert marked["fleet"] == "r1\nr2"


def test_each_run_of_holidays_has_hours_of_its_own_and_a_night_ends_as_it_began():
    nights = [{"days": list(DAYS), "from": "22:00", "to": "02:00", "holidays": "never"}]
    licensed = policy(start="2026-12-20", term_months=1, windows=nights)
    said = read_licence(*documents(history(licensed)))
    days = [datetime.fromtimestamp(week.start / 1000, UTC) + timedelta(hours=7) for week in said.weeks]
    assert [f"{day:%m-%d}" for day in days] == ["12-20", "01-01", "01-02", "01-03"]
    assert [int(week.minutes.sum()) // 7 for week in said.weeks] == [240, 120, 120, 240]


def test_stretches_that_were_over_when_the_licence_was_granted_are_not_published():
    licensed = policy(start="2026-12-20", term_months=1, windows=plan_data()["windows"], **{})
    late = datetime(2027, 1, 10, tzinfo=UTC)
    minding = policy(
        start="2026-12-20", term_months=1, windows=[{**plan_data()["windows"][0], "holidays": "never"}]
    )  # fmt: skip
    for one, count in ((licensed, 2), (minding, 2)):
        told = policy_documents(history(one, grants=(Grant(1, late, one),)), "vi")
        assert len(told) == count
        assert {document["start_date"] for document in told} == {milliseconds(late) + 20 * 60_000}
