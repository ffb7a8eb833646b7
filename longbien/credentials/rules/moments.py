"""Moments as credentials write them: XML Schema 1.1 dateTimeStamp, `2026-03-02T09:00:00Z`."""

import re
from datetime import UTC, datetime

STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?")


def read_moment(written: object, *, zone_needed: bool = True) -> datetime:
    """ValueError unless it is a moment; one without a zone is taken as UTC where `zone_needed` is False."""
    if not isinstance(written, str) or not (found := STAMP.fullmatch(written)):
        raise ValueError(f"not a dateTimeStamp: {written!r}")
    if zone_needed and not found[2]:
        raise ValueError(f"no time zone: {written!r}")
    read = datetime.fromisoformat(written)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def write_moment(at: datetime) -> str:
    """In UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
