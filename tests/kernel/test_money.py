"""Money: written forms, arithmetic, allocation."""

import random
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.money import CurrencyMismatch, Money, allocate, deficits

SPECS = Path(__file__).parents[1] / "specs" / "kernel"
WRITTEN = yaml.safe_load((SPECS / "money.yaml").read_text())
ALLOCATION = yaml.safe_load((SPECS / "allocation.yaml").read_text())
SPLITS = 2_000


def parsed(written):
    try:
        found = Money.parse(written)
    except ValueError as error:
        return str(error)
    return f"{found.minor} {found.currency}"


@pytest.mark.parametrize("case", WRITTEN["cases"], ids=lambda case: str(case["when"]))
def test_parse(case):
    assert parsed(str(case["when"])) == case["expect"]


@pytest.mark.parametrize("case", ALLOCATION["cases"], ids=lambda case: str(case["when"]))
def test_allocate(case):
    given_ = dict(case["when"])
    if "owed" in given_:
        given_["owed"] = [Fraction(one) for one in given_["owed"]]
    if case["expect"] == "refused":
        with pytest.raises(ValueError, match="allocate needs"):
            allocate(**given_)
    else:
        assert allocate(**given_) == case["expect"]


@given(st.integers(-(10**15), 10**15), st.sampled_from(["VND", "USD", "KWD"]))
def test_written_forms_read_back(minor, currency):
    money = Money(minor, currency)
    assert Money.parse(str(money)) == money
    assert Money.from_data(money.to_data()) == money


def test_arithmetic():
    ten, two = Money.parse("10 USD"), Money.parse("2 USD")
    assert (ten + two, ten - two, -two, two * 5) == (Money(1200, "USD"), Money(800, "USD"), Money(-200, "USD"), ten)
    assert two < ten
    assert two <= two  # noqa: PLR0124
    assert not two < two  # noqa: PLR0124
    assert ten > two
    assert bool(two)
    assert not Money(0, "VND")
    assert [str(one) for one in (two, Money(-5, "USD"), Money(7, "VND"))] == ["2.00 USD", "-0.05 USD", "7 VND"]
    assert [str(Money(minor, "VND")) for minor in (-1, 0, 1)] == ["-1 VND", "0 VND", "1 VND"]
    assert Money(1, "KWD").exponent == 3


@pytest.mark.parametrize("work", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a <= b])
def test_currencies_do_not_mix(work):
    with pytest.raises(CurrencyMismatch, match="don't mix"):
        work(Money(1, "USD"), Money(1, "VND"))


@pytest.mark.parametrize("minor", [1.0, "1", True, None])
def test_money_is_whole(minor):
    with pytest.raises(TypeError, match="whole minor units"):
        Money(minor, "VND")


def test_no_fraction_of_money():
    with pytest.raises(TypeError, match="whole minor units"):
        Money(3, "VND") * 1.5


@pytest.mark.parametrize("currency", ["vnd", "VN", "VNDD", "", "V1D", "ĐĐĐ"])
def test_currency_is_a_code(currency):
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, currency)


WRONG = [
    {"minor": 12, "currency": "VND"}, {"minor": "12"}, {"currency": "VND"}, {"minor": "1_2", "currency": "VND"},
    {"minor": " 12", "currency": "VND"}, {"minor": "+12", "currency": "VND"}, {"minor": "012", "currency": "VND"},
    {"minor": "1.2", "currency": "VND"}, {"minor": "", "currency": "VND"}, {"minor": "12", "currency": 7},
]  # fmt: skip


@pytest.mark.parametrize("data", WRONG, ids=str)
def test_wire_form_is_strict(data):
    with pytest.raises(ValueError, match="money is written"):
        Money.from_data(data)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_parts_add_up(total, weights):
    parts = allocate(total, weights)
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert sum(parts) == total
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)


def test_deficits_begin_at_nothing_and_are_one_for_each_part():
    assert deficits(100, [1, 3], [26, 74]) == [Fraction(-1), Fraction(1)]
    assert deficits(100, [1, 3], [25, 75], [Fraction(1, 2), Fraction(-1, 2)]) == [Fraction(1, 2), Fraction(-1, 2)]
    with pytest.raises(ValueError, match="zip"):
        deficits(100, [1, 3], [25, 75], [Fraction(1)])


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(6))
def test_drift_over_many_splits_stays_within_two_units(seed):
    chance = random.Random(seed)
    count = chance.randint(2, 9)
    owed = [Fraction(0)] * count
    worst = Fraction(0)
    for _ in range(SPLITS):
        weights = [chance.randint(0, 1_000) for _ in range(count)]
        weights[0] += not any(weights)
        total = chance.randint(0, 10_000)
        parts = allocate(total, weights, owed)
        owed = deficits(total, weights, parts, owed)
        worst = max(worst, *map(abs, owed))
    assert worst <= 2


@pytest.mark.exhaustive
def test_a_steady_split_never_drifts_a_unit():
    owed = [Fraction(0)] * 3
    for _ in range(SPLITS):
        parts = allocate(100, [1, 1, 1], owed)
        owed = deficits(100, [1, 1, 1], parts, owed)
        assert max(map(abs, owed)) < 1
