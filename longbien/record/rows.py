"""Rows written and read past the ORM's machinery: every action writes history, so writing it has to be cheap.

Statements are built once for each model and set of fields and go to the driver itself; values pass through Django's own
field conversions, so both databases hold exactly what the ORM would write. Rows are written only in `actions/`, with
this as well.

    insert(Event, id=event_id, type="…")      find(Case, case_id, lock=True)      update(Chain, name, length=2)
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain, islice
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

M = TypeVar("M", bound=models.Model)
Field: TypeAlias = "models.Field[Any, Any]"
Convert = Callable[[Any, BaseDatabaseWrapper], Any]
Converts = tuple[tuple[Callable[..., Any], ...], ...]

AT_ONCE = 500
KEPT = 80  # values of a statement that PostgreSQL keeps prepared, at most
# What these hold goes to the driver as it is.
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


def insert(model: type[models.Model], **values: Any) -> None:
    """One row. Fields that are not given take their default."""
    insert_all(model, [values])


def insert_together(*groups: tuple[type[models.Model], Sequence[dict[str, Any]]]) -> None:
    """Some rows of each of several models, those of one with the same fields given; one statement where the engine can.

    Triggers see all of them; foreign keys wait for the end of the transaction anyway.
    """
    given = [(model, rows) for model, rows in groups if rows]
    database, sent = _database(), list[Any]()
    if database.vendor != "postgresql":
        for model, rows in given:
            insert_all(model, rows)
        return
    for model, rows in given:
        converts, defaults, _ = _insertion(model, tuple(rows[0]), len(rows))
        rest = [default() for default in defaults]
        for row in rows:
            sent += _converted(converts, (*row.values(), *rest), database)
    _run(database, _together(tuple((model, tuple(rows[0]), len(rows)) for model, rows in given)), sent)


@lru_cache(maxsize=512)
def _together(shapes: tuple[tuple[type[models.Model], tuple[str, ...], int], ...]) -> str:
    *before, last = (_insertion(*shape)[2] for shape in shapes)
    named = ", ".join(f"i{at} AS ({written})" for at, written in enumerate(before))
    return f"WITH {named} {last}" if named else last


def insert_all(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Some rows, all with the same fields given, in one statement; nothing when there are none."""
    given = list(rows)
    if not given:
        return
    converts, defaults, written = _insertion(model, tuple(given[0]), len(given))
    rest = [default() for default in defaults]
    database = _database()
    _run(database, written, [one for row in given for one in _converted(converts, (*row.values(), *rest), database)])


def insert_many(model: type[models.Model], rows: Sequence[Sequence[Any]]) -> None:
    """Many rows of values, in the order of the model's fields without its automatic key; foreign keys as ids."""
    if rows:
        names = tuple(field.attname for field in _stored(model))
        converts, _, written = _insertion(model, names, 1)
        database = _database()
        with database.cursor() as cursor:
            cursor.executemany(written, [_converted(converts, row, database) for row in rows])


def insert_ready(model: type[models.Model], rows: Iterable[Sequence[Any]]) -> None:
    """The same for very many rows, whose values `writes` has made ready: each goes to the driver as it is.

    Some hundred rows a statement: where triggers may refuse one, SQLite keeps what each one changes until its end.
    """
    names, database, rest = tuple(field.attname for field in _stored(model)), _database(), iter(rows)
    if database.vendor == "postgresql":
        _copy(database, model, rest)
    while portion := list(islice(rest, AT_ONCE)):
        _run(database, _insertion(model, names, len(portion))[2], list(chain.from_iterable(portion)))


def _copy(database: BaseDatabaseWrapper, model: type[models.Model], rows: Iterator[Sequence[Any]]) -> None:
    """All of them as one statement of PostgreSQL's own, which quotes nothing and asks triggers of statements once."""
    database.ensure_connection()
    written = f"COPY {_table(model)} ({_columns(_stored(model))}) FROM STDIN"
    with database.wrap_database_errors, database.connection.cursor() as cursor, cursor.copy(written) as copy:
        for row in rows:
            copy.write_row(row)


def writes(model: type[models.Model], name: str) -> Callable[[Any], Any]:
    """How a value of this field goes to the driver, for whoever writes many: ask once, use it for each."""
    convert, database = _convert(_field(model, name)), _database()
    return (lambda value: value) if convert is None else lambda value: convert(value, database)


def update(model: type[models.Model], key: Any, **values: Any) -> None:
    """Change some fields of the row with this primary key."""
    converts, written = _changing(model, tuple(values))
    database = _database()
    _run(database, written, _converted(converts, (*values.values(), key), database))


