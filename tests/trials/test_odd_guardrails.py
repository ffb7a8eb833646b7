"""Guardrails that stop a trial at the first count, or hardly ever: told when the plan is checked, and never refused."""

import json
from dataclasses import replace

import numpy as np
import pytest
from django.core.management import call_command

from longbien.trials.effects import look_again
from longbien.trials.rules.monitors.betting import factor
from longbien.trials.rules.monitors.question import asked_of
from longbien.trials.rules.monitors.wealth import running
from longbien.trials.rules.odd import fires_at_once, gained, odd_guardrails
from longbien.trials.rules.plan import Guardrail
from tests.trials.make import plan, plan_data
from tests.trials.test_kind_rules import COLLISION, ROBOTS


@pytest.mark.parametrize(
    ("limit", "per", "at_once"),
    [(0, None, True), (0, 1000, True), (1, 1000, False), (1, 10_000, True), (1, 3_000, False), (1, None, False)],
)
def test_the_first_count_alone_takes_it_there(limit, per, at_once):
    rail = Guardrail("complaint", limit, per)
    assert fires_at_once(rail) is at_once
    assert (running(factor([1], limit / (per or 1)))[0][0] >= 1000) is np.bool_(at_once)


def told(of=None, /, **but):
    return [(one.code, one.what["en"][:50]) for one in odd_guardrails(plan(**but), of)]


def test_each_is_told_by_its_name():
    rails = [{"measure": "complaint", "limit_per_site_day": 0, "per": 1000}, {"measure": "x", "limit_per_site_day": 1}]
    assert told(guardrails=rails) == [("fires-at-once", "“Complaints by residents”: at 0 / 1000 the very fi")]
    short = {"term_months": 1, "windows": [{"days": ["mon"], "from": "08:00", "to": "12:00"}]}
    assert told(guardrails=[rails[1]], **short) == []
    often = [{"measure": "x", "limit_per_site_day": 900}]
    assert told(guardrails=often, **short | {"cap_devices": 0}) == [
        ("hardly-fires", "“x”: even at five times 900, all that the plan all")
    ]
    assert told(guardrails=often) == []


def test_as_its_kind_counts_it():
    rails = [
        {"measure": "near_miss", "limit": 1, "per": 10**9},
        {"measure": "failed_delivery", "limit": 1, "per": 10},
        {"measure": "emergency_stop", "limit": 1, "per": 2000},
        COLLISION,
        {"measure": "complaint", "limit": 0, "per": 1000},
    ]
    found = told(ROBOTS, guardrails=rails, kind="delivery-robot", cap_devices=1, term_months=1)
    assert [code for code, _ in found] == ["hardly-fires", "hardly-fires", "fires-at-once"]


def test_the_most_to_be_gained_is_the_distance_of_the_laws():
    asked = asked_of(Guardrail("near_miss", 1), plan(term_months=1, areas=["north"]), None)
    assert gained(asked) == pytest.approx(asked.offered * np.log(5))
    unbounded = asked_of(Guardrail("failed_delivery", 1, 10), plan(), ROBOTS.terms)
    assert gained(unbounded) == np.inf
    tries = replace(unbounded, offered=100.0)
    assert gained(tries) == pytest.approx(100 * (0.5 * np.log(5) + 0.5 * np.log(5 / 9)))
    assert gained(replace(tries, limit=0.5)) == pytest.approx(100 * np.log(2))
    assert gained(replace(tries, limit=1.0)) == 0.0


@pytest.mark.django_db
def test_it_is_told_before_a_plan_is_sent_and_refuses_nothing(tmp_path, capsys):
    odd = plan_data(guardrails=[{"measure": "complaint", "limit_per_site_day": 0}])
    assert [said["en"][:23] for said in look_again({"plan": odd})] == ["“Complaints by resident"]
    assert list(look_again({"plan": {}})) == list(look_again({})) == []
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(odd))
    call_command("plan", "check", str(path))
    assert "hãy xem lại | look again, /guardrails: “Phản ánh của người dân”" in capsys.readouterr().err
