"""The dilution modeller, and what a term sheet makes of a cap table."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from longbien.capital.rules.captable.convertibles import Note, Safe, converted
from longbien.capital.rules.captable.modelled import Round, modelled
from longbien.capital.rules.captable.rounds import POOL
from longbien.capital.rules.captable.table import Table
from longbien.capital.rules.deals.effects import effect_on
from longbien.capital.rules.deals.sheets import Sheet
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal

ON = date(2026, 6, 1)
FOUNDERS = Table({"Lan": 700_000, "Minh": 300_000})
DONG = "VND"


def test_without_a_round_safes_convert_at_their_caps() -> None:
    safe = Safe("Early", 5_000_000, 50_000_000, Fraction(1, 5))
    found = modelled(FOUNDERS, safes=[safe], on=ON)
    assert found.final == converted(FOUNDERS, [safe])
    assert found.price is None
    assert found.final.part("Early") == pytest.approx(0.1, abs=1e-6)


def test_a_round_alone_is_priced_before_the_money() -> None:
    found = modelled(FOUNDERS, round_=Round(80_000_000, {"New": 20_000_000}), on=ON)
    assert found.price == 80
    assert found.final.shares == {"Lan": 700_000, "Minh": 300_000, "New": 250_000}


def test_the_pool_is_topped_up_to_its_part_after_the_money() -> None:
    found = modelled(FOUNDERS, round_=Round(80_000_000, {"New": 20_000_000}, Fraction(1, 10)), on=ON)
    assert found.final.part(POOL) == pytest.approx(0.1, abs=1e-6)
    assert found.final.part("New") == pytest.approx(0.2, abs=1e-6)
    enough = Table({**FOUNDERS.shares, POOL: 500_000})
    same = modelled(enough, round_=Round(80_000_000, {"New": 20_000_000}, Fraction(1, 10)), on=ON)
    assert same.final.shares[POOL] == 500_000


def test_a_safe_takes_the_better_of_cap_and_discount() -> None:
    low, high = Safe("Early", 5_000_000, 50_000_000, Fraction(1, 5)), Safe("Early", 5_000_000, 10**9, Fraction(1, 5))
    round_ = Round(80_000_000, {"New": 20_000_000})
    capped, discounted = (modelled(FOUNDERS, safes=[one], round_=round_, on=ON) for one in (low, high))
    assert capped.final.shares["Early"] == converted(FOUNDERS, [low]).shares["Early"]
    # 6.25 million of the 80 that the company is worth before the money.
    assert discounted.converted.part("Early") == pytest.approx(6.25 / 80, abs=1e-6)


def test_notes_convert_with_their_interest() -> None:
    note = Note("Lender", 10_000_000, date(2025, 6, 1), Fraction(1, 10), "act/365", None, Fraction(1, 5))
    found = modelled(FOUNDERS, notes=[note], round_=Round(80_000_000, {"New": 20_000_000}), on=ON)
    assert found.converted.part("Lender") == pytest.approx(11 / 0.8 / 80, abs=1e-6)
    capped = Note("Lender", 10_000_000, ON, Fraction(0), "act/365", 40_000_000)
    at_cap = modelled(FOUNDERS, notes=[capped], round_=Round(80_000_000, {"New": 1}), on=ON)
    assert at_cap.final.shares["Lender"] == 250_000


def test_whoever_takes_the_discount_may_lead_others_to_theirs() -> None:
    """The second cap lies just below the price before the first one takes its discount, and above it afterwards."""
    first, second = Safe("A", 10_000_000, 10**10, Fraction(1, 2)), Safe("B", 1_000_000, 79_500_000)
    found = modelled(FOUNDERS, safes=[first, second], round_=Round(80_000_000, {"New": 1}), on=ON)
    at_cap = converted(FOUNDERS, [first, second]).shares["B"]
    assert found.converted.shares["B"] > at_cap


@pytest.mark.parametrize(
    ("table", "safes", "round_", "code"),
    [
        (Table(), [], None, "no-shares"),
        (FOUNDERS, [], Round(10, {"New": 90}, Fraction(1, 2)), "pool-takes-all"),
        (FOUNDERS, [Safe("A", 50, 10**9, Fraction(1, 2))], Round(80, {"New": 1}), "pool-takes-all"),
        (FOUNDERS, [Safe("A", 50, 50)], Round(80, {"New": 1}), "safes-take-all"),
    ],
)
def test_what_leaves_nothing_is_refused(table: Table, safes: list[Safe], round_: Round | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        modelled(table, safes=safes, round_=round_, on=ON)
    assert refused.value.code == code


@given(
    pre=st.integers(10**6, 10**12), new=st.integers(1, 10**12), pool=st.integers(0, 30),
    safe=st.integers(1, 10**5), cap=st.integers(10**6, 10**12), discount=st.integers(0, 50),
)  # fmt: skip
def test_nobody_gets_more_than_the_price_allows(
    pre: int, new: int, pool: int, safe: int, cap: int, discount: int
) -> None:
    round_ = Round(pre, {"New": new}, Fraction(pool, 100))
    safes = [Safe("Early", safe, cap, Fraction(discount, 100))]
    assume(round_.pool * round_.growth < Fraction(4, 5))  # more would leave nothing: refused
    found = modelled(FOUNDERS, safes=safes, round_=round_, on=ON)
    assert found.price is not None
    after = found.final
    assert after.total == sum(after.shares.values())
    assert after.shares["New"] * found.price <= new
    assert after.shares["Lan"] == 700_000
    # Never fewer shares than at the cap, but for the one that is rounded down.
    assert after.shares["Early"] >= converted(FOUNDERS, safes).shares["Early"]


PRICED = Sheet("priced", Money(20_000_000, DONG), pre_money=Money(80_000_000, DONG))
SAFE = Sheet("safe", Money(5_000_000, DONG), cap=Money(50_000_000, DONG))
NOTE = Sheet("note", Money(5_000_000, DONG), discount_bp=2000)


def test_a_sheet_tells_what_it_makes_of_the_table() -> None:
    known, after = effect_on(FOUNDERS, PRICED, "Fund", ON)
    assert (known, after and after.final.part("Fund")) == ("modelled", Fraction(1, 5))
    known, after = effect_on(FOUNDERS, SAFE, "Fund", ON)
    assert known == "modelled"
    assert after is not None
    assert after.final.part("Fund") == pytest.approx(0.1, abs=1e-6)
    assert effect_on(FOUNDERS, NOTE, "Fund", ON) == ("later", None)
    assert effect_on(Table(), SAFE, "Fund", ON) == ("cannot", None)
