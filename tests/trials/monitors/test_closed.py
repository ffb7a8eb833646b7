"""Rates and failures, judged by whole days: by hand, in any order, with what is late, after a resumption."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp, mpf, quad

from longbien.kernel.text import Text
from longbien.trials.rules.kinds.kind import Amount, Measure, Terms
from longbien.trials.rules.monitors import rails
from longbien.trials.rules.monitors.closed import (
    LATENESS_US,
    Limit,
    alarmed,
    alarms,
    any_closing,
    closing_us,
    closings,
    known_us,
    pairs,
    watch,
)
from longbien.trials.rules.monitors.rate import FOLDS
from longbien.trials.rules.monitors.units import Exposure, Seen, Tally, by_unit
from tests.trials.make import policy

ZONE = "Asia/Ho_Chi_Minh"
START = date(2026, 1, 5)
DAY_US = 86_400_000_000
RATE, SHARE = Limit("rate", 1, 1000, ZONE), Limit("failure", 5, 100, ZONE)


def morning(day: int) -> int:
    """Nine o'clock of the n-th day, in microseconds since 1970 UTC."""
    return int((datetime(2026, 1, 5, 2, tzinfo=UTC) + timedelta(days=day)).timestamp()) * 1_000_000


def tally(day: int, count: int, *, unit: str = "r1", known: int | None = None) -> Tally:
    return Tally(morning(day) if known is None else known, START + timedelta(days=day), unit, count)


def seen(*found: tuple[int, int], resumed: tuple[tuple[int, date], ...] = ()) -> Seen:
    """One unit a day: so many counted, against so much."""
    return Seen(
        (),
        tuple(tally(day, count) for day, (count, _) in enumerate(found) if count),
        resumed,
        tuple(tally(day, amount) for day, (_, amount) in enumerate(found) if amount),
    )


def test_the_rate_by_hand():
    first, second = watch(pairs(seen((2, 1000), (0, 3000))), RATE)
    factors = [theta**2 * exp(-(theta - 1) * 1) for theta in FOLDS]
    assert first.detector == pytest.approx(sum(factors) / 6, rel=1e-12)
    later = [max(one, 1.0) * exp(-(theta - 1) * 3) for one, theta in zip(factors, FOLDS, strict=True)]
    assert second.detector == pytest.approx(sum(later) / 6, rel=1e-12)
    assert (first.count, first.against, second.count, second.against) == (2, 1000, 0, 3000)
    mp.dps = 30
    weigh = lambda f: quad(f, [1, 10, 100, mp.inf])  # noqa: E731
    mixture = weigh(lambda t: t**2 * mp.e ** (-4 * (t - 1)) * mp.e ** (-t)) / weigh(lambda t: mp.e ** (-t))
    assert second.evidence == pytest.approx(float(mixture), rel=1e-9)


def test_the_share_by_hand():
    first, second = watch(pairs(seen((3, 40), (1, 20))), SHARE)
    p = 0.05
    factors = [theta**3 / (1 - p + theta * p) ** 40 for theta in FOLDS]
    assert first.detector == pytest.approx(sum(factors) / 6, rel=1e-12)
    mp.dps = 30
    prior = lambda q: (1 - q) ** 18  # noqa: E731  a Beta(1, 1/p - 1), cut at p
    odds = lambda q: (q / mpf(p)) ** 4 * ((1 - q) / (1 - mpf(p))) ** 56  # noqa: E731
    mixture = quad(lambda q: odds(q) * prior(q), [p, 0.2, 1]) / quad(prior, [p, 0.2, 1])
    assert second.evidence == pytest.approx(float(mixture), rel=1e-9)


def test_more_failures_than_tries_are_as_many_tries():
    assert watch(pairs(seen((3, 0))), SHARE)[0].evidence == watch(pairs(seen((3, 3))), SHARE)[0].evidence


def test_nothing_seen_nothing_alarmed():
    assert watch({}, RATE) == ()
    assert alarms(seen(), RATE, odds=1000) == closings(seen(), ZONE) == ()
    assert not alarmed(seen(), RATE, START, FAR, odds=1000)


FAR = 2**62


