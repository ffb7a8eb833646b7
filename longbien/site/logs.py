"""Logs as JSON lines that hold no personal data.

A message is written as its template, without its arguments; of what a caller adds with `extra=` only the names in
`KEPT` are written; of an exception its type and where it arose, not its message, which may quote what a person typed.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

KEPT = ("event", "method", "route", "status", "ms", "reference", "room", "count", "reaction", "tries")
FRAMES = 8


class JsonFormatter(logging.Formatter):
    """One line: at, level, logger, message, what `KEPT` allows, and the exception if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": str(record.msg),
        }
        line |= {name: record.__dict__[name] for name in KEPT if name in record.__dict__}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["frames"] = frames(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def frames(error: BaseException | None) -> list[str]:
    """The innermost calls of an exception, as `file:line function`."""
    stack = traceback.extract_tb(error.__traceback__)[-FRAMES:] if error else []
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in stack]
