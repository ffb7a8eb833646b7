"""One agreement on three engines: each shows what a plain reader finds, whatever the rows hold."""

from dataclasses import replace
from itertools import chain

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from longbien.data.engines.asked import Asked
from longbien.data.engines.running import run
from longbien.data.lake.tables import files, of_rows, write
from longbien.data.rules.agreement.terms import Condition, Mask, Shown
from longbien.kernel.refusal import Refusal
from tests.data.plain import (
    BY_HAND,
    COLUMNS,
    CONDITIONS,
    CONTRACT,
    KEPT_BY_HAND,
    KEY,
    ROWS,
    SHOWN_BY_HAND,
    comparable,
    compared,
    ordered,
    plainly,
    terms,
)

MANY = 1_000_000
LAN = {"name": "Lan", "size": 7, "share": 0.5, "born": None, "seen": None, "illness": None, "ok": True}
HOA = {**LAN, "name": "Hoa", "size": 12, "share": 1.5, "ok": False}
OPEN = terms([Shown("name", Mask("pseudonym")), Shown("size")], [Condition("ok", "is", (True,))])
ENGINES = ["duckdb", pytest.param("spark", marks=pytest.mark.slow), pytest.param("clickhouse", marks=pytest.mark.slow)]


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """Where one table after the other is put."""
    return tmp_path_factory.mktemp("lake") / "the set"


def asked(lake, rows, made, statement="SELECT * FROM trial_set", most=MANY):
    version = write(lake, of_rows(rows, CONTRACT))
    return Asked("trial_set", made, CONTRACT, tuple(map(str, files(lake, version))), KEY, statement, most)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=10, phases=[Phase.explicit, Phase.generate])
@given(rows=st.lists(ROWS, min_size=8, max_size=8), columns=COLUMNS, conditions=CONDITIONS)
def test_every_engine_shows_what_a_plain_reader_finds(engine, lake, rows, columns, conditions):
    rows, made = [LAN, *chain.from_iterable(rows)], terms(columns, conditions[:1])
    table = pa.ipc.open_stream(run(asked(lake, rows, made), engine).arrow).read_all()
    assert compared(table) == ordered(plainly(made, rows))
    assert table.column_names == list(made.names)


def test_each_condition_and_each_mask_by_hand(lake):
    for condition, kept in KEPT_BY_HAND:
        found = run(asked(lake, BY_HAND, terms(rows=[condition])), "duckdb")
        assert sorted(found.as_rows()) == sorted((BY_HAND[number]["name"],) for number in kept)
    for shown, values in SHOWN_BY_HAND:
        found = run(asked(lake, BY_HAND, terms([shown])), "duckdb")
        assert [comparable(value) for (value,) in found.as_rows()] == values


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name FROM every_row_of_the_edition",
        "SELECT share FROM trial_set",
        "SELECT * FROM read_parquet('/etc/passwd')",
        "SELECT size FROM trial_set; SELECT 1",
        "DROP VIEW trial_set",
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_but_the_view_is_reached(engine, lake, statement):
    with pytest.raises(Refusal) as refused:
        run(asked(lake, [LAN, HOA], OPEN, statement), engine)
    assert "Hoa" not in str(refused.value)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_text_is_what_stands_there(engine, lake):
    """Spark would put variables of its own, of Java and of the environment in the place of some."""
    hidden = {**LAN, "name": ""}
    made = terms([Shown("size")], [Condition("name", "one-of", ("${x}", "Lan"))])
    said = "SELECT size, '${env:PATH}' AS a, '${system:java.version}' AS b FROM trial_set"
    answer = run(asked(lake, [LAN, hidden], made, said), engine)
    assert list(answer.as_rows()) == [(7, "${env:PATH}", "${system:java.version}")]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_statement_asks_the_rows_that_are_shown_and_more_are_cut(engine, lake):
    rows = [LAN, HOA, {**LAN, "size": -3}, {**LAN, "size": 40}]
    by = "WITH big AS (SELECT size FROM trial_set WHERE size > 0) SELECT count(*) AS n, sum(size) AS total FROM big"
    answer = run(asked(lake, rows, OPEN, by), engine)
    assert ([one.name for one in answer.schema], list(answer.as_rows())) == (["n", "total"], [(2, 47)])
    ordered_by = run(asked(lake, rows, OPEN, "SELECT size FROM trial_set ORDER BY 1", most=1), engine)
    assert (list(ordered_by.as_rows()), ordered_by.cut) == ([(-3,)], True)


def test_terms_that_other_engines_would_read_in_their_own_way_are_asked_on_duckdb(lake):
    agreed_before = terms([Shown("share", Mask("pseudonym"))])
    assert run(asked(lake, [LAN], agreed_before), "duckdb").rows == 1
    for engine in ("spark", "clickhouse"):
        with pytest.raises(Refusal) as refused:
            run(asked(lake, [LAN], agreed_before), engine)
        assert refused.value.code == "no-code"


def test_a_column_or_a_file_that_is_gone_is_told_as_the_gateway_tells_it(lake):
    here = asked(lake, [LAN], terms([Shown("size")], [Condition("gone", "is-missing")]))
    there = replace(asked(lake, [LAN], OPEN), files=("/nowhere/none.parquet",))
    for one in (here, there):
        with pytest.raises(Refusal) as refused:
            run(one, "duckdb")
        assert refused.value.code == "sql-offer-broken"
