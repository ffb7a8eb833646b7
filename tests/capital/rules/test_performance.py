"""Rates of return, multiples, and a fund beside a market."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.capital.rules.daycount import DAY_COUNTS, years
from longbien.capital.rules.performance import market
from longbien.capital.rules.performance.multiples import multiples
from longbien.capital.rules.performance.rates import Flow, irr, is_only_rate, mirr, xirr
from longbien.kernel.refusal import Refusal

LEVEL = [100, 100, 100]


@given(
    st.lists(st.integers(100, 10_000), min_size=1, max_size=8),
    st.lists(st.integers(100, 10_000), min_size=1, max_size=8),
    st.sampled_from(DAY_COUNTS),
)
def test_at_its_rate_the_flows_are_worth_nothing(paid, got, day_count):
    """The definition, with this house's own day counts: what pyxirr counts and what we count must be the same."""
    amounts = [-one for one in paid] + got
    flows = [Flow(date(2024 + n, 1 + n % 12, 1 + 3 * n % 28), one) for n, one in enumerate(amounts)]
    rate = xirr(flows, day_count)
    start = flows[0].on
    worth = sum(one.amount / (1 + rate.value) ** float(years(start, one.on, day_count)) for one in flows)
    size = sum(abs(one.amount) / (1 + rate.value) ** float(years(start, one.on, day_count)) for one in flows)
    assert abs(worth) <= 1e-6 * size
    assert rate.said.endswith(f"% ({day_count})")


@pytest.mark.parametrize("amounts", [[], [5, 5], [-5, -1], [0, 0]])
@pytest.mark.parametrize(
    "rate",
    [
        irr,
        lambda amounts: mirr(amounts, Fraction(7, 100), Fraction(1, 10)),
        lambda amounts: xirr([Flow(date(2026, 1, 1 + n), one) for n, one in enumerate(amounts)], "act/365"),
        lambda amounts: market.direct_alpha(amounts, LEVEL[: len(amounts)]),
        lambda amounts: market.pme_plus(amounts, LEVEL[: len(amounts)]),
    ],
)
def test_flows_of_one_sign_have_no_rate(rate, amounts):
    with pytest.raises(Refusal) as refused:
        rate(amounts)
    assert refused.value.code == "no-rate"


def test_a_loss_of_nearly_everything_has_its_rate():
    assert irr([-100, -10_000, 100]).value == pytest.approx(-0.99, abs=1e-4)
    late = [Flow(date(2026, 1, 1), -100), Flow(date(2027, 1, 1), -10_000), Flow(date(2028, 1, 1), 100)]
    assert xirr(late, "act/365").value == pytest.approx(-0.99, abs=1e-4)
    with pytest.raises(Refusal):
        xirr([*late, Flow(date(2029, 1, 1), -100_000)], "act/365")


@pytest.mark.parametrize(
    ("amounts", "only"),
    [
        ([-100, -50, 0, 200], True),
        ([-100, 60, -20, 200], True),  # the sums change sign once
        ([-100, 230, -132], False),  # 10 % and 20 %
        ([], True),
    ],
)
def test_when_a_rate_is_the_only_one(amounts, only):
    flows = [Flow(date(2026 + n, 1, 1), one) for n, one in enumerate(amounts)]
    assert is_only_rate(flows[::-1]) is only


def test_a_rate_per_period_says_so():
    assert irr([-100, 110]).said == "10.0000 % (per period)"


def test_a_market_that_stands_still_asks_only_for_the_money_back():
    amounts, nav = [-100, 40, 90], 20
    assert market.ks_pme(amounts, LEVEL, nav) == pytest.approx(1.5)
    assert market.ln_pme_nav(amounts, LEVEL) == pytest.approx(-30)
    assert market.direct_alpha(amounts, LEVEL, nav).value == pytest.approx(irr([-100, 40, 110]).value)
    assert market.pme_plus_lambda(amounts, LEVEL, nav) == pytest.approx(80 / 130)
    assert market.pme_plus(amounts, LEVEL, nav).value == pytest.approx(0, abs=1e-9)
    assert market.ln_pme([-100, 40, 30], [100, 110, 121]).value == pytest.approx(0.1)


@pytest.mark.parametrize("index", [[100, 100], [100, 0, 100], [100, -1, 100]])
def test_every_flow_needs_its_level(index):
    with pytest.raises(Refusal) as refused:
        market.ks_pme([-1, 1, 1], index)
    assert refused.value.code == "no-market"


def test_multiples_are_exact():
    found = multiples([-10, -20, 15, 25], 10)
    assert (found.dpi, found.rvpi, found.tvpi, found.moic) == (
        Fraction(4, 3),
        Fraction(1, 3),
        Fraction(5, 3),
        Fraction(5, 3),
    )
    with pytest.raises(Refusal) as refused:
        multiples([5, 0])
    assert refused.value.code == "nothing-paid-in"