def test_a_day_closes_six_hours_after_its_local_midnight():
    closing = datetime.fromtimestamp(closing_us(START, ZONE) / 1e6, UTC)
    assert closing == datetime(2026, 1, 5, 17 + 6, tzinfo=UTC)
    spring = datetime.fromtimestamp(closing_us(date(2026, 3, 29), "Europe/Dublin") / 1e6, UTC)
    assert spring == datetime(2026, 3, 30, 5, tzinfo=UTC)


def test_most_batches_come_between_two_closings():
    closing = closing_us(START, ZONE)
    assert any_closing(closing - 1, closing, ZONE)
    assert not any_closing(closing, closing + DAY_US - 1, ZONE)
    assert any_closing(closing, closing + DAY_US, ZONE)
    assert not any_closing(closing - DAY_US, closing - 1, ZONE)
    assert any_closing(-1, closing, ZONE)


def test_an_alarm_comes_at_the_closing_of_its_day_and_lasts():
    bad = seen((0, 5000), (9, 500), (0, 100))
    second, third = (closing_us(START + timedelta(days=day), ZONE) for day in (1, 2))
    assert alarms(bad, RATE, odds=1000) == (second, third)
    assert not alarmed(bad, RATE, START, closing_us(START, ZONE), odds=1000)


def test_what_is_late_counts_from_when_it_came():
    assert known_us(100, 100 + LATENESS_US) == 100
    assert known_us(100, 101 + LATENESS_US) == 101 + LATENESS_US
    first, second = (closing_us(START + timedelta(days=day), ZONE) for day in (0, 1))
    late = Seen((), (tally(0, 9),), (), (tally(0, 500), tally(0, 90_000, known=first), tally(1, 10)))
    assert alarms(late, RATE, odds=1000) == (first,)
    assert pairs(late, through=START, before_us=first) == {(START, "r1"): (9, 500)}
    assert pairs(late, through=START, before_us=second) == {(START, "r1"): (9, 90_500)}


def test_after_a_resumption_only_what_came_since_counts():
    noon = (morning(2), START + timedelta(days=2))
    again = seen((0, 500), (9, 500), (1, 500), (0, 9000), resumed=(noon,))
    assert pairs(again, as_of_us=noon[0] - 1).keys() >= {(START, "r1")}
    assert pairs(again) == {(START + timedelta(days=3), "r1"): (0, 9000)}
    second = closing_us(START + timedelta(days=1), ZONE)
    assert alarms(again, RATE, odds=1000) == (second,)
    assert not alarmed(again, RATE, START + timedelta(days=1), second, odds=1000, as_of_us=noon[0])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3000)), max_size=12), st.randoms())
def test_the_order_of_what_is_known_makes_no_difference(found, dice):
    one = seen(*found)
    mixed = Seen((), tuple(dice.sample(one.tallies, len(one.tallies))), (), one.against[::-1])
    for limit in (RATE, SHARE):
        assert alarms(mixed, limit, odds=20) == alarms(one, limit, odds=20)
        assert watch(pairs(mixed), limit) == watch(pairs(one), limit)


