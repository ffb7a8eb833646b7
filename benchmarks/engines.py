"""What an agreement costs on each engine, and what the engines cost beside each other: one expression, one statement.

Governed is the view of an agreement with two conditions, a code, a rounding and a month; raw is the same table under
terms that show everything as it is. Both are asked the same statement, round by round in turn, from opening the view to
the last row as Arrow; Spark's session stands already. Needs the extras `spark` and `clickhouse`, and Java 17.

    python benchmarks/engines.py [rows]
"""

import importlib
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ["LONGBIEN_VAR"] = tempfile.mkdtemp(prefix="longbien-bench-")

import django

django.setup()

import duckdb
from measured import ratio, said

from longbien.data.engines.asked import Asked
from longbien.data.rules.agreement.terms import Condition, Mask, Shown, Terms
from longbien.data.rules.contract.contract import read_contract
from tests.data.make import column, contract

ROWS, ROUNDS, FILES = 10_000_000, 5, 8
ENGINES = {"DuckDB": "duck", "ClickHouse": "clickhouse", "Spark": "spark"}
MADE = """
    SELECT i AS id, 'rider-' || (i * 7919 % 1000003) AS rider, CAST(i * 31 % 500 AS BIGINT) AS ward,
        (i * 17 % 10000) / 100.0 AS km, DATE '2026-01-01' + CAST(i % 365 AS INT) AS day
    FROM range({first}, {last}) t(i)
"""
CONTRACT = read_contract(
    contract(
        column("id", "integer"), column("rider"), column("ward", "integer"), column("km", "number"),
        column("day", "date"),
    ),
    ("vi", "en"),
)  # fmt: skip
ALL = tuple(Shown(one.name) for one in CONTRACT.columns)
SHOWN = (Shown("id"), Shown("rider", Mask("pseudonym")), Shown("ward", Mask("round", 10)), Shown("km"),
         Shown("day", Mask("month")))  # fmt: skip
KEPT = (Condition("ward", "at-least", (50,)), Condition("day", "at-most", (date(2026, 11, 30),)))
STATEMENTS = {
    "group by": "SELECT ward, count(*) AS n, avg(km) AS km FROM trips GROUP BY ward",
    "filter and group": "SELECT day, sum(km) AS km FROM trips WHERE km > 50 GROUP BY day",
    "codes": "SELECT count(DISTINCT rider) AS n FROM trips WHERE id < 1500000",
}


def terms(columns, rows=()) -> Terms:
    return Terms("trips", columns, rows, "a benchmark", date(2027, 1, 1))


def written(folder: Path, rows: int) -> tuple[str, ...]:
    names = [folder / f"part-{number}.parquet" for number in range(FILES)]
    each = rows // FILES
    with duckdb.connect(":memory:") as engine:
        for number, name in enumerate(names):
            rows_of = MADE.format(first=number * each, last=(number + 1) * each)
            engine.execute(f"COPY ({rows_of}) TO '{name}' (FORMAT parquet, COMPRESSION zstd)")
    return tuple(map(str, names))


def measured(engine, asked: Asked) -> float:
    start = time.perf_counter()
    engine.run(asked)
    return time.perf_counter() - start


def main(rows: int) -> None:
    files, engines = written(Path(os.environ["LONGBIEN_VAR"]), rows), {}
    for name, module in ENGINES.items():
        engines[name] = importlib.import_module(f"longbien.data.engines.{module}")
    print(f"{rows:,} rows in {FILES} files")
    for called, statement in STATEMENTS.items():
        found = {(name, is_held): [] for name in engines for is_held in (True, False)}
        for turn in range(ROUNDS + 1):
            for (name, is_held), kept in found.items():
                asked = terms(SHOWN, KEPT) if is_held else terms(ALL)
                took = measured(engines[name], Asked("trips", asked, CONTRACT, files, "k" * 64, statement, 100_000))
                if turn:
                    kept.append(took)
        for name in engines:
            governed, raw = found[name, True], found[name, False]
            beside = "" if name == "DuckDB" else f"; {ratio(governed, found['DuckDB', True])} times DuckDB's"
            ms = said([1000 * one for one in governed], " ms")
            print(f"{called}, {name}: governed {ms}, {ratio(governed, raw)} times raw{beside}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
