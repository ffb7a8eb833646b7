"""Deadlines for what people ask about their data, as hub.yaml says; and a receipt as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from longbien.kernel.plain import Plain
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays

ANSWER_WORKING_DAYS, DONE_DAYS, PAUSE_HOURS = 2, 15, 24


@dataclass(frozen=True)
class Deadlines:
    """`answer_by` and `due_by` are days of law, in the hub's own time; `begins_at` is when it can't be undone."""

    answer_by: date
    due_by: date
    begins_at: datetime


def deadlines(said: Mapping[str, Any], calendar: WorkingDays, at: datetime) -> Deadlines:
    """When a request must be answered and done, and after which pause it is carried out."""
    answer = calendar.add(at, said.get("answer_within_working_days", ANSWER_WORKING_DAYS))
    local = at.astimezone(ZoneInfo(calendar.timezone)).date()
    due = local + timedelta(days=said.get("done_within_days", DONE_DAYS))
    pause = timedelta(hours=said.get("pause_hours", PAUSE_HOURS))
    return Deadlines(answer.astimezone(ZoneInfo(calendar.timezone)).date(), due, at + pause)


def written(room: str, erased: tuple[tuple[Text, int], ...], kept: tuple[tuple[Text, Text], ...]) -> dict[str, Plain]:
    """A receipt as it is stored, mailed and hashed."""
    return {
        "room": room,
        "erased": [{"what": dict(what), "count": count} for what, count in erased],
        "kept": [{"what": dict(what), "duty": dict(duty)} for what, duty in kept],
    }
