"""The statutes of the hub's folder, and the clocks and thresholds in force now."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from longbien.data.rules.duties.clocks import due_at
from longbien.data.rules.duties.statute import (
    Clock,
    ClockCode,
    Statute,
    Threshold,
    clock_of,
    read_statute,
    thresholds_of,
)
from longbien.kernel.sourced import read_yaml
from longbien.people.queries import today


def statutes() -> tuple[Statute, ...]:
    """By code; none for a hub that has no such files."""
    files = sorted((Path(settings.HUB.folder) / "duties").glob("*.yaml"))
    return _read(tuple((one, one.stat().st_mtime_ns) for one in files), settings.HUB.languages)


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int], ...], languages: tuple[str, ...]) -> tuple[Statute, ...]:
    return tuple(read_statute(read_yaml(file).data, languages) for file, _ in files)


def clock(code: ClockCode) -> Clock | None:
    return clock_of(statutes(), code, on=today())


def thresholds() -> tuple[Threshold, ...]:
    return thresholds_of(statutes(), on=today())


def runs_until(code: ClockCode, start: datetime) -> datetime | None:
    """None when neither law nor hub sets this clock."""
    found = clock(code)
    return due_at(found.span, start, settings.HUB.calendar) if found else None
