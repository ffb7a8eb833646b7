"""What is drawn of an answer, the first question to a set, what terms do to rows: no database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import duckdb
import pytest

from longbien.data.rules.agreement.effects import Groups, Hidden, Kept, counting, grouping, tallied, trying
from longbien.data.rules.agreement.terms import Condition, Mask, Shown, Terms
from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.workbench.drawn import Drawing, Spot, drawing, numbers, spots
from longbien.data.rules.workbench.sample import sample
from tests.data.make import column, contract

DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("columns", "said", "rows", "expected"),
    [
        ([("kind", "string"), ("n", "int64")], {}, 3, Drawing("rows", "kind", "n")),
        ([("day", "date32[day]"), ("n", "int64")], {}, 3, Drawing("line", "day", "n")),
        ([("a", "double"), ("b", "double")], {}, 3, Drawing("bar", "a", "b")),
        ([("a", "double"), ("b", "double")], {}, 30, Drawing("line", "a", "b")),
        ([("a", "double"), ("b", "double")], {"x": "b", "y": "b", "kind": "bar"}, 3, Drawing("bar", "b", "a")),
        ([("a", "string"), ("n", "int64")], {"x": "gone", "y": "a", "kind": "cake"}, 3, Drawing("rows", "a", "n")),
        ([("n", "int64"), ("a", "string")], {"x": "n"}, 3, Drawing("bar", "n", "n")),
        ([("a", "string"), ("m", "int64"), ("n", "int64")], {"y": "n"}, 3, Drawing("rows", "a", "n")),
        ([("a", "string"), ("b", "string")], {}, 3, None),
        ([("n", "int64")], {}, 3, None),
        ([("kind", "string"), ("n", "int64")], {}, 0, None),
    ],
)
def test_which_chart(columns, said, rows, expected):
    assert drawing(said, columns, rows) == expected


def test_what_is_drawn():
    assert numbers([("a", "decimal128(38, 0)"), ("b", "bool")]) == ("a",)
    assert spots([("a", 1), ("b", None), ("c", True), ("d", Decimal(2)), ("e", float("nan"))], "rows") == (
        Spot(0.0, "a", 1.0), Spot(1.0, "d", 2.0),
    )  # fmt: skip
    days = [(DAY + timedelta(2), 1), (DAY, 2)]
    assert [one.at for one in spots(days, "line")] == [DAY, DAY + timedelta(2)]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert spots([(at, 1)], "line") == (Spot(at.timestamp(), at, 1.0),)
    assert [one.place for one in spots([(3, 1), (1, 1)], "line")] == [1.0, 3.0]
    assert [one.place for one in spots([("b", 1), ("a", 1)], "line")] == [0.0, 1.0]
    assert len(spots([(n, n) for n in range(100)], "rows")) == 30


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ((column("code", primaryKey=True), column("size", "integer"), column("open", "boolean")), "SELECT open, count"),
        ((column("code", primaryKey=True), column("name_vi"), column("group")), 'SELECT "group", count'),
        ((column("code", primaryKey=True), column("name_vi")), "SELECT *"),
    ],
)
def test_a_first_question_tells_rows_apart(columns, said):
    assert sample(read_contract(contract(*columns), ("vi", "en"))).startswith(said)


def test_a_first_question_leaves_out_where_rows_lie():
    placed = (column("code", primaryKey=True), column("outline"))
    assert sample(read_contract(contract(*placed, spatial={"outline": "outline"}), ("vi", "en"))).startswith("SELECT *")


FOUND = read_contract(contract(column("name"), column("size", "integer"), column("kind")), ("vi", "en"))
ROWS = "(SELECT 'n' || i AS name, i AS size, CASE WHEN i % 2 = 0 THEN 'even' END AS kind FROM range(10) r(i))"


def run(sql: str):
    return duckdb.sql(sql).fetchall()


def counted(terms):
    (numbers,), (groups,) = run(counting(terms, FOUND, relation=ROWS)), run(grouping(terms, FOUND, relation=ROWS))
    return tallied(numbers, groups, terms)


def test_each_clause_is_counted():
    shown = (Shown("name", Mask("pseudonym")), Shown("size", Mask("round", 5)))
    rows = (Condition("size", "at-least", (3,)), Condition("kind", "is", ("even",)))
    found = counted(Terms("trial-set", shown, rows, "x", DAY))
    assert (found.every, found.shown) == (10, 3)
    assert found.hidden == (Hidden(3, 2), Hidden(5, 4))
    assert found.kept == (Kept(3, 3), Kept(3, 2))
    assert found.groups == Groups(2, 3, 1)


def test_terms_that_hide_nothing_and_show_nobody():
    codes = Terms("trial-set", (Shown("name", Mask("pseudonym")),), (), "x", DAY)
    assert counted(codes).groups == Groups(0, 0, 10)
    none = Terms("trial-set", (Shown("size"),), (Condition("size", "at-least", (99,)),), "x", DAY)
    assert (counted(none).shown, counted(none).groups) == (0, Groups(0, 0, 0))


def test_rows_are_tried_on_both_sides():
    terms = Terms("trial-set", (Shown("size", Mask("round", 5)),), (Condition("kind", "is", ("even",)),), "x", DAY)
    assert run(trying(terms, FOUND, relation=ROWS, hidden=False, most=2)) == [(True, 0, 0), (True, 2, 0)]
    assert run(trying(terms, FOUND, relation=ROWS, hidden=True, most=1)) == [(False, 1, 0)]
