"""A licence in prose says all that its policy enforces, in both languages."""

from dataclasses import replace
from datetime import date, time

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.trials.rules.comparison import Comparison, Lots
from longbien.trials.rules.kinds.kind import Amount, Measure, Terms
from longbien.trials.rules.limits.parts import Limits
from longbien.trials.rules.limits.zones import SlowZone, Zone
from longbien.trials.rules.plan import CAPS, Exemption, Guardrail, Window
from longbien.trials.rules.policy import Policy, Site
from longbien.trials.rules.prose.articles import articles
from longbien.trials.rules.prose.places import corners
from tests.trials import make

ASKED = Comparison("arms", "site", "delay", "less", 5, 9)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
times = st.sampled_from([time(0), time(8, 30), time(12), time(22, 15)])
windows = st.builds(
    Window, st.frozensets(st.integers(0, 6), min_size=1), times, times, st.sampled_from(["also", "never", "only"])
)
zone = {
    "name": st.just("Trường"),
    "outline": st.sampled_from(["105.8, 21.0", "105.9, 21.0"]),
    "margin_m": st.integers(0, 1),
}
few = st.none() | st.integers(1, 2)
limits = st.builds(
    Limits,
    no_go=st.lists(st.builds(Zone, **zone), max_size=1).map(tuple),
    slow=st.lists(st.builds(SlowZone, **zone, speed_kmh=st.integers(1, 2)), max_size=1).map(tuple),
    altitude_m=few,
    fleet=st.sampled_from([(), ("r1",), ("r1", "r2")]),
    value_day=st.none() | st.builds(Money, st.integers(0, 1), st.just("VND")),
    distance_km=few,
    device_hours=few,
    incidents=few,
    consent=st.booleans(),
)
terms = st.none() | st.builds(
    Terms,
    kind=st.sampled_from(["robot", "drone"]),
    amounts=st.just((Amount("metres", Text.of(vi="Mét", en="Metres")),)),
    measures=st.builds(
        Measure,
        st.just("near_miss"),
        st.just(Text.of(vi="Suýt va", en="Near misses")),
        st.sampled_from(["site-day", "vehicle-day"]),
        st.sampled_from(["betting", "rate"]),
        st.sampled_from(["", "metres", "near_miss", "sessions"]),
    ).map(lambda one: (one,)),
    telemetry=st.just(()),
    by_day=st.booleans(),
    moves=st.booleans(),
)
arms = st.builds(
    Comparison,
    design=st.just("arms"),
    unit=st.sampled_from(["site", "vehicle"]),
    measure=st.sampled_from(["near_miss", "noise"]),
    better=st.sampled_from(["less", "more"]),
    margin=st.integers(1, 2),
    usual=st.integers(3, 4),
    spread=st.none() | st.integers(0, 1),
    looks=st.integers(0, 2),
)
switchbacks = st.builds(
    Comparison,
    design=st.just("switchback"),
    unit=st.just("site"),
    measure=st.just("metres"),
    better=st.just("more"),
    margin=st.just(1),
    usual=st.just(3),
    against=st.sampled_from(["sessions", "noise"]),
    per=st.integers(1, 2),
    spread=st.integers(1, 2),
    block_hours=st.integers(1, 2),
    washout_minutes=st.integers(0, 1),
)
plans = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Robot", "Xe"]),
        "start": st.dates(date(2026, 1, 1), date(2026, 1, 3)),
        "term_months": st.integers(1, 3),
        "windows": st.lists(windows, min_size=1, max_size=2).map(tuple),
        "participants": st.integers(0, 2),
        "devices": st.integers(0, 2),
        "value": st.builds(Money, st.sampled_from([0, 5, 50, 1_000_000]), st.sampled_from(["VND", "USD"])),
        "speed_kmh": st.integers(0, 2),
        "guardrails": st.lists(
            st.builds(Guardrail, st.sampled_from(["near_miss", "noise"]), st.integers(0, 2), st.integers(1, 3)),
            max_size=2,
        ).map(tuple),
        "stops": st.frozensets(st.sampled_from(CAPS)),
        "exemptions": st.lists(st.builds(Exemption, st.just("QCVN"), st.sampled_from(["a", "b"])), max_size=1).map(
            tuple
        ),
        "limits": limits,
        "comparisons": st.lists(arms | switchbacks, max_size=2).map(tuple),
    }
)
sites = st.lists(
    st.builds(
        Site,
        st.sampled_from(["north", "south"]),
        st.just({"vi": "Bắc", "en": "North"}),
        st.sampled_from([make.square(105.84, 21.0), make.square(105.84, 21.1)]),
    ),
    min_size=1,
    max_size=2,
).map(tuple)
policies = st.builds(
    lambda plan, where, odds, zone, how, days, lots, judgement: replace(
        make.policy(),
        plan=replace(make.plan(), **plan, kind=how.kind if how else ""),
        sites=where,
        alarm_odds=odds,
        timezone=zone,
        terms=how,
        holidays=days,
        lots=lots,
        judgement=judgement,
    ),
    plans,
    sites,
    st.sampled_from([100, 1000]),
    st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Paris"]),
    terms,
    st.sampled_from([(), (date(2026, 1, 1),), (date(2026, 1, 1), date(2026, 2, 17))]),
    st.none() | st.builds(Lots, st.sampled_from(["a", "b"]), st.integers(30, 31)),
    st.integers(1, 2),
)


