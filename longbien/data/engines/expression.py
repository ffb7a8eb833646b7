"""Terms as an Ibis expression: the same rows and columns as `rules.agreement.compiled`, on whatever engine.

What it is made of was chosen because each engine means the same by it: whole numbers are rounded without others, other
numbers by their remainder (Spark's `floor` gives a whole number, and the nearest one when it is too large), and a
number that is none (NaN) is left out by name, for engines order it differently.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import ibis

from longbien.data.engines.words import INSTANT, WORDS, EngineName, Words
from longbien.data.rules.agreement.compiled import LEAST, compared
from longbien.data.rules.agreement.terms import Condition, Scalar, Shown, Terms
from longbien.data.rules.contract.contract import Contract, Kind
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

TYPES: Mapping[Kind, str] = {
    "string": "string", "integer": "int64", "number": "float64", "boolean": "boolean", "date": "date",
    "timestamp": INSTANT,
}  # fmt: skip
BY_GATEWAY = Text.of(
    vi="Thoả thuận này chỉ cho số đếm: hãy hỏi khối dữ liệu hoặc cổng SQL của nó.",
    en="Counts alone are given out under this agreement: ask its cube, or its gateway in SQL.",
)
WHOLE = 2.0**52
"""From here on every number is a whole one."""


def rows_of(contract: Contract, name: str) -> ibis.Table:
    """All rows, of a table that the engine calls so."""
    return ibis.table({one.name: TYPES[one.kind] for one in contract.columns}, name=name)


def governed(terms: Terms, contract: Contract, rows: ibis.Table, engine: EngineName, *, key: str) -> ibis.Table:
    """What the terms show of the rows. The key is a secret: it never leaves the platform. Refusal (403) of a cube."""
    if terms.cube is not None:
        raise Refusal("cube-only", BY_GATEWAY, status=403)
    words = WORDS[engine]
    held = [_condition(one, rows[one.column], contract, words) for one in terms.rows]
    kept = rows.filter(held) if held else rows
    return kept.select(**{one.column: _shown(one, kept[one.column], words, key) for one in terms.columns})


def sql(expression: ibis.Table, engine: EngineName) -> str:
    """As the engine reads it."""
    compiler = WORDS[engine].compiler
    written: str = compiler.to_sqlglot(expression).sql(dialect=compiler.dialect)
    return written


def _shown(shown: Shown, it: Any, words: Words, key: str) -> Any:
    match shown.mask.kind:
        case "pseudonym":
            return words.first(words.code(ibis.literal(f"{key}:") + words.text(it)), 32)
        case "year" | "month" as unit:
            return words.day(it.year(), it.month() if unit == "month" else 1, 1)
        case "round":
            return _rounded(it, shown.mask.step)
        case "first":
            return words.first(it, shown.mask.step)
        case "blank":
            return ibis.null("string")
        case _:
            return it


def _rounded(it: Any, step: int) -> Any:
    if it.type().is_integer():
        rest = it % step
        down = (it >= LEAST + step + rest, it - rest - step)
        return ibis.cases((rest >= 0, it - rest), down, else_=ibis.null("int64"))
    parts = it / step
    rest = parts % 1.0
    down = ibis.cases((rest < 0, parts - rest - 1.0), else_=parts - rest)
    return ibis.cases(((parts.abs() >= WHOLE) | (rest == 0), parts), else_=down) * step


def _condition(one: Condition, it: Any, contract: Contract, words: Words) -> Any:
    column = contract.column(one.column)
    kind = column.kind if column else "string"
    if one.operator == "is-missing":
        return (it.cast("string") if kind == "number" else it).isnull()
    values = [_value(value, kind, words) for value in one.values]
    held = _held(one, it, values)
    return held & ~it.isnan() if kind == "number" else held


def _held(one: Condition, it: Any, values: list[Any]) -> Any:
    match one.operator:
        case "is":
            return it == values[0]
        case "is-not":
            return it != values[0]
        case "at-least":
            return it >= values[0]
        case "at-most":
            return it <= values[0]
        case _:
            return it.isin(values)


def _value(value: Scalar, kind: Kind, words: Words) -> Any:
    said = compared(value, kind)
    match said:
        case datetime():
            return words.instant(said)
        case date():
            return words.day(said.year, said.month, said.day)
        case float():
            return ibis.literal(repr(said)).cast("float64")
    return ibis.literal(said)
