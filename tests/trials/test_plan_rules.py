"""A plan that is being written: what its kind leaves of the form, what can be said of half of it, what it takes."""

from dataclasses import replace
from datetime import date
from math import inf

import pytest

from longbien.kernel.outcome import Reason
from longbien.kernel.text import Text
from longbien.trials.kinds import shelf
from longbien.trials.rules.kinds.fitting import check_kind
from longbien.trials.rules.plan import CAPS, read_plan
from longbien.trials.rules.planning.offering import PARTS, offered
from longbien.trials.rules.planning.outlooks import outlooks
from longbien.trials.rules.planning.partly import read_partly
from longbien.trials.rules.planning.takes import takes
from tests.trials.make import plan, plan_data

KINDS = shelf._shipped(("vi", "en"))
ROBOTS, SIGNALS = KINDS["delivery-robot"], KINDS["traffic-signal"]
DAY = date(2026, 11, 23)
NEAR_MISS = {"measure": "near_miss", "limit": 1, "per": 20_000}
COLLISION = {"measure": "collision", "limit": 0, "per": 1}
NEEDED = {
    "safety_plan": {"document": "x"},
    "cap_value": {"minor": "5", "currency": "VND"},
    "cap_participants": 5,
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_what_a_kind_offers_and_proposes_is_what_it_lets_through(kind):
    fits = offered(kind)
    needed = {name: NEEDED[name] for name in fits.needed}
    data = plan_data(**{"guardrails": [], **fits.proposed, **needed, "kind": kind.code, "stop_on": []})
    wanting = {f"/{'guardrails' if one.guardrail else one.part}" for one in kind.requires}
    assert {one.where for one in check_kind(read_plan(data), data, kind).against} <= wanting & {"/guardrails"}
    for stop, _name in fits.named["stop_on"]:
        assert not [one for one in check_kind(plan(stop_on=[stop]), {}, kind).against if one.where == "/stop_on"]
    for stop in set(CAPS) - {stop for stop, _name in fits.named["stop_on"]}:
        assert [one.code for one in check_kind(plan(stop_on=[stop]), {}, kind).against if one.where == "/stop_on"]
    assert fits.left_out == {part for cap, part in PARTS.items() if cap not in kind.caps}


def test_a_kind_says_in_what_it_counts_and_what_it_suggests():
    named = dict(offered(ROBOTS).named["guardrails/measure"])
    assert named["near_miss"]["en"] == "Near misses (counted in: metres driven)"
    assert named["emergency_stop"]["vi"] == "Dừng khẩn cấp (tính trên: ngày hoạt động (tính theo từng phương tiện))"
    assert "A collision has to stop the trial." in offered(ROBOTS).hints["guardrails"]["en"]
    said = offered(SIGNALS).hints["comparisons"]["en"]
    assert "Suggested: compare “Seconds of delay of all vehicles”, by turns in blocks (hours of a block" in said
    [asked] = SIGNALS.suggestions
    arms = offered(replace(SIGNALS, suggestions=(replace(asked, block_hours=0),))).hints["comparisons"]
    assert arms["vi"].endswith("Đề xuất so sánh “Số giây chờ của mọi xe”.")
    unknown = offered(replace(SIGNALS, suggestions=(replace(asked, measure="gone"),))).hints["comparisons"]
    assert unknown["en"] == f"{SIGNALS.title['en']}: {asked.why['en']}"
    bare = replace(ROBOTS, proposals=(), requires=(), suggestions=())
    assert (offered(SIGNALS).proposed["cap_speed_kmh"], "cap_speed_kmh" in offered(ROBOTS).proposed) == (0, False)
    assert (offered(bare).proposed, offered(bare).hints, offered(bare).needed) == ({}, {}, frozenset())


def test_of_a_plan_that_is_not_whole_all_that_rests_on_what_is_there_is_said():
    whole = read_partly(plan_data(), DAY, "VND")
    assert (whole.plan, whole.faults, whole.wrong) == (plan(), (), frozenset())
    slow = {"name": "A", "outline": "105.845, 21.005", "margin_m": 5, "speed_kmh": 4}
    partly = read_partly(plan_data(cap_speed_kmh="fast", term_months=None, slow_zones=[slow], kind=3), DAY, "VND")
    assert [fault.where for fault in partly.faults] == ["/term_months", "/cap_speed_kmh", "/kind"]
    assert partly.wrong == {"term_months", "cap_speed_kmh", "slow_zones", "kind"}
    assert (partly.plan.term_months, partly.plan.speed_kmh, partly.plan.kind) == (1, 0, "")
    said = Text.of(vi="x", en="x")
    reasons = [Reason(code, said, where=where) for code, where in (
        ("term-too-long", "/term_months"), ("cannot-answer", "/guardrails"), ("stop-without-limit", "/stop_on"),
        ("window-of-nothing", "/windows"), ("not-in-force", "/start"),
    )]  # fmt: skip
    assert [one.code for one in partly.rests(reasons)] == ["window-of-nothing", "not-in-force"]


def test_nothing_at_all_can_be_read_partly():
    partly = read_partly({}, DAY, "VND")
    assert {fault.where for fault in partly.faults} == {f"/{name}" for name in partly.wrong}
    assert (partly.plan.start, partly.plan.guardrails, partly.plan.value.currency) == (DAY, (), "VND")


def test_what_each_guardrail_takes():
    asked = plan(guardrails=[{"measure": "near_miss", "limit_per_site_day": 1}])
    [one] = takes(asked)
    assert (one.none, one.half, one.allowed, one.days, one.term) == (5, 43, 261.0, 7, 365)
    [rate, none] = takes(plan(kind="delivery-robot", guardrails=[NEAR_MISS, COLLISION]), ROBOTS.terms)
    assert (rate.none, rate.half, rate.unit["en"], rate.is_bounded) == (84, 857, "km driven", True)
    assert (none.none, none.half, none.days) == (None, None, None)
    [share] = takes(plan(guardrails=[{"measure": "long_wait", "limit": 20, "per": 100}]), SIGNALS.terms)
    assert (share.allowed, share.is_bounded, share.days) == (inf, False, None)
    [all_fail] = takes(plan(guardrails=[{"measure": "long_wait", "limit": 20, "per": 20}]), SIGNALS.terms)
    assert (all_fail.none, all_fail.half, all_fail.at_once) == (None, None, False)
    [close] = takes(plan(cap_devices=0, guardrails=[{"measure": "near_miss", "limit_per_site_day": 1}]))
    assert (close.allowed, close.days) == (0.0, None)


def test_the_tables_of_a_plan():
    arms = {"design": "arms", "unit": "vehicle", "measure": "emergency_stop", "better": "less", "margin": 1, "usual": 2}
    asked = plan(kind="delivery-robot", guardrails=[NEAR_MISS, COLLISION], comparisons=[arms])
    rails, gains = outlooks(asked, ROBOTS.terms)
    first, second = ([cell["en"] for cell in row] for row in rails.rows)
    assert first[:2] == ["Near misses", "84 (km driven): at the earliest after 1 of the 365 days of the term"]
    assert second[1:] == ["The first one stops the trial", "–", "–"]
    assert gains.rows[0][0]["en"] == "Emergency stops"
    assert gains.rows[0][1]["vi"] == "1 (hiện nay 2)"
    [rails] = outlooks(plan(guardrails=[{"measure": "long_wait", "limit": 20, "per": 100}]), SIGNALS.terms)
    assert rails.rows[0][3]["en"] == "no limit"
    assert list(outlooks(plan(guardrails=[]))) == []
    [_, gains] = outlooks(plan(comparisons=[arms]))
    assert gains.rows[0][0]["vi"] == "Dừng khẩn cấp"
