"""Terms of an agreement: what is wrong with them, what they compile to, and that this is what a plain reader finds."""

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.data.lake.governed import count, governed
from longbien.data.lake.tables import of_rows, write
from longbien.data.rules.agreement.judging import judge
from longbien.data.rules.agreement.terms import Condition, Mask, Shown, Terms
from longbien.data.rules.agreement.written import digest, read_terms, value_of, write_terms
from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.quoting import literal
from tests.data.make import column, contract

CONTRACT = read_contract(
    contract(
        column("name", classification="personal"), column("size", "integer"), column("share", "number"),
        column("born", "date"), column("seen", "timestamp"), column("ok", "boolean"),
        column("illness", classification="sensitive"),
    ),
    ("vi", "en"),
)  # fmt: skip
UNTIL, TODAY, KEY = date(2027, 1, 1), date(2026, 11, 1), "k" * 64
DAY, MOMENT = date(2026, 3, 5), datetime(2026, 3, 5, 8, 30, tzinfo=UTC)


NAME = (Shown("name"),)


def terms(columns=NAME, rows=(), purpose="to try", until=UNTIL) -> Terms:
    return Terms("trial-set", tuple(columns), tuple(rows), purpose, until)


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


NAMES = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": NAMES, "size": st.none() | st.integers(-100, 100), "share": st.none() | st.floats(-5, 5, width=16),
            "born": st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)), "seen": st.none() | st.just(MOMENT),
            "ok": st.none() | st.booleans(), "illness": NAMES,
        }
    ),
    max_size=12,
)  # fmt: skip
SOME_NAME = st.tuples(NAMES.filter(bool))
CONDITIONS = st.lists(
    st.one_of(
        st.builds(Condition, st.just("name"), st.sampled_from(["is", "is-not", "one-of"]), SOME_NAME),
        st.builds(Condition, st.just("size"), st.sampled_from(["is", "is-not", "at-least", "at-most"]),
                  st.tuples(st.integers(-100, 100))),
        st.builds(Condition, st.just("born"), st.sampled_from(["at-least", "at-most"]),
                  st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)))),
        st.builds(Condition, st.sampled_from(["name", "ok", "share"]), st.just("is-missing")),
    ),
    max_size=3,
)  # fmt: skip
SHOWN = (
    Shown("name", Mask("pseudonym")), Shown("size", Mask("round", 10)), Shown("share"), Shown("born", Mask("month")),
    Shown("seen", Mask("year")), Shown("ok"), Shown("illness", Mask("first", 2)),
)  # fmt: skip
HOLDS = {
    "is": lambda value, given: value == given[0], "is-not": lambda value, given: value != given[0],
    "one-of": lambda value, given: value in given, "at-least": lambda value, given: value >= given[0],
    "at-most": lambda value, given: value <= given[0],
}  # fmt: skip


def pseudonym(key, value):
    """The code of a value, by hand."""
    return sha256(f"{key}:{value}".encode()).hexdigest()[:32]


def plainly(rows, conditions):
    """The same by hand, in Python."""

    def kept(row):
        return all(
            row[one.column] is None if one.operator == "is-missing"
            else row[one.column] is not None and HOLDS[one.operator](row[one.column], one.values)
            for one in conditions
        )  # fmt: skip

    def masked(row):
        return {
            "name": row["name"] and pseudonym(KEY, row["name"]) if row["name"] is not None else None,
            "size": None if row["size"] is None else row["size"] // 10 * 10,
            "share": row["share"],
            "born": row["born"] and row["born"].replace(day=1),
            "seen": row["seen"] and date(2026, 1, 1),
            "ok": row["ok"],
            "illness": None if row["illness"] is None else row["illness"][:2],
        }

    return [masked(row) for row in rows if kept(row)]


@settings(max_examples=40)
@given(rows=ROWS, conditions=CONDITIONS)
def test_what_it_compiles_to_gives_what_a_plain_reader_finds(tmp_path_factory, rows, conditions):
    folder = Path(tmp_path_factory.mktemp("lake")) / "set"
    version = write(folder, of_rows(rows, CONTRACT))
    made = terms(SHOWN, conditions)
    table = governed(made, CONTRACT, folder, version, key=KEY)
    expected = plainly(rows, conditions)
    for row in expected:
        if row["name"] == "":
            row["name"] = pseudonym(KEY, "")
    assert table.to_pylist() == expected
    assert table.column_names == [one.column for one in SHOWN]
    assert count(made, CONTRACT, folder, version) == len(expected)
    assert governed(made, CONTRACT, folder, version, key=KEY, most=1).num_rows == min(1, len(expected))


def test_blank_leaves_nothing_and_codes_differ_by_agreement(tmp_path):
    version = write(tmp_path / "set", of_rows([{"name": "Lan", "illness": "x"}], CONTRACT))
    made = terms([Shown("name", Mask("pseudonym")), Shown("illness", Mask("blank"))])
    [one] = governed(made, CONTRACT, tmp_path / "set", version, key=KEY).to_pylist()
    [other] = governed(made, CONTRACT, tmp_path / "set", version, key="o" * 64).to_pylist()
    assert one == {"name": pseudonym(KEY, "Lan"), "illness": None}
    assert one["name"] != other["name"]
