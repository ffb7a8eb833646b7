"""Many rows in one statement: what Django does, many times faster, for plain numbers and strings."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]], *, known_by: Sequence[str] = ()
) -> None:
    """Insert rows whose values are already what the columns hold: int, float, str, bool or None.

    Where a row is there that says the same in `known_by`, its other fields are written over.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(_column(model, name)) for name in fields)
    marks = ", ".join(["%s"] * len(fields))
    over = ""
    if known_by:
        named = [quote(_column(model, name)) for name in fields if name not in known_by]
        same = ", ".join(quote(_column(model, name)) for name in known_by)
        over = f" ON CONFLICT ({same}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in named)}"
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks}){over}", list(rows))  # noqa: S608


def _column(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    return field.column or name if isinstance(field, models.Field) else name


def rows_named(
    model: type[models.Model], fields: Sequence[str], within: tuple[str, int], named: tuple[str, Sequence[str]]
) -> list[tuple[Any, ...]]:
    """The fields of the rows whose one field is a number, and whose other one is any of so many names."""
    quote = connection.ops.quote_name
    columns, (owner, number), (name, names) = ", ".join(quote(_column(model, one)) for one in fields), within, named
    marks = ", ".join(["%s"] * len(names))
    where = f"{quote(_column(model, owner))} = %s AND {quote(_column(model, name))} IN ({marks})"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quote(model._meta.db_table)} WHERE {where}", [number, *names])  # noqa: S608
        return list(cursor.fetchall())
