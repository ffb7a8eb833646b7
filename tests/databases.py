"""A database of its own for a test that needs several connections, direct SQL or another process.

    from tests.databases import fresh_database  # noqa: F401   in the conftest.py of the room

    @pytest.mark.django_db
    def test_two_at_once(fresh_database): ...

It is copied from a template that was made once a run; LONGBIEN_VAR is a folder of its own as well. `fresh_database.env`
is the environment for a process on the same state.
"""

import fcntl
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from longbien.record import keys
from longbien.record.schema import lay_schema

URL = os.environ.get("DATABASE_URL", "")
ON_POSTGRESQL = URL.startswith("postgres")


@dataclass(frozen=True)
class Fresh:
    """Where the database is, and the folder of the rest of the state."""

    url: str
    var: Path

    @property
    def env(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.url,
            "LONGBIEN_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "longbien.site.settings",
        }


@contextmanager
def switched(url: str) -> Iterator[None]:
    """Every thread's default connection goes to the database at `url`."""
    known = connections.settings["default"]
    changed: dict[str, Any] = known | dj_database_url.parse(url)
    changed["OPTIONS"] = known.get("OPTIONS", {})
    ours = connections["default"]
    connections.settings["default"] = changed
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = known
        connections["default"] = ours


def once_a_run(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], str]) -> Fresh:
    """The database that `make` lays in the folder it is given: for the worker that needs it first, while others wait.

    On PostgreSQL each worker makes its own, and drops it.
    """
    common = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ and not ON_POSTGRESQL:
        common = common.parent
    folder, made = common / name, common / f"{name}.made"
    with (common / f"{name}.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        try:
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)  # half of it, where the worker before this one failed
                folder.mkdir()
                made.write_text(make(folder))
        finally:
            fcntl.flock(gate, fcntl.LOCK_UN)  # processes that were forked meanwhile hold the file open as well
    return Fresh(made.read_text(), folder)


@pytest.fixture(scope="session")
def database_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[str]:
    """A database with every table that nobody writes to."""

    def make(folder: Path) -> str:
        url = _make(f"template_{uuid.uuid4().hex}", folder)
        with django_db_blocker.unblock(), switched(url):
            lay_schema()
        return url

    template = once_a_run(tmp_path_factory, "template", make)
    yield template.url
    _drop(template.url)


@pytest.fixture
def fresh_database(database_template: str, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Fresh]:
    """A copy of the template for one test."""
    settings.VAR = tmp_path
    with django_db_blocker.unblock(), copy_of(database_template, tmp_path) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def peopled(
    database_template: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Fresh]:
    """The demonstration as `longbien start --demo` leaves it, made once a run: to be copied, never changed."""

    def make(folder: Path) -> str:
        with django_db_blocker.unblock(), override_settings(VAR=folder):
            url = _copy(database_template, folder)
            with switched(url):
                call_command("hub", "load")
                call_command("demo", "load")
                call_command("demo", "crossing")
        return url

    made = once_a_run(tmp_path_factory, "peopled", make)
    yield made
    _drop(made.url)


@contextmanager
def copy_of(template: str, folder: Path) -> Iterator[Fresh]:
    """A copy of the template in `folder`, which is settings.VAR already; everyone's database until it is left."""
    url = _copy(template, folder)
    with switched(url):
        yield Fresh(url, folder)
    _drop(url)


def _copy(template: str, folder: Path) -> str:
    keys.make_key()
    return _make(f"fresh_{uuid.uuid4().hex}", folder, template=template)


def _make(name: str, folder: Path, *, template: str = "") -> str:
    if ON_POSTGRESQL:
        copied = f' TEMPLATE "{_name(template)}"' if template else ""
        _administer(f'CREATE DATABASE "{name}"{copied}')
        return f"{URL.rpartition('/')[0]}/{name}"
    path = folder / "longbien.sqlite3"
    if template:
        shutil.copyfile(template.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


def _drop(url: str) -> None:
    if ON_POSTGRESQL:
        _administer(f'DROP DATABASE IF EXISTS "{_name(url)}" WITH (FORCE)')


def _name(url: str) -> str:
    return url.rpartition("/")[2]


def make_database(name: str, folder: Path) -> str:
    """An empty database of its own, on PostgreSQL; where one would be, on SQLite. Its address."""
    return _make(f"{name}_{uuid.uuid4().hex}", folder)


def _administer(statement: str) -> None:
    with psycopg.connect(URL, autocommit=True) as connection:
        connection.execute(statement)
