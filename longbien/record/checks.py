"""The system check that refuses to start when history could be changed."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from longbien.record import triggers


def enlist() -> None:
    """Run with every check that looks into the database: `serve`, `worker`, `longbien check --database default`."""
    register(history_is_guarded, Tags.database)


def history_is_guarded(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Every registered trigger stands in the database as it was registered."""
    if "default" not in (databases or ()):
        return []
    return [
        Error(f"the trigger {name} is missing or changed", hint="Run `longbien migrate`.", id="record.E001")
        for name in triggers.missing()
    ]
