"""Plans, regimes, policies and lifecycle: the rules without a database."""

import json
from dataclasses import replace
from datetime import date, time

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.period import Period, add_months
from longbien.kernel.refusal import Refusal
from longbien.trials.rules import lifecycle, words
from longbien.trials.rules.plan import CAPS, DAYS, Window, read_plan
from longbien.trials.rules.policy import (
    check_areas,
    check_licence,
    compile_policy,
    extend_policy,
    open_minutes,
    read_policy,
)
from longbien.trials.rules.regime import check_extension, check_plan, read_regime
from longbien.trials.rules.suspension import Interval, merge, within
from tests.trials.make import LANGUAGES, SITES, VIETNAM, hanoi_regime, plan, plan_data, policy, regime, regime_data
from tests.trials.specs import cases


def test_a_plan_is_read_and_written_back():
    data = plan_data(exemptions=[{"provision": "Law 1, Art. 2", "why": "Because it forbids robots."}])
    read = read_plan(data)
    assert read_plan(read.to_data()) == read
    assert "incident_contact" not in read.to_data()
    assert read.term == Period(date(2026, 11, 2), date(2027, 11, 2))
    assert len(read.sha256) == 64


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("title", " "),
        ("summary", None),
        ("areas", "north"),
        ("areas", [1]),
        ("start", "soon"),
        ("term_months", 0),
        ("term_months", True),
        ("windows", [{"days": ["mon"], "from": "08:00"}]),
        ("windows", [{"days": ["someday"], "from": "08:00", "to": "09:00"}]),
        ("windows", [{"days": [], "from": "08:00", "to": "09:00"}]),
        ("cap_participants", "4"),
        ("cap_devices", -1),
        ("cap_value", {"minor": "-1", "currency": "VND"}),
        ("cap_value", 100),
        ("cap_speed_kmh", 1.5),
        ("guardrails", [{"measure": "", "limit_per_site_day": 1}]),
        ("stop_on", ["moon"]),
        ("exemptions", [{"provision": "x"}]),
    ],
)
def test_a_plan_that_cannot_be_read_says_where(key, wrong):
    with pytest.raises(Refusal) as refused:
        read_plan(plan_data(**{key: wrong}))
    assert [fault.where.split("/")[1] for fault in refused.value.faults] == [key]


def test_all_missing_parts_are_named_at_once():
    with pytest.raises(Refusal) as refused:
        read_plan({})
    assert len(refused.value.faults) == 11
    assert {fault.what["en"] for fault in refused.value.faults} == {"This part is missing."}


@pytest.mark.parametrize("case", cases("regime"))
def test_regime(case):
    law = regime(valid_from="2026-01-01", valid_until="2031-01-01")
    asked = plan(**{key: str(value) if key == "start" else value for key, value in case["when"].items()})
    outcome = check_licence(asked, law, SITES)
    assert [[one.code, one.where, one.citation.in_language("en")] for one in outcome.against] == case["expect"]


def test_a_regime_of_another_authority_prepares_and_never_grants():
    outcome = check_plan(plan(), regime(grants=False))
    assert [reason.code for reason in outcome.against] == ["granted-elsewhere"]
    assert "Test authority" in outcome.against[0].what["en"]


def test_the_pack_of_the_hub_refuses_a_first_term_of_48_months_with_the_article():
    law = read_regime(hanoi_regime(), LANGUAGES)
    outcome = check_plan(plan(term_months=48), law)
    assert [reason.citation.in_language("en") for reason in outcome.against] == [
        "Law on the Capital 39/2024/QH15, Art. 25"
    ]
    assert "36" in outcome.against[0].what["en"]
    assert check_plan(plan(term_months=36), law)
    assert (law.verified, law.as_of, law.valid_from, law.extensions) == (False, "2026-03", None, 1)


