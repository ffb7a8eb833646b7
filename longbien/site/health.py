"""How the hub is: what /health answers and what those who run it watch."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from longbien.record import triggers
from longbien.record.queries import Backlog, backlog

SILENCE = timedelta(seconds=30)
LAG = timedelta(seconds=60)


def vitals(at: datetime) -> dict[str, Any]:
    """Each part in a word or a number; `well` is False, and `ill` names why, when any part needs a human."""
    try:
        missing, owed, gone = triggers.missing(), backlog(at), _file_gone()
    except DatabaseError as error:
        return {"well": False, "ill": ["database"], "database": type(error).__name__}
    heard = last_heartbeat()
    if gone:
        return {"well": False, "ill": ["database"], "database": "FileGone"}
    ill = [name for name, fault in _faults(missing, owed, heard, at).items() if fault]
    return {
        "well": not ill,
        "ill": ill,
        "database": connection.vendor,
        "triggers_missing": missing,
        "events_waiting": owed.waiting,
        "deliveries_overdue": owed.overdue,
        "deliveries_stuck": owed.stuck,
        "worker_heard_at": heard.isoformat() if heard else None,
    }


def _file_gone() -> bool:
    """Whether SQLite's file was taken away: what is written from then on goes nowhere, and no error says so."""
    return not all(Path(path).is_file() for path in open_files())


def open_files() -> list[str]:
    """The files of an SQLite database, none for one in memory or another kind."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        return [path for _, _, path in cursor.fetchall() if path]


def _faults(missing: list[str], owed: Backlog, heard: datetime | None, at: datetime) -> dict[str, bool]:
    return {
        "triggers": bool(missing),
        "worker": heard is None or at - heard > SILENCE,
        "log": owed.since is not None and at - owed.since > LAG,
        "deliveries": owed.stuck > 0,
    }


def last_heartbeat() -> datetime | None:
    """When the worker last said that it lives; None when it never did."""
    try:
        said = json.loads((Path(settings.VAR) / "worker.heartbeat").read_text())
        return datetime.fromisoformat(said["at"])
    except (OSError, ValueError, KeyError):
        return None
