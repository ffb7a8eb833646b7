"""How much must be seen, and whether a plan's caps allow it."""

from dataclasses import replace
from datetime import date, time

import numpy as np
import pytest
from scipy.stats import binom, poisson

from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal
from longbien.trials.rules.monitors.failure import Failures
from longbien.trials.rules.monitors.power import exposure_needed, tries_needed
from longbien.trials.rules.monitors.question import check_answerable, device_hours, site_days, site_days_needed
from longbien.trials.rules.monitors.rate import Rate
from longbien.trials.rules.plan import Guardrail, Plan, Window

WEEKDAYS = Window(frozenset(range(5)), time(8), time(18))
PLAN = Plan(
    "Robots", "They deliver.", ("north", "south"), date(2026, 11, 2), 1, (WEEKDAYS,), 10, 4, Money(0, "USD"), 6,
    (Guardrail("near_miss", 1),), frozenset(),
)  # fmt: skip


@pytest.mark.parametrize(("limit", "true"), [(1.0, 0.0), (1.0, 0.5), (0.002, 0.0005), (3.0, 2.7)])
def test_the_exposure_needed_gives_the_evidence_and_the_power(limit, true):
    needed = exposure_needed(limit, true)
    seen = Rate(np.array(float(needed.incidents)), np.array(needed.amount))
    assert np.exp(seen.below(limit)) == pytest.approx(20.0, rel=1e-9)
    assert needed.power == pytest.approx(poisson.cdf(needed.incidents, true * needed.amount), rel=1e-9)
    assert needed.power >= 0.8


@pytest.mark.parametrize(("limit", "true"), [(0.05, 0.0), (0.05, 0.02), (0.9, 0.3), (0.5, 0.45)])
def test_the_tries_needed_give_the_evidence_and_the_power(limit, true):
    needed = tries_needed(limit, true)
    enough, less = (Failures(np.array(float(needed.incidents)), np.array(needed.amount - off)) for off in (0, 1))
    assert np.exp(enough.below(limit)) >= 20.0 > np.exp(less.below(limit))
    assert needed.power == pytest.approx(binom.cdf(needed.incidents, int(needed.amount), true), rel=1e-9)
    assert needed.power >= 0.8


def test_safer_stricter_and_surer():
    base = exposure_needed(1.0, 0.5).amount
    assert exposure_needed(1.0, 0.2).amount < base < exposure_needed(1.0, 0.8).amount
    assert exposure_needed(1.0, 0.5, alpha=0.001).amount > base
    assert exposure_needed(1.0, 0.5, power=0.95).amount > base
    assert exposure_needed(0.001, 0.0005).amount == pytest.approx(1000 * base, rel=1e-9)


def test_the_power_is_kept_on_paths():
    """Of 2,000 trials at half the limit at least 80 % show it by the exposure needed, looked at every day."""
    needed = exposure_needed(1.0, 0.5)
    days = int(np.ceil(needed.amount))
    events = np.random.default_rng(8).poisson(0.5, (days, 2000)).cumsum(axis=0)
    shown = (Rate(events, np.arange(1.0, days + 1.0)[:, None]).below(1.0) >= np.log(20.0)).any(axis=0)
    assert shown.mean() >= 0.8 - 3 * np.sqrt(0.16 / 2000)


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: exposure_needed(0.0, 0.0), "no-limit"),
        (lambda: tries_needed(1.0, 0.5), "no-limit"),
        (lambda: exposure_needed(1.0, 1.0), "not-safer"),
        (lambda: exposure_needed(1.0, -0.1), "not-safer"),
        (lambda: exposure_needed(1.0, float("nan")), "not-safer"),
        (lambda: exposure_needed(1.0, 0.9999), "too-close"),
    ],
)
def test_what_cannot_be_shown_is_refused(ask, code):
    with pytest.raises(Refusal) as refused:
        ask()
    assert refused.value.code == code
    assert refused.value.what["vi"] != refused.value.what["en"]


def test_what_a_plan_allows():
    assert site_days(PLAN) == 2 * 22  # working days from 2 November to 1 December 2026
    assert device_hours(PLAN) == 4 * 22 * 10
    assert site_days(replace(PLAN, devices=0)) == 0
    assert site_days(replace(PLAN, areas=("north", "north"))) == 22
    assert site_days(replace(PLAN, windows=())) == 0


def test_a_plan_that_can_answer():
    assert check_answerable(PLAN)
    assert check_answerable(PLAN, {"near_miss": 0.5})
    assert check_answerable(replace(PLAN, guardrails=(Guardrail("incident", 0),), devices=0))


def test_a_plan_that_cannot_answer_its_own_question():
    short = replace(PLAN, areas=("north",), windows=(replace(WEEKDAYS, days=frozenset({6})),))
    outcome = check_answerable(short)
    assert [reason.code for reason in outcome.against] == ["cannot-answer"]
    assert site_days_needed(1, 0.0) == 5
    assert "at least 5 site-days, but the plan allows only 4" in outcome.against[0].what["en"]
    assert "ít nhất 5 ngày hoạt động (tính theo từng khu vực)" in outcome.against[0].what["vi"]
    unsafe = check_answerable(PLAN, {"near_miss": 1.0})
    assert [(reason.code, reason.where) for reason in unsafe.against] == [("not-safer", "/guardrails")]