def test_a_regime_without_extensions_allows_none():
    data = regime_data()
    del data["extensions"]
    outcome = check_extension(
        Period.of_months(date(2026, 1, 1), 12), date(2026, 1, 1), 1, 0, read_regime(data, LANGUAGES)
    )
    assert [reason.code for reason in outcome.against] == ["no-extension-left", "extension-too-long"]


@pytest.mark.parametrize(
    ("term", "months", "used", "expect"),
    [
        (36, 12, 0, []),
        (36, 36, 0, []),
        (36, 37, 0, ["extension-too-long"]),
        (12, 36, 0, []),
        (36, 12, 1, ["no-extension-left"]),
    ],
)
def test_extensions(term, months, used, expect):
    start = date(2026, 1, 1)
    outcome = check_extension(Period.of_months(start, term), start, months, used, regime())
    assert [reason.code for reason in outcome.against] == expect
    assert all(str(reason.citation) == "Test Law 1/2025, Art. 8" for reason in outcome.against)


def test_a_longer_policy_is_the_same_but_for_its_term_and_never_broader_than_its_regime():
    first = policy()
    longer = extend_policy(first, 6, 0, regime(), VIETNAM)
    assert longer.term == Period(first.term.start, add_months(first.term.end, 6))
    assert replace(longer, plan=replace(longer.plan, term_months=12)) == first
    assert read_policy(longer.to_data()) == longer
    for months, used in ((37, 0), (1, 1)):
        with pytest.raises(ValueError, match="broader than its regime"):
            extend_policy(first, months, used, regime(), VIETNAM)


def test_areas_that_hold_too_short_are_named_with_the_article():
    assert check_areas((), regime())
    outcome = check_areas(("north",), regime())
    assert [(reason.code, reason.where) for reason in outcome.against] == [("area-too-short", "/areas")]
    assert str(outcome.against[0].citation) == "Test Law 1/2025, Art. 7"


@pytest.mark.parametrize("case", cases("windows"))
def test_windows(case):
    when = case["when"]
    days = frozenset(DAYS.index(day) for day in when["days"])
    week = open_minutes((Window(days, time.fromisoformat(when["from"]), time.fromisoformat(when["to"])),))

    def minute(spoken: str) -> int:
        day, clock = spoken.split()
        at = time.fromisoformat(clock)
        return DAYS.index(day) * 1440 + at.hour * 60 + at.minute

    assert all(week[minute(spoken)] for spoken in case["open"])
    assert not any(week[minute(spoken)] for spoken in case["shut"])


def test_a_policy_is_read_back_the_same():
    licensed = policy(areas=["south", "north", "south"])
    assert read_policy(json.loads(licensed.canonical())) == licensed
    assert licensed.sha256 != policy().sha256
    assert [site.code for site in licensed.sites] == ["south", "north"]
    with pytest.raises(ValueError, match="format"):
        read_policy({**licensed.to_data(), "format": 99})


months = st.integers(1, 120)
plans = st.fixed_dictionaries(
    {
        "term_months": months,
        "areas": st.lists(st.sampled_from(["north", "south", "moon"]), max_size=3),
        "guardrails": st.lists(st.just({"measure": "near_miss", "limit_per_site_day": 1}), max_size=2),
        "start": st.dates(date(2024, 1, 1), date(2033, 1, 1)).map(date.isoformat),
        "cap_devices": st.integers(0, 50),
        "stop_on": st.sets(st.sampled_from(CAPS)).map(sorted),
    }
)
laws = st.fixed_dictionaries(
    {
        "term": st.fixed_dictionaries({"max_months": months, "article": st.just("Art. 7")}),
        "grants": st.booleans(),
        "valid_from": st.none() | st.just("2026-01-01"),
        "valid_until": st.none() | st.just("2030-01-01"),
    }
)


