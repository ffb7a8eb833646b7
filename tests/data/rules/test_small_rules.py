"""Small rules of the platform, each alone: codes that are taken, budgets, periods, days that stand for months."""

from datetime import UTC, date, datetime, timedelta

from longbien.data.rules import reserved
from longbien.data.rules.agreement.noted import masks, notes, stand_for
from longbien.data.rules.agreement.terms import Mask, Shown
from longbien.data.rules.cube.budget import may_grant, may_spend
from longbien.data.rules.harvest.periods import EVERY, PERIODS, WORDS, pause
from longbien.problems.rules.needs import check_need
from longbien.procedures.rules.questions.pages import Page, asked_on

QUARTER, INSTANT = timedelta(minutes=15), datetime(2026, 11, 1, tzinfo=UTC)
MASKED = (Shown("code"), Shown("day", Mask("month")), Shown("born", Mask("year")), Shown("seen"))


def test_pauses_grow_to_the_period():
    assert [pause(n, "hour") for n in (1, 2, 3, 4, 99)] == [QUARTER, 2 * QUARTER, *[timedelta(hours=1)] * 3]
    assert [pause(n, "week") for n in (1, 9, 10, 11)] == [QUARTER, QUARTER * 256, QUARTER * 512, timedelta(days=7)]
    assert {*WORDS} == {*PERIODS} == {*EVERY} - {"never"}


def test_what_stands_for_a_month():
    first, later = date(2026, 11, 1), date(2026, 11, 2)
    assert masks(MASKED) == {"day": "month", "born": "year"}
    assert {*notes(MASKED)} == {"day", "born"}
    assert stand_for([first, None], "month") == "month"
    assert stand_for([first, later], "month") is None
    assert stand_for([first], "year") is None
    assert stand_for([date(2026, 1, 1)], "year") == "year"
    assert stand_for([first], None) is stand_for([None], "month") is stand_for([], "month") is None
    assert stand_for([INSTANT], "month") is stand_for(["2026-11-01"], "month") is None


def test_what_may_be_spent_and_granted():
    assert may_spend(5, whole=9, here=7) == 2
    assert may_spend(1, whole=9, here=10) == 0
    assert (may_grant(1, whole=9, here=3), may_grant(7, whole=9, here=3)) == (5, 0)


def test_no_gap_of_a_problem_takes_the_address_of_a_page():
    (reason,) = check_need({"data_set": "", "gap": "new", "missing": {}}, "needs/0")
    assert (reason.code, reason.where) == ("reserved", "needs/0/gap")
    assert not list(check_need({"data_set": "", "gap": "news", "missing": {}}, "needs/0"))
    assert "“new” is the address of another page" in reserved.words("new")["en"]


def test_which_questions_of_a_page_are_asked():
    page = Page(("a", "b"))
    assert asked_on(page, ["/b", "/c"]) == ("a",)
    assert asked_on(page, ["/a", "/b"]) == ()
