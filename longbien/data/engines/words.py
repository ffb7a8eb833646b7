"""What each engine calls the few things for which Ibis has no word that means the same on all of them.

Found by trial (`tests/data/engines`): on ClickHouse Ibis writes a day as a type that ends in 2149 and takes the first
bytes of a text, not its characters; on Spark it makes a month's first day an instant.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import ibis
import ibis.expr.datatypes as types
from ibis.backends.sql import compilers
from ibis.config import Config

EngineName = Literal["duckdb", "spark", "clickhouse"]
INSTANT = types.Timestamp(timezone="UTC", scale=6)
builtin = ibis.udf.scalar.builtin  # what the engine has by this very name


class _Options(Config):
    """What Ibis asks when it writes for Spark; said here because it is written where no Spark is installed, too."""

    treat_nan_as_null: bool = False


ibis.options.pyspark = _Options()


@dataclass(frozen=True)
class Words:
    """`code` is SHA-256 in hexadecimal; `first` takes so many code points; `day` makes one of year, month and day;
    `text` is a value as DuckDB writes it; `instant` a value as a literal."""

    compiler: Any
    code: Callable[[Any], Any]
    first: Callable[[Any, int], Any]
    day: Callable[[Any, Any, Any], Any]
    text: Callable[[Any], Any]
    instant: Callable[[datetime], Any]


@builtin
def left(text: str, count: int) -> str: ...
@builtin
def make_date(year: int, month: int, day: int) -> date: ...


DUCKDB = Words(
    compiler=compilers.duckdb.compiler,
    code=lambda text: text.hexdigest("sha256"),
    first=left,
    day=make_date,
    text=lambda value: value.cast("string"),
    instant=lambda value: ibis.literal(value, type=INSTANT),
)


def _spark_text(value: Any) -> Any:
    return value.cast("string") + "+00" if value.type().is_timestamp() else value.cast("string")


SPARK = Words(
    compiler=compilers.pyspark.compiler,
    code=lambda text: text.hexdigest("sha256"),
    first=left,
    day=make_date,
    text=_spark_text,
    instant=lambda value: ibis.literal(value.isoformat(sep=" ")).cast(INSTANT),
)


@builtin(name="hex")
def _hex(code: bytes) -> str: ...
@builtin(name="substringUTF8")
def _characters(text: str, start: int, count: int) -> str: ...
@builtin(name="makeDate32")
def _day(year: int, month: int, day: int) -> date: ...
@builtin(name="toDateTime64")
def _instant(written: str, digits: int, zone: str) -> INSTANT: ...  # type: ignore[valid-type]
@builtin(name="toString")
def _written(value) -> str: ...  # type: ignore[no-untyped-def]
@builtin(name="replaceRegexpOne")
def _replaced(text: str, pattern: str, by: str) -> str: ...


def _clickhouse_text(value: Any) -> Any:
    """An instant has six digits after the second there; DuckDB leaves zeros at the end away."""
    if value.type().is_timestamp():
        return _replaced(_written(value), r"\.?0*$", "") + "+00"
    return _written(value)


CLICKHOUSE = Words(
    compiler=compilers.clickhouse.compiler,
    code=lambda text: _hex(text.hashbytes("sha256")).lower(),
    first=lambda text, count: _characters(text, 1, count),
    day=_day,
    text=_clickhouse_text,
    instant=lambda value: _instant(value.replace(tzinfo=None).isoformat(" ", "microseconds"), 6, "UTC"),
)

WORDS: Mapping[EngineName, Words] = {"duckdb": DUCKDB, "spark": SPARK, "clickhouse": CLICKHOUSE}
