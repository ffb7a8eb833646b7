"""Terms and flows as they are written (tests/specs/capital/simulations.yaml): read exactly, faults with their lines."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from longbien.capital.rules.public.terms import Band, BuyOut, Capped, FirstLoss, ProfitShift
from longbien.capital.rules.shares import percent
from longbien.capital.rules.waterfall.terms import CatchUp, Clawback, Hurdle, Ladder, Step, Terms
from longbien.capital.rules.written.numbers import minor_of, rate_of, short
from longbien.capital.rules.written.simulation import read_simulation
from longbien.kernel.refusal import Refusal

BROKEN = yaml.safe_load((Path(__file__).parents[2] / "specs/capital/simulations.yaml").read_text())
WHOLE = b"""
currency: USD
day_count: 30/360
flows:
  - {on: 2034-01-01, proceeds: "3 062.50"}
  - {on: 2026-01-01, public: 600, private: 625}
terms:
  carry: 20%
  scope: deal
  hurdle: {rate: 0.08, compounding: simple, day_count: act/act, flat: false}
  catch_up: {share: 100%, target: preferred-return}
  clawback: {escrow: 30%, hurdle: true}
public_terms:
  pari-passu: {}
  buy-out: {after_years: 5, retroactive: false, schedule: [{until_years: 4, rate: 1%}, {rate: 5%}]}
  capped: {rate: 1/20}
  first-loss: {share: 50%}
  profit-shift: {share: 25%}
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [("8%", Fraction(2, 25)), ("8 %", Fraction(2, 25)), (0.08, Fraction(2, 25)), (1, Fraction(1)),
     ("1/3", Fraction(1, 3)), ("-1.5%", Fraction(-3, 200)), (1e-05, Fraction(1, 10**5)),
     (Decimal("0.1"), Fraction(1, 10)), ("eight", None), (True, None), (None, None),
     ("1/0", None), (float("nan"), None), ([1], None)],
)  # fmt: skip
def test_rates(written, expected):
    assert rate_of(written) == expected


@pytest.mark.parametrize(
    ("written", "currency", "expected"),
    [(12.5, "USD", 1250), ("12.50", "USD", 1250), (12.505, "USD", None), ("600 000 000", "VND", 600_000_000),
     ("1.5", "VND", None), (-1, "VND", None), (True, "VND", None), (None, "VND", None), (10**17, "USD", None),
     ("1,5", "USD", None), (1.0, "VND", None), ("600.000", "USD", None), ("7.5", "USD", 750)],
)  # fmt: skip
def test_amounts(written, currency, expected):
    assert minor_of(written, currency) == expected


def test_a_whole_simulation_is_read():
    found = read_simulation(WHOLE, named="flows.yaml", currency="VND")
    assert (found.currency, found.day_count) == ("USD", "30/360")
    first, last = found.moments
    assert (first.on, first.public, first.private, first.source) == (date(2026, 1, 1), 60_000, 62_500, "flows.yaml:6")
    assert last.proceeds == 306_250
    assert found.fund == Terms(
        Fraction(1, 5),
        "deal",
        Hurdle(Fraction(2, 25), "simple", "act/act"),
        CatchUp(Fraction(1), "preferred-return"),
        Clawback(Fraction(3, 10), hurdle=True),
    )
    assert found.public["buy-out"] == BuyOut((Band(Fraction(1, 100), 4), Band(Fraction(5, 100))), 5, retroactive=False)
    assert found.public["capped"] == Capped(Fraction(1, 20))
    assert found.public["first-loss"] == FirstLoss(Fraction(1, 2))
    assert found.public["profit-shift"] == ProfitShift(Fraction(1, 4))
    assert len(found.given) == 5


def test_terms_by_rates_of_return():
    ladder = b"{ladder: {steps: [{rate: 8%, promote: 0}, {rate: 15%, promote: 20%}], beyond: 50%}}"
    flows = b"flows: [{on: 2026-01-01, public: 1, private: 1}, {on: 2027-01-01, proceeds: 3}]\nterms: "
    found = read_simulation(flows + ladder, named="f", currency="VND").fund
    steps = (Step(Fraction(8, 100), Fraction(0)), Step(Fraction(15, 100), Fraction(1, 5)))
    assert found == Ladder(Fraction(1), steps, Fraction(1, 2), "act/365")


@pytest.mark.parametrize("mark", [",", ";"])
def test_flows_as_csv(mark):
    lines = ["", "on, public ,private,proceeds", "2026-01-01,600,625,", "", "2034-01-01,,,3062"]
    source = "\n".join(lines).replace(",", mark).encode("utf-8-sig" if mark == ";" else "utf-8")
    found = read_simulation(source, named="flows.csv", currency="VND")
    assert [(one.public, one.private, one.proceeds) for one in found.moments] == [(600, 625, 0), (0, 0, 3062)]
    assert [one.source for one in found.moments] == ["flows.csv:3", "flows.csv:5"]
    assert (found.fund, found.given) == (None, frozenset())


@pytest.mark.parametrize("case", BROKEN["cases"], ids=lambda case: case["name"])
def test_what_is_wrong_is_named_with_its_line(case):
    with pytest.raises(Refusal) as refused:
        read_simulation(case["when"].encode(), named="flows", currency="USD")
    assert refused.value.code == "bad-simulation"
    assert [f"{one.where} {one.what['en']}" for one in refused.value.faults] == case["expect"]
    assert all(one.what["vi"] != one.what["en"] for one in refused.value.faults)


def test_a_csv_in_other_letters_is_told():
    with pytest.raises(Refusal) as refused:
        read_simulation(b"on,public\n\xff", named="f", currency="USD")
    assert [one.where for one in refused.value.faults] == ["f:1"]
    with pytest.raises(Refusal) as refused:
        read_simulation(b"on,public\n2026-01-01," + b"9" * 200_000, named="f", currency="USD")
    assert "field larger than" in refused.value.faults[0].what["en"]


def test_how_figures_are_said():
    assert [percent(one) for one in (Fraction(2, 25), Fraction(1, 3), Fraction(0), Fraction(10))] == [
        "8 %",
        "33.3333 %",
        "0 %",
        "1000 %",
    ]
    assert short("x" * 70) == "x" * 57 + "…"