def delete(model: type[models.Model], **where: Any) -> None:
    """Delete the rows with these values; nothing that refers to them is looked after."""
    converts, written = _deletion(model, tuple(where))
    database = _database()
    _run(database, written, _converted(converts, where.values(), database))


def find(model: type[M], key: Any, *, lock: bool = False) -> M | None:
    """The row with this primary key, or None. `lock` holds it until the end of the transaction."""
    return next(iter(select(model, lock=lock, pk=key)), None)


def values(model: type[models.Model], key: Any, *names: str, lock: bool = False) -> tuple[Any, ...] | None:
    """Some fields of the row with this primary key, as the driver gives them; None when there is no such row."""
    converts, written = _picking(model, names, lock)
    database = _database()
    found: tuple[Any, ...] | None = _run(database, written, _converted(converts, (key,), database)).fetchone()
    return found


def last(model: type[models.Model], order: str, *names: str) -> tuple[Any, ...] | None:
    """Some fields of the row that comes last in the order of one field, as the driver gives them; None without rows."""
    found: tuple[Any, ...] | None = _run(_database(), _ending(model, order, names), []).fetchone()
    return found


def select(model: type[M], *, order: str = "", lock: bool = False, **where: Any) -> list[M]:
    """The rows with these values, in the order of one field."""
    return _select(model, where, order, _locking(lock))


def latest(model: type[M], order: str, **where: Any) -> M | None:
    """Of the rows with these values the one that comes last in the order of one field; None without any."""
    return next(iter(_select(model, where, order, " DESC LIMIT 1")), None)


def free(model: type[M], **where: Any) -> M | None:
    """The first row with these values that nobody else holds, held until the end of the transaction; None when there is
    no such row, or others hold them all."""
    skipping = " FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    return next(iter(_select(model, where, "pk", f" LIMIT 1{skipping}")), None)


def run(statement: str, values: Sequence[Any]) -> int:
    """A statement of one's own, for what the others can't say; the answer is how many rows it touched.

    Values go to the driver as they are.
    """
    return int(_run(_database(), statement, list(values)).rowcount)


