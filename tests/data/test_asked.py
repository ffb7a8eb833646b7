"""What a request asks for, what a steward decides on it, what is due when, how far the city's needs are met."""

from datetime import date
from uuid import UUID

import pytest

from longbien.data.rules.access.asked import Asked, against, read_asked
from longbien.data.rules.access.decided import decided_terms, in_form, proposal
from longbien.data.rules.access.lasting import ends_soon, is_past, late_since, remind_on
from longbien.data.rules.access.strategy import Need, coverage, standing_of
from longbien.data.rules.agreement.terms import Mask, Shown
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.refusal import Fault
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from tests.data.make import column, contract

CONTRACT = read_contract(
    contract(column("name", classification="personal"), column("size", "integer"), owner="office"), ("vi", "en")
)
TODAY, UNTIL = date(2026, 11, 1), date(2027, 3, 1)
ASKED = Asked("trial-set", ("name", "size"), "to try", UNTIL, personal=True)


def test_the_contract_says_who_answers_for_it():
    assert CONTRACT.owner == "office"


@pytest.mark.parametrize(
    ("answers", "read"),
    [
        ({}, Asked("", (), "", None, personal=False)),
        ({"columns": "name", "until": "soon", "personal": "yes"}, Asked("", (), "", None, personal=False)),
        (
            {"data_set": "trial-set", "columns": ["name", "size"], "purpose": "to try", "until": "2027-03-01",
             "personal": True},
            ASKED,
        ),
    ],
)  # fmt: skip
def test_answers_are_read_right_or_half_written(answers, read):
    assert read_asked(answers) == read


def faults(**changes) -> list[str]:
    made = {"data_set": "trial-set", "columns": ("size",), "purpose": "p", "until": UNTIL, "personal": False, **changes}
    return [fault.where for fault in against(Asked(**made), CONTRACT, today=TODAY)]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({}, []),
        ({"until": None}, []),
        ({"columns": ("size", "weight")}, ["/columns"]),
        ({"until": date(2026, 10, 31)}, ["/until"]),
        ({"columns": ("name",)}, ["/personal"]),
        ({"columns": ("name",), "personal": True}, []),
    ],
)
def test_what_is_wrong_with_a_request(changes, where):
    assert faults(**changes) == where


def test_a_steward_begins_with_what_was_asked_and_persons_behind_a_code():
    assert proposal(ASKED, CONTRACT) == {
        "columns": [{"column": "name", "mask": "pseudonym"}, {"column": "size", "mask": "as-is"}],
        "until": "2027-03-01",
    }
    bare = Asked("trial-set", ("weight",), "", None, personal=False)
    assert proposal(bare, CONTRACT) == {"columns": []}


def decided(**changes):
    columns = [{"column": "size", "mask": "round", "step": 10}]
    return decided_terms(ASKED, {"until": "2027-02-01", "columns": columns, **changes}, CONTRACT)


def test_the_terms_are_what_the_steward_decided():
    terms, found = decided(rows=[{"column": "size", "operator": "at-least", "values": "5; "}])
    assert found == ()
    assert terms.columns == (Shown("size", Mask("round", 10)),)
    assert (terms.purpose, terms.until, terms.rows[0].values) == ("to try", date(2027, 2, 1), (5,))


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"until": "2027-03-02"}, "/until"),
        ({"rows": [{"column": "size", "operator": "is", "values": "big"}]}, "/rows/0/values"),
        ({"rows": [{"column": "size", "operator": "is-missing"}]}, None),
    ],
)
def test_no_more_than_was_asked_for(changes, where):
    _, found = decided(**changes)
    assert [fault.where for fault in found] == ([where] if where else [])


def test_no_column_that_was_not_asked_for():
    asked = Asked("trial-set", ("name",), "to try", None, personal=True)
    _, found = decided_terms(asked, {"until": "2030-01-01", "columns": [{"column": "size", "mask": "as-is"}]}, CONTRACT)
    assert [fault.where for fault in found] == ["/columns/0/column"]
    assert in_form(Fault("columns-0-mask", found[0].what)).where == "/columns/0/mask"


def test_ending_soon_is_said_thirty_days_before():
    assert remind_on(date(2026, 12, 1)) == TODAY
    assert [ends_soon(day, TODAY) for day in (date(2026, 10, 31), TODAY, date(2026, 12, 1), date(2026, 12, 2))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_delivery_is_late_by_what_the_contract_promises():
    newest, listed = date(2026, 10, 1), date(2026, 1, 1)
    assert late_since("MONTHLY", newest, listed) == date(2026, 11, 5)
    assert late_since("DAILY", None, listed) == date(2026, 1, 3)
    assert late_since("IRREG", newest, listed) is None
    assert [is_past(due, TODAY) for due in (None, TODAY, date(2026, 10, 31))] == [False, False, True]


def need(*sets: str, gaps: tuple[str, ...] = ()) -> Need:
    return Need(Subject("problems.problem", UUID(int=1)), Text.of(en="A problem"), sets, gaps)


def test_a_need_is_met_when_its_sets_have_rows_and_its_gaps_are_closed():
    one = standing_of(need("wards", "days", gaps=("rain",)), delivered={"wards"}, closed={"rain"})
    assert (one.there, one.wanted, one.is_met) == (2, 3, False)
    assert standing_of(need("wards"), delivered={"wards"}, closed=()).is_met
    assert not standing_of(need(), delivered=(), closed=()).is_met


def test_the_share_counts_problems_that_say_what_they_need():
    found = [standing_of(one, delivered={"wards"}, closed=()) for one in (need(), need("wards"), need("x"), need("y"))]
    counted = coverage(found)
    assert (counted.problems, counted.stated, counted.met, counted.percent) == (4, 3, 1, 33)
    assert coverage([]).percent is None
