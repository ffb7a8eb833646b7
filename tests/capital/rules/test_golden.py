"""Published cases against the rules (tests/specs/capital/published.json), and what a broken file of cases is told."""

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest

from longbien.capital.rules.golden.cases import AREAS, Case, cases, faults, judge, near
from longbien.capital.rules.golden.inputs import Inputs, exact
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import parse_yaml, read_yaml

PUBLISHED = Path(__file__).parents[2] / "specs/capital/published.json"
CASES = cases(read_yaml(PUBLISHED))
BESIDE = Path(os.environ.get("LONGBIEN_CONFORMANCE", "none")) / "capital"


def of(area, expected=None, **inputs):
    return judge(Case("own", area, inputs, expected or {}, Fraction(1, 10**6)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_published_cases(case):
    name = case.inputs.get("flows_file")
    if name and not (BESIDE / name).is_file():
        pytest.skip(f"not run: no {name} in $LONGBIEN_CONFORMANCE/capital")
    judged = judge(case, lambda named: (BESIDE / named).read_bytes())
    assert judged.why is None
    assert [one for one in judged.values if not one[3]] == []


def test_every_area_has_its_case():
    assert {case.area for case in CASES} == set(AREAS)


def test_a_wrong_value_does_not_match():
    judged = of("irr", {"irr": 0.2, "mirr": 1}, flows=[-100, 110])
    assert not judged.matches
    assert [(name, ok) for name, _, _, ok in judged.values] == [("irr", False), ("mirr", False)]


def test_rates_of_the_market_can_be_asked_for_too():
    market = {"flows": [-100, 40, 30], "index": [100, 110, 121]}
    assert of("ln_pme", {"ln_pme": 0.1}, **market).matches
    assert of("pme_plus", {"pme_plus": 0.1}, **market).matches


def test_a_ladder_takes_flows_from_the_case_or_from_beside_it():
    flows = [["2026-01-01", -1000], ["2027-01-01", 1180]]
    terms = {"lp_share": 0.9, "hurdles": [0.08], "promote": [0.2]}
    expected = {"lp": 972 + 72, "gp": 108 + 28}  # up to 8 % by 90 : 10; of the rest 90 % of 80 %
    assert of("waterfall_irr_hurdle", expected, flows=flows, **terms).matches
    beside = Case("own", "waterfall_irr_hurdle", {"flows_file": "../../f.json", **terms}, expected, Fraction(1, 10**6))
    asked = []
    assert judge(beside, lambda name: asked.append(name) or json.dumps(flows).encode()).matches
    assert asked == ["f.json"]  # never outside of the folder


@pytest.mark.parametrize(
    ("source", "words"), [(b"{", "is no JSON"), (b"{}", "is no list"), (None, "can't be read, f.json: No such file")]
)
def test_what_lies_beside_a_case_may_be_wrong(source, words):
    def open_(name):
        if source is None:
            raise FileNotFoundError(2, "No such file or directory", name)
        return source

    judged = judge(Case("own", "waterfall_irr_hurdle", {"flows_file": "f.json"}, {}, Fraction(0)), open_)
    assert words in judged.why["en"]
    assert "is no list" in judge(judged.case).why["en"]


@pytest.mark.parametrize(
    ("area", "inputs", "words"),
    [
        ("astrology", {}, "no area is called “astrology”"),
        ("irr", {}, "input “flows” is missing"),
        ("irr", {"flows": 5}, "input “flows” is no list"),
        ("irr", {"flows": [1, "x"]}, "input “flows” “x” can't be read"),
        ("irr", {"flows": [1, True]}, "input “flows” “True” can't be read"),
        ("irr", {"flows": [1, 2]}, "no rate of return"),
        ("xirr", {"flows": [["2026-01-01"]]}, "input “flows” “['2026-01-01']” can't be read"),
        ("xirr", {"flows": [], "day_count": "act/9"}, "“act/9” is none of: act/365"),
        ("mirr", {"flows": [-1, 2], "finance": 0.1}, "input “reinvest” is missing"),
        ("preferred_return", {"calls": [["2026-01-01", 1]], "rate": 0.1}, "input “asof” is missing"),
        (
            "preferred_return",
            {"calls": [], "rate": 0, "fee_calls_total_ratio": "?"},
            "total_ratio” can't be read",
        ),
        ("waterfall_eu", {"capital": 0, "pref": 1}, "it can't be reckoned"),
        ("allocation_rounding", {"total": 1, "tranches": 0}, "it can't be reckoned: tranches need"),
        ("equalisation_interest", {"principal": 1, "rate": 0, "days": 1, "day_count": "act/360"}, "none of: act/365"),
    ],
)
def test_what_is_wrong_with_a_case_is_said(area, inputs, words):
    judged = of(area, **inputs)
    assert words in judged.why["en"]
    assert not judged.matches


def test_public_terms_are_asked_for_by_name():
    inputs = {"public": 600, "private": 625, "moic": 2.5, "years": 8}
    assert "names no structure" in of("public_asymmetric", {"lottery": 1}, **inputs).why["en"]
    lost = of("public_asymmetric", {"pari_passu": 0}, **inputs | {"moic": 0})
    assert lost.values == (("pari_passu", 0, None, False),)


def test_a_preferred_return_without_fees():
    inputs = {"calls": [["2026-01-01", 1000]], "rate": 0.1, "asof": "2027-01-01", "compounding": "simple"}
    assert of("preferred_return", {"acc_2027_01_01": 100, "unreturned": 1000}, **inputs).matches
    assert of("preferred_return", {"acc_2025_01_01": 0}, **inputs).why is not None


def test_a_number_is_no_list_and_nothing_is_near_nothing():
    assert near([1, 2], [1, 2], Fraction(0))
    assert not near(1, [1], Fraction(0))
    assert not near([1], [1, 2], Fraction(0))
    assert not near([1], 1, Fraction(9))
    assert not near(None, 0, Fraction(9))
    assert not near(1, "one", Fraction(9))
    assert exact("1e-09") == Fraction(1, 10**9)


def test_a_default_stands_in_for_what_a_case_does_not_say():
    assert Inputs({}).minor("new_money", 0) == 0
    with pytest.raises(Refusal):
        Inputs({"a": None}).minor("a")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"[]", ["f:1 key “cases” is missing"]),
        (b"cases: []", ["f:1 “cases” needs at least 1 items"]),
        (b"about: x\ncases: [5]", ["f:2 a case is a set of named entries"]),
        (
            b"cases:\n- {id: A, area: irr, inputs: {}, expected: 5, tolerance: x}",
            ["f:2 this case lacks “expected”, or it is of the wrong kind", "f:2 “tolerance” must be a number"],
        ),
    ],
)
def test_a_broken_file_of_cases(source, expected):
    found = faults(parse_yaml(source, named="f"))
    assert [f"{one.where} {one.what['en']}" for one in found] == expected
