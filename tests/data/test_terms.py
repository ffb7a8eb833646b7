"""Terms of an agreement: what is wrong with them, what they compile to, and that this is what a plain reader finds."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings

from longbien.data.lake.governed import count, governed
from longbien.data.lake.tables import of_rows, write
from longbien.data.rules.agreement.compiled import over_files, select
from longbien.data.rules.agreement.judging import judge
from longbien.data.rules.agreement.terms import Condition, Mask, Shown
from longbien.data.rules.agreement.written import digest, read_terms, value_of, write_terms
from longbien.data.rules.quoting import literal
from tests.data.plain import (
    BY_HAND,
    COLUMNS,
    CONDITIONS,
    CONTRACT,
    KEPT_BY_HAND,
    KEY,
    ROWS,
    SHOWN_BY_HAND,
    TODAY,
    comparable,
    compared,
    ordered,
    plainly,
    pseudonym,
    terms,
)  # fmt: skip

DAY, MOMENT = date(2026, 3, 5), datetime(2026, 3, 5, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "where", "said"),
    [
        (terms(columns=()), "columns", "at least one column"),
        (terms([Shown("none")]), "columns-0-column", "no column “none”"),
        (terms([Shown("name"), Shown("name")]), "columns-1-column", "chosen above"),
        (terms([Shown("name", Mask("year"))]), "columns-0-mask", "can't be done to a string"),
        (terms([Shown("size", Mask("first", 2))]), "columns-0-mask", "can't be done to a integer"),
        (terms([Shown("size", Mask("round"))]), "columns-0-mask", "at least 1"),
        (terms([Shown("illness")]), "columns-0-mask", "Sensitive"),
        (terms(rows=[Condition("none", "is", ("a",))]), "rows-0-column", "no column “none”"),
        (terms(rows=[Condition("name", "is")]), "rows-0-values", "One value"),
        (terms(rows=[Condition("name", "one-of")]), "rows-0-values", "1 to 1000"),
        (terms(rows=[Condition("name", "is-missing", ("a",))]), "rows-0-values", "takes no value"),
        (terms(rows=[Condition("name", "at-least", ("a",))]), "rows-0-values", "no order"),
        (terms(rows=[Condition("size", "is", ("a",))]), "rows-0-values", "of the kind integer"),
        (terms([Shown("share", Mask("pseudonym"))]), "columns-0-mask", "can't be done to a number"),
        (terms([Shown("size", Mask("round", 10**16))]), "columns-0-mask", "at most 1000000000000000"),
        (terms([Shown("name", Mask("first", 1001))]), "columns-0-mask", "at most 1000"),
        (terms(rows=[Condition("share", "is", (float("inf"),))]), "rows-0-values", "of the kind number"),
        (terms(rows=[Condition("size", "is", (True,))]), "rows-0-values", "of the kind integer"),
        (terms(purpose=" "), "purpose", "what for"),
        (terms(until=date(2026, 10, 31)), "until", "over"),
    ],
)
def test_every_fault_is_told_in_its_place(made, where, said):
    assert [(one.where, said in one.what["en"]) for one in judge(made, CONTRACT, today=TODAY)] == [(where, True)]


def test_right_terms_have_no_fault_and_come_back_from_json():
    made = terms(
        [Shown("illness", Mask("blank")), Shown("born", Mask("month")), Shown("size", Mask("round", 10))],
        [Condition("name", "is-missing"), Condition("born", "at-least", (DAY,)), Condition("ok", "is", (True,)),
         Condition("share", "at-most", (0.5,)), Condition("size", "one-of", (1, 2)), Condition("seen", "is", (DAY,))],
    )  # fmt: skip
    assert judge(made, CONTRACT, today=TODAY) == ()
    assert read_terms(write_terms(made), CONTRACT) == made
    assert digest(made) != digest(terms())


@pytest.mark.parametrize(("name", "said"), [("born", "5/3/2026"), ("ok", "yes"), ("size", "1.5"), ("share", "x")])
def test_a_value_of_another_kind_is_refused(name, said):
    with pytest.raises(ValueError):  # noqa: PT011
        value_of(said, CONTRACT, name)


def test_a_column_that_is_gone_is_read_as_text():
    assert value_of("x", CONTRACT, "none") == "x"


def test_days_and_instants_are_literals():
    assert literal(DAY) == "DATE '2026-03-05'"
    assert literal(MOMENT) == "TIMESTAMPTZ '2026-03-05T08:30:00+00:00'"


@settings(max_examples=40)
@given(rows=ROWS, columns=COLUMNS, conditions=CONDITIONS)
def test_what_it_compiles_to_gives_what_a_plain_reader_finds(tmp_path_factory, rows, columns, conditions):
    folder = Path(tmp_path_factory.mktemp("lake")) / "set"
    version = write(folder, of_rows(rows, CONTRACT))
    made = terms(columns, conditions)
    assert judge(made, CONTRACT, today=TODAY) == ()
    table = governed(made, CONTRACT, folder, version, key=KEY)
    expected = ordered(plainly(made, rows))
    assert compared(table) == expected
    assert table.column_names == list(made.names)
    assert count(made, CONTRACT, folder, version) == len(expected)
    assert governed(made, CONTRACT, folder, version, key=KEY, most=1).num_rows == min(1, len(expected))


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory):
    folder = Path(tmp_path_factory.mktemp("lake")) / "by-hand"
    version = write(folder, of_rows(BY_HAND, CONTRACT))
    return lambda made: governed(made, CONTRACT, folder, version, key=KEY)


@pytest.mark.parametrize(("condition", "kept"), KEPT_BY_HAND)
def test_each_condition_by_hand(by_hand, condition, kept):
    names = [BY_HAND[number]["name"] for number in kept]
    assert by_hand(terms(rows=[condition]))["name"].to_pylist() == names


@pytest.mark.parametrize(("shown", "values"), SHOWN_BY_HAND)
def test_each_mask_by_hand(by_hand, shown, values):
    assert [comparable(value) for value in by_hand(terms([shown]))[shown.column].to_pylist()] == values


def test_an_edition_without_files_has_no_rows():
    made = terms([Shown("born", Mask("month")), Shown("size", Mask("round", 10))])
    statement = select(made, CONTRACT, relation=over_files([], CONTRACT), key=KEY)
    assert duckdb.sql(statement).fetchall() == []


def test_blank_leaves_nothing_and_codes_differ_by_agreement(tmp_path):
    version = write(tmp_path / "set", of_rows([{"name": "Lan", "illness": "x"}], CONTRACT))
    made = terms([Shown("name", Mask("pseudonym")), Shown("illness", Mask("blank"))])
    [one] = governed(made, CONTRACT, tmp_path / "set", version, key=KEY).to_pylist()
    [other] = governed(made, CONTRACT, tmp_path / "set", version, key="o" * 64).to_pylist()
    assert one == {"name": pseudonym(KEY, "Lan"), "illness": None}
    assert one["name"] != other["name"]