def enforced(policy: Policy) -> dict:
    """All that is enforced, apart from what names the law; the same stop said twice is the same."""
    data = policy.to_data()
    return {name: data[name] for name in data.keys() - {"regime", "regime_sha256"}} | {
        "plan": {name: said for name, said in data["plan"].items() if name != "areas"}
    }


def said(policy: Policy, language: str) -> list[tuple[str, list[str]]]:
    """The prose without the checks at its end, where hashes would tell everything apart."""
    return [(one.title[language], [line[language] for line in one.lines]) for one in articles(policy)[:-1]]


@pytest.mark.parametrize("language", ["vi", "en"])
@unhurried
@given(policies, policies)
def test_what_is_enforced_differently_reads_differently(language, one, other):
    assert (said(one, language) == said(other, language)) == (enforced(one) == enforced(other))


@pytest.mark.parametrize("language", ["vi", "en"])
@unhurried
@given(policies)
def test_each_change_of_one_part_shows(language, policy):
    for change in (
        {"devices": policy.plan.devices + 1},
        {"participants": policy.plan.participants + 1},
        {"speed_kmh": policy.plan.speed_kmh + 1},
        {"term_months": policy.plan.term_months + 1},
        {"value": Money(policy.plan.value.minor + 1, policy.plan.value.currency)},
        {"stops": policy.plan.stops ^ {"hours"}},
        {"comparisons": (*policy.plan.comparisons, ASKED)},
        {"guardrails": (*policy.plan.guardrails, Guardrail("complaint", 1))},
        {"limits": replace(policy.plan.limits, altitude_m=99)},
        {"exemptions": (*policy.plan.exemptions, Exemption("TCVN", "c"))},
        {"windows": (*policy.plan.windows, Window(frozenset({2}), time(3), time(4)))},
    ):
        assert said(replace(policy, plan=replace(policy.plan, **change)), language) != said(policy, language)


def test_places_can_be_found_without_a_machine():
    [area] = [line["en"] for one in articles(make.policy()) for line in one.lines if "Coordinates" in line["en"]]
    assert area == "Coordinates (longitude, latitude): 105.84, 21; 105.85, 21; 105.85, 21.01; 105.84, 21.01."
    zoned = make.policy(no_go_zones=[{"name": "Trường", "outline": "105.842, 21.002", "margin_m": 30}])
    assert any("105.842, 21.002." in line["vi"] for one in articles(zoned) for line in one.lines)


def test_of_a_place_with_many_corners_or_a_hole_the_bounds_are_said():
    many = shapely.geometry.mapping(shapely.Point(105.8, 21).buffer(0.1))
    holed = shapely.geometry.mapping(shapely.box(105, 20, 106, 21) - shapely.box(105.4, 20.4, 105.6, 20.6))
    assert corners(many)["en"].startswith("Between longitudes 105.7 and 105.9, latitudes 20.9 and 21.1;")
    assert corners(holed)["en"].startswith("Between longitudes 105 and 106, latitudes 20 and 21;")
