"""A statement on an engine of the operators' choice: what they get, what is recorded, what is refused."""

import importlib
import sys
from logging.handlers import BufferingHandler

import pytest
from django.core.management import CommandError, call_command

from longbien.data.actions.agreements.agreeing import revoke
from longbien.data.actions.agreements.ask import ask
from longbien.data.actions.engines.run import Where, run
from longbien.data.actions.sets.deliver import deliver
from longbien.data.models import Agreement, Query
from longbien.data.queries.shares import snapshot
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from tests.data.test_asking import SECRET, Shared
from tests.people.make import NOW

pytestmark = pytest.mark.django_db
ENGINES = [
    "duckdb", pytest.param("spark", marks=pytest.mark.slow), pytest.param("clickhouse", marks=pytest.mark.slow)
]  # fmt: skip
EVERYTHING = "SELECT * FROM trial_set"


def rows(answer):
    return sorted(answer.as_rows())


@pytest.mark.parametrize("engine", ENGINES)
def test_the_rows_are_those_of_the_gateway_and_every_run_is_recorded(engine):
    shared = Shared()
    there = run(shared.id, EVERYTHING, where=Where(engine), by=SYSTEM, at=NOW)
    assert rows(there) == rows(ask(shared.id, EVERYTHING, by=SYSTEM, at=NOW))
    assert SECRET.encode() not in there.arrow
    few = run(shared.id, EVERYTHING, where=Where(engine), by=SYSTEM, at=NOW, most=3)
    assert (few.rows, few.cut) == (3, True)
    with pytest.raises(Refusal):
        run(shared.id, "SELECT * FROM every_row_of_the_edition", where=Where(engine), by=SYSTEM, at=NOW)
    assert list(Query.objects.order_by("pk").values_list("rows", "refused")) == [
        (20, ""), (20, ""), (3, ""), (None, "sql-table")
    ]  # fmt: skip


@pytest.mark.slow
def test_spark_by_itself_finds_the_same_rows_in_the_share_and_no_plan_tells_the_key():
    """The reader is PySpark's own, of the file that Delta Sharing hands out; the plan is read as it is printed."""
    shared, spark = Shared(), importlib.import_module("longbien.data.engines.spark").session()
    row = Agreement.objects.get(pk=shared.id)
    found = spark.read.parquet(f"file://{snapshot(row, 1).file}").collect()
    asked = ask(shared.id, EVERYTHING, by=SYSTEM, at=NOW)
    assert sorted(map(tuple, found)) == rows(asked)
    assert sorted(map(tuple, rows(run(shared.id, EVERYTHING, where=Where("spark"), by=SYSTEM, at=NOW)))) == rows(asked)
    plan = spark.table("trial_set")._jdf.queryExecution().toString()
    assert ("redacted" in plan, row.key in plan) == (True, False)


@pytest.mark.slow
def test_spark_says_nothing_of_what_a_faulty_statement_was_planned_to():
    shared, heard = Shared(), BufferingHandler(9)
    logger = importlib.import_module("pyspark.logger").PySparkLogger.getLogger("SQLQueryContextLogger")
    logger.addHandler(heard)
    with pytest.raises(Refusal):
        run(shared.id, "SELECT none FROM trial_set", where=Where("spark"), by=SYSTEM, at=NOW)
    logger.removeHandler(heard)
    assert heard.buffer == []


def test_an_edition_without_rows_has_none():
    shared = Shared()
    deliver("trial-set", [], by=SYSTEM, at=NOW)
    assert run(shared.id, EVERYTHING, where=Where("duckdb"), by=SYSTEM, at=NOW).rows == 0


def test_nothing_without_an_agreement_in_force_and_nothing_for_outsiders():
    shared = Shared(rows=0)
    with pytest.raises(Refusal) as nothing_yet:
        run(shared.id, EVERYTHING, where=Where("duckdb"), by=SYSTEM, at=NOW)
    with pytest.raises(Refusal) as outsider:
        run(shared.id, EVERYTHING, where=Where("duckdb"), by=shared.lead, at=NOW)
    revoke(shared.id, reason="over", by=shared.stewards[0], at=NOW)
    with pytest.raises(Refusal) as over:
        run(shared.id, EVERYTHING, where=Where("duckdb"), by=SYSTEM, at=NOW)
    with pytest.raises(Refusal) as unknown:
        run(new_id(), EVERYTHING, where=Where("duckdb"), by=SYSTEM, at=NOW)
    assert [said.value.status for said in (nothing_yet, outsider, over, unknown)] == [409, 403, 409, 404]
    assert list(Query.objects.order_by("pk").values_list("refused", flat=True)) == ["no-rows", "not-in-force"]


def test_a_missing_extra_says_how_to_add_it(monkeypatch):
    shared = Shared()
    monkeypatch.setitem(sys.modules, "longbien.data.engines.clickhouse", None)
    with pytest.raises(Refusal) as missing:
        run(shared.id, EVERYTHING, where=Where("clickhouse"), by=SYSTEM, at=NOW)
    assert "pip install 'longbien[clickhouse]'" in missing.value.what["en"]
    assert Query.objects.get().refused == "extra-missing"


def test_the_command_answers_in_csv_or_refuses_in_one_line(tmp_path, capsys):
    shared, file = Shared(), tmp_path / "statement.sql"

    def told(statement, *more):
        file.write_text(statement)
        call_command("data", "run", str(file), f"--agreement={shared.id}", *more)
        return capsys.readouterr()

    assert (
        told("SELECT size, count(*) AS n FROM trial_set GROUP BY ALL ORDER BY 1").out == "size,n\r\n20,10\r\n30,10\r\n"
    )
    assert "they were cut" in told("SELECT size FROM trial_set", "--rows=2").err
    with pytest.raises(CommandError) as said:
        told("SELECT none FROM trial_set")
    assert (said.value.returncode, "\n" in str(said.value)) == (3, False)
    file.write_bytes(b"SELECT '\xff'")
    with pytest.raises(CommandError) as unreadable:
        call_command("data", "run", str(file), f"--agreement={shared.id}")
    assert unreadable.value.returncode == 3
