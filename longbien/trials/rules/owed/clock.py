"""The clock of what is owed: when to remind, and how it stands."""

from datetime import datetime
from typing import Literal, get_args

from longbien.kernel.text import Text

Standing = Literal["none", "owed", "overdue", "filed", "late"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
LEFT = 4  # a reminder goes out when a quarter of the time is left


def remind_at(start: datetime, due: datetime) -> datetime:
    """When whoever owes something is reminded of it."""
    return due - (due - start) / LEFT


def standing(due: datetime | None, filed: datetime | None, now: datetime) -> Standing:
    """How a duty stands: `none` where no day is set and nothing was filed; on the instant it is due it is in time."""
    if filed is not None:
        return "late" if due is not None and filed > due else "filed"
    if due is None:
        return "none"
    return "overdue" if now > due else "owed"


NAMES: dict[Standing, Text] = {
    "none": Text.of(vi="không có thời hạn", en="no time set"),
    "owed": Text.of(vi="phải nộp", en="owed"),
    "overdue": Text.of(vi="quá hạn", en="overdue"),
    "filed": Text.of(vi="đã nộp", en="filed"),
    "late": Text.of(vi="nộp muộn", en="filed late"),
}
