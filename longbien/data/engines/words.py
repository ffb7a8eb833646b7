"""What each engine calls the few things for which Ibis has no word that means the same on all of them.

Found by trial (`tests/data/engines`): on ClickHouse Ibis writes a day as a type that ends in 2149 and takes the first
bytes of a text, not its characters; on Spark it makes a month's first day an instant.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from inspect import Parameter, Signature
from typing import Any, Literal

import ibis
import ibis.expr.datatypes as types
from ibis.backends.sql import compilers
from ibis.config import Config

EngineName = Literal["duckdb", "spark", "clickhouse"]
INSTANT = types.Timestamp(timezone="UTC", scale=6)


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


def _builtin(name: str, gives: Any, **takes: Any) -> Callable[..., Any]:
    """A function that the engine has by this very name; what it takes as None may be of any type."""

    def called(*_: Any) -> None:
        raise NotImplementedError  # its name is written, never its body run

    parts = [Parameter(one, Parameter.POSITIONAL_OR_KEYWORD) for one in takes]
    called.__signature__ = Signature(parts)  # type: ignore[attr-defined]
    made: Callable[..., Any] = ibis.udf.scalar.builtin(called, name=name, signature=(tuple(takes.values()), gives))
    return made


_left = _builtin("left", str, text=str, count=int)
_make_date = _builtin("make_date", date, year=int, month=int, day=int)

DUCKDB = Words(
    compiler=compilers.duckdb.compiler,
    code=lambda text: text.hexdigest("sha256"),
    first=_left,
    day=_make_date,
    text=lambda value: value.cast("string"),
    instant=lambda value: ibis.literal(value, type=INSTANT),
)


def _spark_text(value: Any) -> Any:
    return value.cast("string") + "+00" if value.type().is_timestamp() else value.cast("string")


SPARK = Words(
    compiler=compilers.pyspark.compiler,
    code=lambda text: text.hexdigest("sha256"),
    first=_left,
    day=_make_date,
    text=_spark_text,
    instant=lambda value: ibis.literal(value.isoformat(sep=" ")).cast(INSTANT),
)


_hex = _builtin("hex", str, code=bytes)
_characters = _builtin("substringUTF8", str, text=str, start=int, count=int)
_day = _builtin("makeDate32", date, year=int, month=int, day=int)
_instant = _builtin("toDateTime64", INSTANT, written=str, digits=int, zone=str)
_written = _builtin("toString", str, value=None)
_replaced = _builtin("replaceRegexpOne", str, text=str, pattern=str, by=str)


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
