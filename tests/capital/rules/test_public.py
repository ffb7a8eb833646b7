"""Public money beside private money: five sets of terms on the same flows."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.capital.rules.performance import rates
from longbien.capital.rules.public.assumed import ASSUMED, NAMES
from longbien.capital.rules.public.compare import compare
from longbien.capital.rules.public.price import price
from longbien.capital.rules.public.sharing import Moment, share_out
from longbien.capital.rules.public.terms import (
    CODES,
    Band,
    BuyOut,
    Capped,
    FirstLoss,
    PariPassu,
    ProfitShift,
)
from longbien.capital.rules.waterfall.explained import told
from longbien.capital.rules.waterfall.terms import CatchUp, Clawback, Hurdle, Ladder, Step, Terms
from longbien.capital.rules.written.said import said
from longbien.kernel import extras

START = date(2026, 1, 1)
FIVE = tuple(ASSUMED.values())
DRAWN = Moment(START, 600, 625)
amounts = st.integers(0, 10**10)
moments = st.lists(
    st.builds(Moment, st.dates(START, date(2040, 1, 1)), amounts, amounts, amounts), min_size=1, max_size=8
).map(lambda found: [Moment(START, 10**6, 10**6), *sorted(found, key=lambda one: one.on)])


def after(years, proceeds, terms, drawn=DRAWN):
    """What each side got of one exit some years after one draw."""
    days = share_out(terms, [drawn, Moment(date(2026 + years, 1, 1), proceeds=proceeds)], "30/360")
    return sum(one.public_out for one in days), sum(one.private_out for one in days)


@given(moments)
def test_every_set_of_terms_shares_out_the_same(happened):
    everything = sum(one.proceeds for one in happened)
    for terms in FIVE:
        days = share_out(terms, happened, "act/365")
        assert all(min(one.public_out, one.private_out, one.public_in, one.private_in) >= 0 for one in days)
        bought = sum(one.private_in for one in days) + sum(one.public_in for one in days)
        between = bought - sum(one.public + one.private for one in happened)
        assert sum(one.public_out + one.private_out for one in days) == everything + between
        assert [one.on for one in days] == sorted(one.on for one in days)
        assert all(line.minor > 0 and line.clause and abs(line.rounded) < 3 for one in days for line in one.lines)


@given(moments, st.fractions(0, Fraction(1, 5), max_denominator=100))
def test_a_cap_never_gives_the_public_side_more_than_its_rate(happened, rate):
    public = compare([Capped(rate), PariPassu()], happened, "act/365")
    assert public[0].public.got <= public[1].public.got
    assert public[0].public.got + public[0].private.got == public[1].public.got + public[1].private.got


@given(moments)
def test_what_favours_the_private_side_does(happened):
    """Both pay in the same proportion, as by commitments: whatever happens to the fund, the private side then gets no
    less than side by side, but for leftover units."""
    happened = [replace(one, private=2 * one.public) for one in happened]
    side_by_side = compare([PariPassu()], happened, "act/365")[0].private
    for terms in FIVE[1:]:
        private = compare([terms], happened, "act/365")[0].private
        assert private.got - private.paid >= side_by_side.got - side_by_side.paid - 3 * len(happened)


def test_side_by_side_is_by_what_was_paid():
    assert after(8, 3_0625, PariPassu()) == (15_000, 15_625)


def test_a_loss_is_borne_by_the_public_side_first_where_the_terms_say_so():
    assert after(8, 625, FirstLoss(Fraction(1))) == (0, 625)
    assert after(8, 925, FirstLoss(Fraction(1))) == (300, 625)
    assert after(8, 1225 + 49, FirstLoss(Fraction(1))) == (624, 650)
    half = after(8, 925, FirstLoss(Fraction(1, 2)))  # 300 of the public capital stand beside the private 625
    assert half == (300, 625)
    assert after(8, 462, FirstLoss(Fraction(1, 2))) == (150, 312)


def test_half_of_the_public_profit_goes_to_the_private_side():
    assert after(8, 1225, ProfitShift(Fraction(1, 2))) == (600, 625)
    assert after(8, 1225 + 2450, ProfitShift(Fraction(1, 2))) == (600 + 600, 625 + 1250 + 600)


def test_a_cap_holds_over_several_payments():
    paid = [DRAWN, Moment(date(2028, 1, 1), proceeds=1000), Moment(date(2034, 1, 1), proceeds=2000)]
    days = share_out(Capped(Fraction(5, 100)), paid, "30/360")
    first = 490  # side by side: 1000 · 600 / 1225, and the leftover to who lacks most
    assert days[1].public_out == first
    rest = (600 * Fraction(105, 100) ** 2 - first) * Fraction(105, 100) ** 6
    assert days[2].public_out == int(rest)


def test_the_private_side_buys_when_it_is_worth_it():
    schedule = (Band(Fraction(1, 100), 4), Band(Fraction(5, 100)))
    paid = [Moment(START, 6000, 6000), Moment(date(2031, 1, 1), 100, 100), Moment(date(2032, 1, 1), proceeds=40_000)]
    days = share_out(BuyOut(schedule, after_years=4), paid, "30/360")
    assert (days[1].on, days[1].private_in, days[1].public_out) == (date(2030, 1, 1), 6244, 6244)
    assert (days[2].public_in, days[2].private_in) == (0, 200)
    assert (days[3].public_out, days[3].private_out) == (0, 40_000)
    free = [
        paid[0],
        Moment(date(2028, 1, 1), proceeds=20_000),
        paid[2],
    ]  # the public side has more than the price by then
    assert share_out(BuyOut(schedule, after_years=4), free, "30/360")[2].lines == ()
    poor = [paid[0], Moment(date(2032, 1, 1), proceeds=9_000)]
    assert share_out(BuyOut(schedule, 4), poor, "30/360") == share_out(PariPassu(), poor, "30/360")
    early = [paid[0], Moment(date(2028, 1, 1), proceeds=40_000)]
    assert share_out(BuyOut(schedule, 4), early, "30/360") == share_out(PariPassu(), early, "30/360")


def test_the_fourth_anniversary_is_still_in_year_four():
    """By act/365 it is four years and a day: a leap year lies between."""
    schedule = (Band(Fraction(1, 100), 4), Band(Fraction(5, 100)))
    paid = [(START, 1000)]
    assert price(BuyOut(schedule, 4), paid, date(2030, 1, 1), "act/365") < 1041
    assert price(BuyOut(schedule, 4), paid, date(2030, 1, 2), "act/365") > 1215


def test_a_schedule_that_is_not_retroactive_grows_band_by_band():
    schedule = (Band(Fraction(1, 100), 4), Band(Fraction(5, 100)))
    terms = BuyOut(schedule, 6, retroactive=False)
    grown = Fraction(101, 100) ** 4 * Fraction(105, 100) ** 2
    assert price(terms, [(START, 1000)], date(2032, 1, 1), "30/360") == 1000 * grown
    late = Fraction(101, 100) ** 1 * Fraction(105, 100) ** 2
    assert price(terms, [(START, 0), (date(2029, 1, 1), 1000)], date(2032, 1, 1), "30/360") == 1000 * late
    after_four = [(START, 0), (date(2031, 1, 1), 1000)]
    assert price(terms, after_four, date(2032, 1, 1), "30/360") == 1050
    assert price(terms, [(START, -5)], date(2032, 1, 1), "30/360") == 0


def test_every_unit_of_a_side_has_its_clause():
    sold = Moment(date(2034, 1, 1), proceeds=3675, source="f:3")
    days = share_out(ProfitShift(Fraction(1, 2)), [DRAWN, sold], "30/360")
    assert [(one.tier, one.to, one.minor, one.clause) for one in days[1].lines] == [
        ("capital", "public", 600, "/public_terms/profit-shift/share"),
        ("capital", "private", 625, "/public_terms/profit-shift/share"),
        ("profit", "public", 600, "/public_terms/profit-shift/share"),
        ("profit", "private", 1250, "/public_terms/profit-shift/share"),
        ("shift", "private", 600, "/public_terms/profit-shift/share"),
    ]
    assert told(days[1].lines[4]).endswith(
        "share·cash·public / (public + private); "
        "cash=2450 [f:3], public=600, private=625, share=1/2 [/public_terms/profit-shift/share]"
    )


def test_a_schedule_must_reach_the_day():
    with pytest.raises(ValueError, match="ends before this day"):
        price(BuyOut((Band(Fraction(0), 4),), 6), [(START, 1)], date(2032, 1, 1), "30/360")


def test_the_manager_is_paid_before_the_sides_share():
    fund = Terms(Fraction(1, 5), hurdle=Hurdle(Fraction(8, 100)), catch_up=CatchUp(Fraction(1)))
    happened = [Moment(START, 600, 625), Moment(date(2034, 1, 1)), Moment(date(2034, 1, 1), proceeds=3062)]
    net, gross = (compare([PariPassu()], happened, "act/365", terms)[0] for terms in (fund, None))
    assert net.manager == (3062 - 1225) // 5
    assert net.public.got + net.private.got + net.manager == 3062
    assert gross.manager == 0
    assert net.private.rate.value < gross.private.rate.value
    assert gross.private.multiple == Fraction(1562, 625)


def test_what_the_manager_gives_back_comes_on_the_last_day():
    happened = [
        Moment(START, 500, 500),
        Moment(date(2027, 1, 1), proceeds=1500),
        Moment(date(2028, 1, 1), 500, 500),
        Moment(date(2030, 1, 1), proceeds=800),
    ]
    without = Terms(Fraction(1, 5))
    kept, given = (
        compare([PariPassu()], happened, "act/365", one)[0] for one in (without, replace(without, clawback=Clawback()))
    )
    assert (kept.manager, given.manager) == (100, 60)  # 20 % of 500 at first; of 300 in all
    assert given.days[-1].public_out - kept.days[-1].public_out == 20


def test_a_fund_may_have_a_ladder_instead():
    ladder = Ladder(Fraction(1), (Step(Fraction(8, 100), Fraction(0)),), Fraction(1, 5), "30/360")
    happened = [Moment(START, 600, 400), Moment(date(2027, 1, 1), proceeds=1180)]
    found = compare([PariPassu()], happened, "act/365", ladder)[0]
    assert (found.public.got, found.private.got, found.manager) == (696, 464, 20)


def test_a_side_without_a_rate_says_why(monkeypatch):
    lost = compare([PariPassu()], [DRAWN, Moment(date(2034, 1, 1))], "act/365")[0]
    assert lost.private.rate is None
    assert lost.private.why["en"].startswith("These flows have no rate")
    monkeypatch.setattr(rates, "pyxirr", rates.pyxirr.__wrapped__)
    monkeypatch.setattr(extras.importlib, "import_module", _missing)
    without = compare([PariPassu()], [DRAWN, Moment(date(2034, 1, 1), proceeds=9)], "act/365")[0]
    assert "longbien[capital]" in without.public.why["vi"]


def _missing(name):
    raise ImportError(name)


def test_every_set_of_terms_has_its_name_and_its_words():
    assert tuple(ASSUMED) == tuple(NAMES) == CODES == tuple(one.code for one in FIVE)
    words = [said(one) for one in FIVE]
    assert words[1]["en"] == (
        "After 4 years private money may buy the public share at cost and compound interest: "
        "1 % to year 4, 5 % after that."
    )
    assert "50 %" in words[4]["vi"]
    assert len({one["en"] for one in words}) == 5
