"""Names and values as SQL text: the only place where text of others becomes part of a statement.

DuckDB and Spark in ANSI mode read both forms the same way (SQL:2016, 5.2 and 5.3).
"""

from datetime import date, datetime

Value = str | int | float | bool | date | datetime


def name(said: str) -> str:
    """A name in double quotes. ValueError for one with a NUL."""
    if "\0" in said or not said:
        raise ValueError("a name can't be empty or hold a NUL")
    return '"' + said.replace('"', '""') + '"'


def literal(value: Value) -> str:
    """A value as a literal: text in single quotes, days and instants as such.

    A number is written as a cast text: DuckDB reads `0.30000000000000004` as a decimal and may hit its neighbour.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return repr(value)
    if isinstance(value, float):
        return f"CAST('{value!r}' AS DOUBLE)"
    if isinstance(value, datetime):
        return f"TIMESTAMPTZ '{value.isoformat()}'"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if "\0" in value:
        raise ValueError("a text can't hold a NUL")
    return "'" + value.replace("'", "''") + "'"
