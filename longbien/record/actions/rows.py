"""Rows written past the ORM's machinery: every action writes history, so writing it has to be cheap."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model

Row = Sequence[object]


def insert(model: type[Model], rows: Sequence[Row]) -> None:
    """Insert rows of values, in the order of the model's fields without its automatic key; foreign keys as ids."""
    if not rows:
        return
    statement, fields = _statement(model)
    prepared = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    ]
    with connection.cursor() as cursor:
        if len(prepared) == 1:
            cursor.execute(statement, prepared[0])
        else:
            cursor.executemany(statement, prepared)


@cache
def _statement(model: type[Model]) -> tuple[str, "list[Field[Any, Any]]"]:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})', fields  # noqa: S608 - our own names
