"""What law allows a fund: the limits of a pack, with the article of each breach."""

from fractions import Fraction

import pytest

from longbien.capital.rules.vehicles.limits import (
    check_close,
    check_commitment,
    check_investment,
    check_vehicle,
    shown,
)
from longbien.capital.rules.vehicles.measures import CODES, Holding, Stake, Standing, kind_of, name_of
from longbien.capital.rules.vehicles.pack import read_pack
from longbien.capital.rules.vehicles.written import answer, read_question
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import parse_yaml

LANGUAGES = ("vi", "en")


def said(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


CONTENT = {
    "code": "model",
    "title": said("Quỹ mẫu", "Model fund"),
    "form": said("Hợp đồng", "A contract"),
    "legal_basis": [{"source": "Model Act"}],
    "authority": said("Cơ quan", "The authority"),
    "as_of": "2026-03",
    "verified": False,
    "limits": [
        {"measure": "public-share", "at_most": 49, "article": said("Điều 1", "Art. 1")},
        {"measure": "public-amount", "at_most": {"minor": "600", "currency": "XTS"}, "article": "Art. 2"},
        {"measure": "total", "at_most": {"minor": "1200", "currency": "XTS"}, "article": "Art. 3"},
        {"measure": "investors", "at_least": 2, "at_most": 4, "article": "Art. 4"},
        {"measure": "other-investors", "at_most": 3, "basis": "hub-rule"},
        {"measure": "board", "at_most": 9, "article": "Art. 6"},
        {"measure": "company-share", "at_most": 50, "article": "Art. 7"},
        {"measure": "fund-holdings", "at_most": 0, "article": "Art. 8"},
        {"measure": "cycle-losses", "at_most": 50, "article": "Art. 9"},
    ],
    "provisions": [{"text": said("Tái đầu tư", "Profit is reinvested"), "article": "Art. 10"}],
    "pilot": {"months": 120, "review_after_months": 60},
    "valid_from": "2026-01-01",
    "open": [said("Số của điều", "The number of the article")],
}
PACK = read_pack(CONTENT, LANGUAGES)


def fund(*holdings: tuple[str, str, int], charter: int = 1200, board: int = 9, currency: str = "XTS") -> Standing:
    return Standing(currency, tuple(Holding(*one) for one in holdings), charter, board)


def breaches(outcome) -> list[tuple[str, str]]:
    return [(one.code, one.citation.locator if isinstance(one.citation.locator, str) else one.citation.locator["en"])
            for one in outcome.against]  # fmt: skip


CITY, FIRST, SECOND = ("city", "public", 500), ("first", "private", 300), ("second", "private", 200)


@pytest.mark.parametrize(
    ("standing", "asked", "expected"),
    [
        (fund(CITY), FIRST, []),
        (fund(), ("city", "public", 588), []),  # 49 % of the planned charter capital, to the unit
        (fund(), ("city", "public", 589), [("public-share", "Art. 1")]),
        (fund(CITY), ("city", "public", 101), [("public-share", "Art. 1"), ("public-amount", "Art. 2")]),
        (fund(CITY, FIRST), ("second", "private", 401), [("total", "Art. 3")]),
        (fund(CITY, FIRST, SECOND, ("third", "private", 1)), ("fourth", "private", 1),
         [("investors", "Art. 4"), ("other-investors", "model")]),
        (fund(CITY, FIRST, SECOND, ("third", "private", 1)), ("third", "private", 1), []),  # the same investor again
        (fund(charter=0), ("city", "public", 10), [("public-share", "Art. 1")]),  # no plan: of what is committed
        (fund(board=10), FIRST, [("board", "Art. 6")]),
        (fund(currency="XXX"), FIRST, [("other-currency", "Art. 2"), ("other-currency", "Art. 3")]),
    ],
)  # fmt: skip
def test_a_commitment_is_held_to_every_upper_limit(standing, asked, expected):
    assert breaches(check_commitment(standing, Holding(*asked), PACK)) == expected


def test_a_close_counts_what_is_committed_and_needs_enough_investors():
    assert breaches(check_close(fund(CITY), PACK)) == [("public-share", "Art. 1"), ("investors", "Art. 4")]
    assert not check_close(fund(CITY, FIRST), PACK)  # 500 of 800
    assert check_close(fund(CITY, FIRST, SECOND, ("third", "private", 30)), PACK)  # 500 of 1,030 is 48.5 %
    assert check_close(fund(("first", "private", 1), ("second", "private", 1)), PACK)
    assert breaches(check_close(fund(), PACK)) == [("investors", "Art. 4")]


def test_a_vehicle_is_held_to_its_kind_before_anybody_commits():
    assert check_vehicle(fund(), PACK)
    assert breaches(check_vehicle(fund(charter=1201, board=10), PACK)) == [("total", "Art. 3"), ("board", "Art. 6")]
    foreign = breaches(check_vehicle(fund(currency="XXX"), PACK))
    assert foreign == [("other-currency", "Art. 2"), ("other-currency", "Art. 3")]


def test_a_stake_is_held_to_the_limits_on_companies_and_funds():
    assert check_investment(Stake("a", Fraction(1, 2)), PACK)
    over = check_investment(Stake("a", Fraction(51, 100), is_fund=True), PACK)
    assert breaches(over) == [("company-share", "Art. 7"), ("fund-holdings", "Art. 8")]


def test_the_words_name_the_figure_the_bound_and_the_article():
    [reason] = check_commitment(fund(), Holding("city", "public", 589), PACK).against
    assert reason.what["en"] == "Share of public money: 49.0834 %; at most 49 % (Model Act, Art. 1)."
    assert reason.what["vi"] == "Phần vốn công: 49,0834 %; nhiều nhất 49 % (Model Act, Điều 1)."


@pytest.mark.parametrize(
    ("value", "kind", "currency", "vi", "en"),
    [
        (Fraction(600_000_000_000), "money", "JPY", "600.000.000.000 JPY", "600,000,000,000 JPY"),
        (Fraction(123456), "money", "EUR", "1.234,56 EUR", "1,234.56 EUR"),
        (Fraction(1, 3), "share", "", "33,3334 %", "33.3334 %"),
        (Fraction(1, 2), "share", "", "50 %", "50 %"),
        (Fraction(1200), "count", "", "1.200", "1,200"),
    ],
)
def test_a_figure_is_written_as_its_reader_writes_it(value, kind, currency, vi, en):
    assert (shown(value, kind, currency, "vi"), shown(value, kind, currency, "en")) == (vi, en)


def test_a_pack_keeps_what_is_open_and_says_where_everything_stands():
    assert PACK.open[0]["en"] == "The number of the article"
    assert PACK.pilot is not None
    assert (PACK.pilot.months, PACK.pilot.review_after_months) == (120, 60)
    assert PACK.provisions[0].citation.in_language("en") == "Model Act, Art. 10"
    assert str(PACK.valid_from) == "2026-01-01"
    assert PACK.valid_until is None
    bare = read_pack({**CONTENT, "limits": [], "pilot": None, "provisions": [], "open": []}, LANGUAGES)
    assert (bare.limits, bare.pilot, bare.open) == ((), None, ())
    with pytest.raises(ValueError, match="has no bound"):
        read_pack({**CONTENT, "limits": [{"measure": "board"}]}, LANGUAGES)


def test_every_measure_has_a_name_in_both_languages():
    for code in CODES:
        assert set(name_of(code)) == {"vi", "en"}
        assert kind_of(code) in ("money", "count", "share")


# ---- files


def asked(text: str):
    return read_question(parse_yaml(text.encode(), named="asked.yaml"))


WHOLE = """
vehicle: {charter: {minor: "1200", currency: XTS}, board_seats: 3}
commitments:
  - {investor: city, source: public, amount: {minor: "500", currency: XTS}}
commitment: {investor: city, source: public, amount: {minor: "200", currency: XTS}}
close: true
investment: {company: new, share_percent: 60.5, is_fund: false}
"""


def test_a_file_asks_and_is_answered_with_every_article():
    assert breaches(answer(asked(WHOLE), PACK)) == [
        ("public-share", "Art. 1"), ("public-amount", "Art. 2"), ("public-share", "Art. 1"),
        ("public-amount", "Art. 2"), ("investors", "Art. 4"), ("company-share", "Art. 7"),
    ]  # fmt: skip


def test_a_file_that_asks_nothing_fits():
    assert answer(asked("vehicle: {}"), PACK)


def test_a_file_with_faults_names_their_lines():
    with pytest.raises(Refusal) as refused:
        asked("vehicle: {charter: 5}\ncommitmnt: {}\n")
    assert [fault.where for fault in refused.value.faults] == ["asked.yaml:1", "asked.yaml:2"]


def test_amounts_of_several_currencies_are_refused():
    with pytest.raises(Refusal, match="mixed-currencies"):
        asked(WHOLE.replace('"200", currency: XTS', '"200", currency: XXX'))
