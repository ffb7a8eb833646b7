"""The database as it stood at one moment, in a file, while others go on writing."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
from django.db import connection

from longbien.record.backup.archive import Unusable

SQLITE, POSTGRESQL = "longbien.sqlite3", "longbien.pgdump"
DIGESTS = "SELECT DISTINCT sha256 FROM record_document"
HEAD = "SELECT size, note FROM record_checkpoint ORDER BY size DESC LIMIT 1"


@dataclass(frozen=True)
class Snapshot:
    """`digests` are the documents that rows of it name, `head` size and note of its newest checkpoint."""

    file: Path
    engine: str
    digests: tuple[str, ...]
    head: tuple[int, str] | None


def snapshot(folder: Path) -> Snapshot:
    """Write the database into a file of `folder`. Unusable when a tool for it is missing."""
    return _sqlite(folder / SQLITE) if connection.vendor == "sqlite" else _postgresql(folder / POSTGRESQL)


def _sqlite(target: Path) -> Snapshot:
    # All pages in one step of one read transaction: nobody waits, and no write of others begins it anew.
    name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(name, timeout=30)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        return _told(target, "sqlite", copy.execute(DIGESTS).fetchall(), copy.execute(HEAD).fetchone())


def _postgresql(target: Path) -> Snapshot:
    settings = connection.settings_dict
    with psycopg.connect(**_client(settings)) as reading, reading.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        [moment] = cursor.execute("SELECT pg_export_snapshot()").fetchone() or [""]
        options = ["--format=custom", "--no-owner", f"--snapshot={moment}", f"--file={target}"]
        _run("pg_dump", options, settings)
        digests = cursor.execute(DIGESTS).fetchall()
        return _told(target, "postgresql", digests, cursor.execute(HEAD).fetchone())


def _told(file: Path, engine: str, digests: list[Any], head: Any) -> Snapshot:
    return Snapshot(file, engine, tuple(str(digest) for [digest] in digests), head and (int(head[0]), str(head[1])))


def check_room(url: str) -> None:
    """Unusable unless `url` is a PostgreSQL database without a table."""
    if not url.startswith("postgres"):
        raise Unusable(
            vi="bản sao lưu này là của PostgreSQL; hãy đặt DATABASE_URL là một cơ sở dữ liệu trống",
            en="this backup is of PostgreSQL; set DATABASE_URL to an empty database",
        )
    try:
        with psycopg.connect(**_client(dict(dj_database_url.parse(url)))) as there:
            found = there.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    except psycopg.OperationalError as error:
        raise Unusable(
            vi=f"không nối được cơ sở dữ liệu: {error}", en=f"the database can't be reached: {error}"
        ) from error
    if found != (0,):
        raise Unusable(vi="cơ sở dữ liệu đích không trống", en="the database to restore into isn't empty")


def fill(url: str, file: Path) -> None:
    """Restore a dump into the empty PostgreSQL database at `url`: all of it or nothing."""
    settings = dict(dj_database_url.parse(url))
    options = ["--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={settings['NAME']}", str(file)]
    _run("pg_restore", options, settings)


def _client(settings: dict[str, Any]) -> dict[str, Any]:
    given = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: settings[key] for name, key in given.items() if settings.get(key)}


def _run(tool: str, options: list[str], settings: dict[str, Any]) -> None:
    """The password goes by the environment: a command line can be read by every account of a machine."""
    path = shutil.which(tool)
    if path is None:
        raise Unusable(
            vi=f"thiếu {tool}; hãy cài postgresql-client", en=f"{tool} is missing; install postgresql-client"
        )
    names = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT"}
    known = {names[name]: str(value) for name, value in _client(settings).items()}
    done = subprocess.run([path, *options], env=os.environ | known, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unusable(vi=f"{tool} không làm được: {done.stderr.strip()}", en=f"{tool} failed: {done.stderr.strip()}")