@given(plans, laws)
def test_a_licence_is_never_broader_than_its_regime(asked, law):
    asked_plan, in_force = plan(**asked), regime(**law)
    outcome = check_licence(asked_plan, in_force, SITES)
    if not outcome:
        with pytest.raises(ValueError, match="broader"):
            compile_policy(asked_plan, in_force, SITES, calendar=VIETNAM, regime_sha256="")
        return
    licensed = compile_policy(asked_plan, in_force, SITES, calendar=VIETNAM, regime_sha256="")
    assert in_force.grants
    assert licensed.term.end <= add_months(licensed.term.start, law["term"]["max_months"])
    assert {site.code for site in licensed.sites} <= SITES.keys()
    assert licensed.sites
    assert licensed.plan.guardrails
    assert licensed.plan == asked_plan
    assert in_force.valid_from is None or licensed.term.start >= in_force.valid_from


@pytest.mark.parametrize("case", cases("lifecycle"))
def test_lifecycle(case):
    state, verb = case["when"]
    assert lifecycle.can_move(state, verb) == (case["expect"] != "refused")
    if case["expect"] != "refused":
        assert lifecycle.next_state(state, verb) == case["expect"]
        return
    with pytest.raises(Refusal) as refused:
        lifecycle.next_state(state, verb)
    assert (refused.value.status, refused.value.code) == (409, "not-now")
    assert set(refused.value.what) == {"vi", "en"}


@given(st.lists(st.sampled_from(["start", "suspend", "resume", "revoke", "close", "expire", "exit"]), max_size=20))
def test_nothing_leads_from_suspended_to_running_but_a_resumption(verbs):
    state = lifecycle.GRANTED
    for verb in verbs:
        before = state
        if lifecycle.can_move(state, verb):
            state = lifecycle.next_state(state, verb)
        if (before, state) == (lifecycle.SUSPENDED, lifecycle.RUNNING):
            assert verb == "resume"
        if before in lifecycle.FINAL:
            assert state == before


def test_the_diagram_draws_every_move():
    drawn = lifecycle.diagram()
    assert drawn.startswith("stateDiagram-v2\n    [*] --> granted")
    assert all(f"{start} --> {end}: {verb}" in drawn for (start, verb), end in lifecycle.TRANSITIONS.items())


def test_the_instants_of_stop_and_resumption_are_outside():
    instants = np.array([9, 10, 11, 19, 20, 21, 30, 31])
    held = within(instants, [Interval(10, 20), Interval(30)])
    assert held.tolist() == [False, False, True, True, False, False, False, True]


@pytest.mark.parametrize("case", cases("suspension"))
def test_suspension(case):
    known = [Interval(*one) for one in case["when"]["known"]]
    after = merge(known, case["when"]["stops"])
    assert [[one.since_us, one.lifted_us] for one in after] == case["expect"]
    assert merge(after, case["when"]["stops"]) == after


@given(st.lists(st.integers(0, 100), max_size=12), st.randoms())
def test_suspensions_do_not_depend_on_the_order_of_news(stops, dice):
    known = (Interval(20, 30), Interval(50, 60))
    at_once = merge(known, stops)
    dice.shuffle(stops)
    one_by_one: tuple[Interval, ...] = known
    for stop in stops:
        one_by_one = merge(one_by_one, [stop])
    assert one_by_one == at_once


def test_every_rule_guardrail_and_stop_has_its_words():
    for rule in (
        *CAPS,
        "term",
        "suspended",
        "ended",
        "officer",
        "holder",
        "guardrail:near_miss",
        "guardrail:unheard_of",
    ):
        assert words.rule_name(rule)["vi"]
    for cause in (*CAPS, "officer", "holder", "guardrail:incident", "guardrail:unheard_of"):
        assert words.stopped_because(cause)["en"].endswith(".")


def test_the_pack_says_what_is_not_known():
    pack = yaml.safe_load(yaml.safe_dump(hanoi_regime()))
    assert len(pack["open"]) >= 5
    assert pack["verified"] is False