def fetch(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a question of one's own, for what the others can't say. Values go to the driver and come from it as
    they are."""
    found: list[tuple[Any, ...]] = _run(_database(), statement, list(values)).fetchall()
    return found


def _select(model: type[M], where: dict[str, Any], order: str, ending: str) -> list[M]:
    converts, written = _selection(model, tuple(where), order, ending)
    names, reads = _reading(model)
    database = _database()
    found = _run(database, written, _converted(converts, where.values(), database)).fetchall()
    return [model.from_db(database.alias, names, _read(row, reads, database)) for row in found]


def _database() -> BaseDatabaseWrapper:
    """The connection itself: Django's proxy would look it up anew for every value."""
    return connections[DEFAULT_DB_ALIAS]


def _run(database: BaseDatabaseWrapper, statement: str, values: list[Any]) -> Any:
    """Execute on the driver, errors told in Django's terms; by Django's cursor where someone listens to queries."""
    if database.queries_logged or database.execute_wrappers:
        cursor = database.cursor()
        cursor.execute(statement, values)
        return cursor
    if database.connection is None:
        database.ensure_connection()
    database.validate_no_broken_transaction()
    with database.wrap_database_errors:
        if database.vendor == "postgresql":
            return _prepared(database, statement, values)
        return database.connection.execute(_for_driver(statement), values)


def _prepared(database: BaseDatabaseWrapper, statement: str, values: list[Any]) -> Any:
    """PostgreSQL plans but once what comes again and again (`prepare_threshold`); not what has very many values.

    One cursor does for all: whoever asks takes the rows before anything else is asked."""
    kept = vars(database).get("kept_cursor")
    if kept is None or kept.connection is not database.connection:
        driver: Any = database
        kept = vars(database)["kept_cursor"] = driver.Database.Cursor(database.connection)
    return kept.execute(statement, values, prepare=None if len(values) <= KEPT else False)


@lru_cache(maxsize=1024)
def _for_driver(statement: str) -> str:
    return statement.replace("%s", "?") if connection.vendor == "sqlite" else statement


def _converted(converts: tuple[Convert | None, ...], values: Iterable[Any], database: BaseDatabaseWrapper) -> list[Any]:
    return [
        value if convert is None or value is None else convert(value, database)
        for convert, value in zip(converts, values, strict=True)
    ]


def _read(row: tuple[Any, ...], reads: Converts, database: BaseDatabaseWrapper) -> list[Any]:
    values = list(row)
    for place, steps in enumerate(reads):
        for step in steps:
            values[place] = step(values[place], None, database)
    return values


@lru_cache(maxsize=512)
def _insertion(
    model: type[models.Model], names: tuple[str, ...], count: int
) -> tuple[tuple[Convert | None, ...], tuple[Callable[[], Any], ...], str]:
    """Conversions of the fields given and of all others, the defaults of the others, and the statement."""
    given = [_field(model, name) for name in names]
    rest = [field for field in model._meta.concrete_fields if field not in given and not field.db_returning]
    fields = (*given, *rest)
    marks = f"({', '.join(['%s'] * len(fields))})"
    written = f"INSERT INTO {_table(model)} ({_columns(fields)}) VALUES {', '.join([marks] * count)}"  # noqa: S608
    return tuple(map(_convert, fields)), tuple(field.get_default for field in rest), written


@lru_cache(maxsize=512)
def _changing(model: type[models.Model], names: tuple[str, ...]) -> tuple[tuple[Convert | None, ...], str]:
    changes = ", ".join(f"{_column(_field(model, name))} = %s" for name in names)
    converts = tuple(_convert(_field(model, name)) for name in (*names, "pk"))
    return converts, f"UPDATE {_table(model)} SET {changes}{_where(model, ('pk',))}"  # noqa: S608


@lru_cache(maxsize=512)
def _deletion(model: type[models.Model], names: tuple[str, ...]) -> tuple[tuple[Convert | None, ...], str]:
    converts = tuple(_convert(_field(model, name)) for name in names)
    return converts, f"DELETE FROM {_table(model)}{_where(model, names)}"  # noqa: S608


@lru_cache(maxsize=512)
def _selection(
    model: type[models.Model], names: tuple[str, ...], order: str, ending: str
) -> tuple[tuple[Convert | None, ...], str]:
    converts = tuple(_convert(_field(model, name)) for name in names)
    ordered = f" ORDER BY {_column(_field(model, order))}" if order else ""
    columns = _columns(model._meta.concrete_fields)
    written = f"SELECT {columns} FROM {_table(model)}{_where(model, names)}{ordered}{ending}"  # noqa: S608
    return converts, written


@lru_cache(maxsize=128)
def _picking(model: type[models.Model], names: tuple[str, ...], lock: bool) -> tuple[tuple[Convert | None, ...], str]:
    columns = _columns(_field(model, name) for name in names)
    written = f"SELECT {columns} FROM {_table(model)}{_where(model, ('pk',))}{_locking(lock)}"  # noqa: S608
    return (_convert(_field(model, "pk")),), written


@lru_cache(maxsize=128)
def _ending(model: type[models.Model], order: str, names: tuple[str, ...]) -> str:
    columns = _columns(_field(model, name) for name in names)
    return f"SELECT {columns} FROM {_table(model)} ORDER BY {_column(_field(model, order))} DESC LIMIT 1"  # noqa: S608


@lru_cache(maxsize=128)
def _reading(model: type[models.Model]) -> tuple[tuple[str, ...], Converts]:
    fields = model._meta.concrete_fields
    cols = [field.get_col(model._meta.db_table) for field in fields]
    reads = tuple((*connection.ops.get_db_converters(col), *col.get_db_converters(connection)) for col in cols)
    return tuple(field.attname for field in fields), reads


def _stored(model: type[models.Model]) -> list[Field]:
    """The fields of a model without its automatic key."""
    return [field for field in model._meta.concrete_fields if not field.db_returning]


def _convert(field: Field) -> Convert | None:
    """How a value of this field goes to the driver; None when it goes as it is. Short ways end where Django's do."""
    last = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(last, PLAIN):
        return None
    if isinstance(last, models.UUIDField):
        return None if connection.features.has_native_uuid_field else _hex
    if isinstance(last, models.DateTimeField):
        return _instant
    return field.get_db_prep_save


def _hex(value: UUID, database: BaseDatabaseWrapper) -> str:
    return value.hex


def _instant(value: datetime, database: BaseDatabaseWrapper) -> Any:
    return database.ops.adapt_datetimefield_value(value)


def _field(model: type[models.Model], name: str) -> Field:
    """The field called `name`, by its own name, that of its column, or `pk`."""
    if name == "pk":
        return model._meta.pk
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _locking(lock: bool) -> str:
    return " FOR UPDATE" if lock and connection.features.has_select_for_update else ""


def _where(model: type[models.Model], names: tuple[str, ...]) -> str:
    return f" WHERE {' AND '.join(f'{_column(_field(model, name))} = %s' for name in names)}"


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(fields: Iterable[Field]) -> str:
    return ", ".join(map(_column, fields))


def _column(field: Any) -> str:
    return connection.ops.quote_name(field.column)
