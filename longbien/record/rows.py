"""Single rows without query building: for what an action does on every move, many times cheaper than the ORM.

Statements are written once for each model and set of fields; values pass through Django's own field conversions, so
both databases read and write exactly what the ORM would. Rows are written only in `actions/`, with this as well.

    insert(Event, id=event_id, type="…")      find(Case, case_id, lock=True)      update(Chain, name, length=2)
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

M = TypeVar("M", bound=models.Model)
Fields = tuple["models.Field[Any, Any]", ...]
Converts = tuple[tuple[Callable[..., Any], ...], ...]

# What these hold goes to the driver as it is.
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


def insert(model: type[models.Model], **values: Any) -> None:
    """One row. Fields that are not given take their default."""
    insert_all(model, [values])


def insert_all(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Some rows, all with the same fields given, in one statement; nothing when there are none."""
    given = list(rows)
    if not given:
        return
    names = tuple(given[0])
    fields, written, marks = _insertion(model, names)
    defaults = [field.get_default() for field in fields[len(names) :]]
    database = _database()
    values = [value for row in given for value in _prepared(fields, (*row.values(), *defaults), database)]
    database.cursor().execute(f"{written}{', '.join([marks] * len(given))}", values)


def update(model: type[models.Model], key: Any, **values: Any) -> None:
    """Change some fields of the row with this primary key."""
    fields, written = _changing(model, tuple(values))
    database = _database()
    database.cursor().execute(written, _prepared(fields, (*values.values(), key), database))


def delete(model: type[models.Model], **where: Any) -> None:
    """Delete the rows with these values; nothing that refers to them is looked after."""
    fields, condition = _condition(model, tuple(where))
    database = _database()
    statement = f"DELETE FROM {_table(model)}{condition}"  # noqa: S608 (names of our own tables)
    database.cursor().execute(statement, _prepared(fields, where.values(), database))


def find(model: type[M], key: Any, *, lock: bool = False) -> M | None:
    """The row with this primary key, or None. `lock` holds it until the end of the transaction."""
    return next(iter(select(model, lock=lock, pk=key)), None)


def select(model: type[M], *, order: str = "", lock: bool = False, **where: Any) -> list[M]:
    """The rows with these values, in the order of one field."""
    fields, condition = _condition(model, tuple(where))
    written, names, converts = _selection(model)
    ordered = f" ORDER BY {_column(_field(model, order))}" if order else ""
    database = _database()
    locked = " FOR UPDATE" if lock and database.features.has_select_for_update else ""
    cursor = database.cursor()
    cursor.execute(f"{written}{condition}{ordered}{locked}", _prepared(fields, where.values(), database))
    return [model.from_db(database.alias, names, _read(row, converts, database)) for row in cursor.fetchall()]


def _database() -> BaseDatabaseWrapper:
    """The connection itself: going through Django's proxy for every value costs more than the values."""
    return connections[DEFAULT_DB_ALIAS]


def _prepared(fields: Fields, values: Iterable[Any], database: BaseDatabaseWrapper) -> list[Any]:
    return [
        value if value is None or isinstance(field, PLAIN) else field.get_db_prep_save(value, database)
        for field, value in zip(fields, values, strict=True)
    ]


def _read(row: tuple[Any, ...], converts: Converts, database: BaseDatabaseWrapper) -> list[Any]:
    values = list(row)
    for place, convert in enumerate(converts):
        for step in convert:
            values[place] = step(values[place], None, database)
    return values


@lru_cache(maxsize=512)
def _insertion(model: type[models.Model], names: tuple[str, ...]) -> tuple[Fields, str, str]:
    """Every field with those of `names` first, the statement up to VALUES, and the marks of one row."""
    given = [_field(model, name) for name in names]
    rest = [field for field in model._meta.concrete_fields if field not in given and not field.db_returning]
    fields = (*given, *rest)
    columns = ", ".join(map(_column, fields))
    marks = ", ".join(["%s"] * len(fields))
    return fields, f"INSERT INTO {_table(model)} ({columns}) VALUES ", f"({marks})"  # noqa: S608


@lru_cache(maxsize=512)
def _changing(model: type[models.Model], names: tuple[str, ...]) -> tuple[Fields, str]:
    fields = tuple(_field(model, name) for name in names)
    changes = ", ".join(f"{_column(field)} = %s" for field in fields)
    key = _field(model, "pk")
    return (*fields, key), f"UPDATE {_table(model)} SET {changes} WHERE {_column(key)} = %s"  # noqa: S608


@lru_cache(maxsize=512)
def _condition(model: type[models.Model], names: tuple[str, ...]) -> tuple[Fields, str]:
    fields = tuple(_field(model, name) for name in names)
    return fields, f" WHERE {' AND '.join(f'{_column(field)} = %s' for field in fields)}"


@lru_cache(maxsize=128)
def _selection(model: type[models.Model]) -> tuple[str, tuple[str, ...], Converts]:
    fields = model._meta.concrete_fields
    columns = ", ".join(map(_column, fields))
    cols = [field.get_col(model._meta.db_table) for field in fields]
    converts = tuple((*connection.ops.get_db_converters(col), *col.get_db_converters(connection)) for col in cols)
    return f"SELECT {columns} FROM {_table(model)}", tuple(field.attname for field in fields), converts  # noqa: S608


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """The field called `name`, by its own name, that of its column, or `pk`."""
    if name == "pk":
        return model._meta.pk
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(field: Any) -> str:
    return connection.ops.quote_name(field.column)
