"""Shares: tranches, convertibles, rounds, dilution."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.capital.rules.captable.convertibles import Note, Safe, capitalisation, converted, note_shares
from longbien.capital.rules.captable.rounds import priced
from longbien.capital.rules.captable.table import Table, dilution
from longbien.capital.rules.captable.tranches import ROUNDINGS, tranches
from longbien.kernel.refusal import Refusal

FOUNDED = Table({"founders": 10_000_000})
SAFES = [Safe("A", 200_000, 4_000_000), Safe("B", 800_000, 8_000_000)]


@given(st.integers(0, 10**9), st.integers(1, 60), st.sampled_from(ROUNDINGS))
def test_tranches_add_up_and_differ_by_the_leftovers_only(total, count, rounding):
    found = tranches(total, count, rounding)
    assert (len(found), sum(found)) == (count, total)
    single = rounding.endswith("SINGLE_TRANCHE")
    assert max(found) - min(found) <= (total % count if single else 1)


@pytest.mark.parametrize(("total", "count"), [(-1, 4), (4, 0)])
def test_no_fewer_than_no_shares_and_one_tranche(total, count):
    with pytest.raises(ValueError, match="at least one tranche"):
        tranches(total, count, "FRONT_LOADED")


def test_every_safe_owns_its_money_over_its_cap():
    after = converted(FOUNDED, SAFES)
    assert after.total == 11_764_705
    assert abs(after.part("A") - Fraction(5, 100)) < Fraction(1, 10**6)
    assert abs(after.part("B") - Fraction(10, 100)) < Fraction(1, 10**6)


def test_the_better_of_cap_and_discount():
    dear = converted(FOUNDED, [Safe("A", 500_000, 10_000_000, Fraction(1, 5))], Fraction(1, 2))
    assert dear.shares["A"] == 1_250_000  # 500,000 / 0.40; the cap's price is 0.95
    assert converted(FOUNDED, [Safe("A", 500_000, 10_000_000)], Fraction(5)).shares["A"] == 526_315
    assert converted(FOUNDED, [SAFES[0], SAFES[0]]).shares["A"] == 2 * 555_555


def test_safes_cannot_take_the_whole_company():
    with pytest.raises(Refusal) as refused:
        capitalisation(100, [Safe("A", 5, 10), Safe("B", 5, 10)])
    assert refused.value.code == "safes-take-all"


def test_a_note_converts_with_its_interest():
    note = Note("A", 100_000, date(2026, 1, 1), Fraction(8, 100), "30/360", cap=5_000_000, discount=Fraction(1, 5))
    later = date(2027, 1, 1)
    assert note.owed(later) == 108_000
    cheap = note_shares(note, on=later, round_price=Fraction(1), capitalisation_before=10_000_000)
    assert cheap == 216_000  # at the cap's price of 0.50
    free = Note("A", 100_000, date(2026, 1, 1), Fraction(0), "30/360", discount=Fraction(1, 5))
    assert note_shares(free, on=later, round_price=Fraction(1), capitalisation_before=10_000_000) == 125_000


def test_a_round_is_priced_with_its_pool():
    found = priced(converted(FOUNDED, SAFES), pre_money=15_000_000, new_money={"C": 5_000_000}, pool=1_695_000)
    assert found.price == Fraction(15_000_000, 13_459_705)
    assert found.table.shares["C"] == 4_486_568
    assert priced(FOUNDED, pre_money=10_000_000, new_money={}).table == FOUNDED
    for table, worth in ((Table(), 5), (FOUNDED, 0)):
        with pytest.raises(ValueError, match="above zero"):
            priced(table, pre_money=worth, new_money={})


def test_what_a_step_did_to_everybody():
    after = FOUNDED.issued({"A": 2_500_000})
    founders, new = dilution(FOUNDED, after)
    assert (founders.holder, founders.part_after, founders.lost) == ("founders", Fraction(4, 5), Fraction(1, 5))
    assert (new.before, new.part_after, new.lost) == (0, Fraction(1, 5), 0)
    assert [one.part_before for one in dilution(Table(), FOUNDED)] == [0]
    assert FOUNDED.part("stranger") == 0
    with pytest.raises(ValueError, match="fewer than no shares"):
        FOUNDED.issued({"founders": -10_000_001})


@given(
    st.dictionaries(st.sampled_from("ABC"), st.integers(1, 10**9), min_size=1),
    st.integers(1, 10**9),
    st.integers(1, 10**12),
)
def test_parts_add_up_to_the_whole(shares, money, worth):
    found = priced(Table(shares), pre_money=worth, new_money={"new": money})
    assert sum(one.part_after for one in dilution(Table(shares), found.table)) == 1
    assert found.table.shares["new"] * found.price <= money