rows = st.lists(
    st.builds(
        lambda day, count, unit, late: tally(day, count, unit=unit, known=morning(day) + late * DAY_US // 4),
        st.integers(0, 5), st.integers(0, 6), st.sampled_from(["r1", "r2"]), st.sampled_from([0, 0, 0, 1, 5, 9]),
    ),
    max_size=14,
)  # fmt: skip


@given(rows, rows, st.lists(st.integers(0, 30), max_size=2, unique=True))
def test_one_pass_finds_what_every_closing_by_itself_does(counted, amounts, quarters):
    resumed = tuple((morning(0) + n * DAY_US // 4, START + timedelta(days=n // 4)) for n in sorted(quarters))
    many = tuple(replace(one, count=one.count * 100) for one in amounts)
    found = Seen((), tuple(counted), resumed, many)
    alone = [at for at, day in closings(found, ZONE) if alarmed(found, RATE, day, at, odds=20)]
    assert list(alarms(found, RATE, odds=20)) == alone


def test_three_years_of_ten_vehicles_are_one_pass():
    dice = np.random.default_rng(7)
    tallies = [tally(day, 1, unit=f"r{car}") for day in range(1095) for car in range(10) if dice.random() < 0.05]
    driven = [tally(day, 900, unit=f"r{car}") for day in range(1095) for car in range(10)]
    assert alarms(Seen((), tuple(tallies), (), tuple(driven)), RATE, odds=1000) == ()


@pytest.mark.parametrize("limit", [RATE, SHARE], ids=lambda one: one.statistic)
def test_false_alarms_stay_below_what_is_promised(limit):
    """200 seeded trials of 250 days that are exactly as bad as allowed: at odds 1000 about none alarms."""
    dice = np.random.default_rng(20261128)
    stopped = 0
    for _ in range(200):
        amounts = dice.integers(200, 2000, 250)
        law = dice.poisson(amounts * limit.value) if limit.statistic == "rate" else dice.binomial(amounts, limit.value)
        days = {(START + timedelta(days=n), "r1"): pair for n, pair in enumerate(zip(law, amounts, strict=True))}
        stopped += max(step.detector for step in watch(days, limit)) >= 1000
    assert stopped <= 200 * 250 / 1000
    bad = {(START + timedelta(days=n), "r1"): (6, 2000) for n in range(30)}
    assert max(step.detector for step in watch(bad, RATE)) >= 1000


TERMS = Terms(
    "kites",
    "given",
    (Amount("metres", Text.of(en="Metres"), "distance"),),
    (
        Measure("knot", Text.of(en="Knots"), "vehicle-day", "rate", "metres"),
        Measure("tear", Text.of(en="Tears"), "vehicle-day"),
    ),
    (),
)


def kites() -> tuple[rails.Rail, ...]:
    asked = [
        {"measure": "knot", "limit": 1, "per": 1000},
        {"measure": "tear", "limit": 1, "per": 10},
        {"measure": "near_miss", "limit_per_site_day": 2},
    ]
    made = policy(guardrails=asked)
    return rails.rails_of(replace(made, terms=TERMS))


def test_a_guardrail_is_counted_as_its_kind_says():
    knot, tear, miss = kites()
    assert (knot.statistic, knot.unit, knot.against, knot.bet) == ("rate", "vehicle-day", "metres", False)
    assert (tear.statistic, tear.unit, tear.against, tear.bet, tear.mean) == ("betting", "vehicle-day", "", True, 0.1)
    assert (miss.statistic, miss.unit, miss.mean, type(miss.mean)) == ("betting", "site-day", 2, int)
    assert knot.closed == Limit("rate", 1, 1000, "Asia/Ho_Chi_Minh")
    with pytest.raises(ValueError, match="judged at once"):
        assert tear.closed
    assert [rail.unit for rail in rails.rails_of(policy())] == ["site-day"]


def test_a_guardrail_is_watched_at_once_or_by_closed_days():
    knot, tear, _ = kites()
    known = seen((9, 500), (9, 500))
    assert len(rails.watch(knot, known)) == 2
    assert len(rails.watch(knot, known, through_us=closing_us(START, ZONE))) == 1
    assert rails.watch(knot, known, through_us=0) == ()
    assert rails.alarms(knot, known) == alarms(known, knot.closed, odds=knot.odds)
    flown = Seen((Exposure(START, "r1", morning(0)),), (tally(0, 60, unit="r1"),))
    assert [step.count for step in rails.watch(tear, flown)] == [60]
    assert len(rails.alarms(tear, flown)) == 0
    resumed = Seen(known.exposures, known.tallies, ((morning(1) - 1, START + timedelta(days=1)),), known.against)
    assert [len(rails.watch(knot, resumed, anew=anew)) for anew in (False, True)] == [2, 1]


def test_days_of_vehicles_are_those_of_the_devices():
    rows = (Tally(1, START, "north", 2, "r1"), Tally(1, START, "north", 1))
    assert [one.site for one in by_unit(rows, "vehicle-day")] == ["r1", ""]
    assert by_unit(rows, "site-day") == rows


def test_evidence_beyond_every_double_is_infinite():
    (step,) = watch({(START, "r1"): (5000, 1)}, RATE)
    assert step.evidence == np.inf
    assert log(step.detector) > 600
