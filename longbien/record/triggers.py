"""Database triggers that keep history whole, on SQLite and PostgreSQL alike.

Rooms register in their own `triggers.py`, loaded at start-up:

    append_only("ledger.Entry", "ledger.Transfer")     no UPDATE, no DELETE, no TRUNCATE
    append_only("record.Opening", erasable=True)       no UPDATE, no TRUNCATE; a row may be deleted
    register(Trigger(...))                             any other constraint that needs a trigger

Rebuilding a SQLite table drops its triggers, so `longbien migrate` installs them anew each time, and a system check
(`record.checks`) refuses to start without them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction


@dataclass(frozen=True)
class Trigger:
    """One trigger. `when` is such as `BEFORE INSERT`; the bodies are what stands between BEGIN and END in each dialect.

    The body for PostgreSQL is PL/pgSQL and ends with its RETURN; `declare` holds its variables. `for_each` is ROW or
    STATEMENT. An empty body means that the engine has no need of it. On PostgreSQL, `added` names the rows of a whole
    statement: its trigger then runs once for all of them.
    """

    name: str
    model: str
    when: str
    sqlite: str = ""
    postgresql: str = ""
    declare: str = ""
    for_each: str = "ROW"
    added: str = ""

    @property
    def table(self) -> str:
        return apps.get_model(self.model)._meta.db_table


_triggers: dict[str, Trigger] = {}


def register(trigger: Trigger) -> None:
    if trigger.name in _triggers:
        raise RuntimeError(f"two triggers are called {trigger.name}")
    _triggers[trigger.name] = trigger


def append_only(*models: str, erasable: bool = False) -> None:
    """Rows of these models are never changed, and never deleted unless `erasable`."""
    for model in models:
        for verb in ("UPDATE",) if erasable else ("UPDATE", "DELETE"):
            register(_guard(model, verb))
        register(_guard(model, "TRUNCATE"))


def _guard(model: str, verb: str) -> Trigger:
    words = f"{model} is append-only: no {verb}"
    name = f"keep_{model.replace('.', '_').lower()}_{verb.lower()}"
    return Trigger(
        name=name,
        model=model,
        when=f"BEFORE {verb}",
        # SQLite has no TRUNCATE.
        sqlite="" if verb == "TRUNCATE" else f"SELECT RAISE(ABORT, '{words}');",
        postgresql=f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation';",
        for_each="STATEMENT" if verb == "TRUNCATE" else "ROW",
    )


def triggers() -> tuple[Trigger, ...]:
    return tuple(_triggers.values())


def install() -> None:
    """Put every registered trigger in place, replacing what stands under its name."""
    statements = _sqlite if connection.vendor == "sqlite" else _postgresql
    with transaction.atomic(), connection.cursor() as cursor:
        for trigger in _with_tables():
            for statement in statements(trigger):
                cursor.execute(statement)


def missing() -> list[str]:
    """The names of triggers that are absent, disabled, or not as registered; those of absent tables don't count."""
    standing = _standing_sqlite() if connection.vendor == "sqlite" else _standing_postgresql()
    return [one.name for one in _with_tables() if _body(one) and standing.get(one.name) != _body(one)]


def _with_tables() -> list[Trigger]:
    tables = set(connection.introspection.table_names())
    return [trigger for trigger in triggers() if trigger.table in tables]


def _body(trigger: Trigger) -> str:
    if connection.vendor == "sqlite":
        return _create_sqlite(trigger) if trigger.sqlite else ""
    return _function_body(trigger) if trigger.postgresql else ""


def _create_sqlite(trigger: Trigger) -> str:
    return (
        f'CREATE TRIGGER "{trigger.name}" {trigger.when} ON "{trigger.table}" FOR EACH {trigger.for_each}\n'
        f"BEGIN\n{trigger.sqlite}\nEND"
    )


def _sqlite(trigger: Trigger) -> Iterator[str]:
    if trigger.sqlite:
        yield f'DROP TRIGGER IF EXISTS "{trigger.name}"'
        yield _create_sqlite(trigger)


def _standing_sqlite() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _function_body(trigger: Trigger) -> str:
    return f"{trigger.declare}\nBEGIN\n{trigger.postgresql}\nEND"


def _postgresql(trigger: Trigger) -> Iterator[str]:
    if trigger.postgresql:
        yield (
            f'CREATE OR REPLACE FUNCTION "{trigger.name}"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$body${_function_body(trigger)}$body$"
        )
        yield f'DROP TRIGGER IF EXISTS "{trigger.name}" ON "{trigger.table}"'
        each = f"REFERENCING NEW TABLE AS {trigger.added} FOR EACH STATEMENT" if trigger.added else ""
        yield (
            f'CREATE TRIGGER "{trigger.name}" {trigger.when} ON "{trigger.table}" '
            f'{each or f"FOR EACH {trigger.for_each}"} EXECUTE FUNCTION "{trigger.name}"()'
        )
        # Replication roles skip ordinary triggers; these bite always.
        yield f'ALTER TABLE "{trigger.table}" ENABLE ALWAYS TRIGGER "{trigger.name}"'


def _standing_postgresql() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND pg_table_is_visible(c.oid)"
        )
        return dict(cursor.fetchall())


append_only("record.Event", "record.Leaf", "record.Node", "record.Checkpoint", "record.Stamp")
append_only("record.Document", "record.Opening", erasable=True)
