"""The words of MDS 2.0 that this house uses, and what it adds to them under a marked name of its own."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5
from zoneinfo import ZoneInfo

from longbien.trials.rules.telemetry import EPOCH

Document = dict[str, Any]
VERSION = "2.0.0"
EXTENSION = "x_longbien"  # a member that MDS doesn't know stands under this name, in what is served and in what is sent
NAMESPACE = uuid5(NAMESPACE_DNS, "mds.longbien")
NOTICE = timedelta(minutes=20)  # MDS Policy, `start_date`: time for providers to hear of a new policy
LONGEST_WORDS = 255
EARLIEST = 1_514_764_800_000  # MDS timestamps begin with 2018
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STATES = (
    "removed", "available", "non_operational", "reserved", "on_trip", "stopped", "non_contactable", "missing",
    "elsewhere",
)  # fmt: skip
REMOVED = "removed"  # off the street: the one state in which nothing operates
AT_LARGE = tuple(state for state in STATES if state != REMOVED)


@dataclass(frozen=True)
class Mode:
    """An MDS mode and the type of its vehicles."""

    id: str
    vehicle_type: str


DELIVERY_ROBOTS = Mode("delivery-robots", "delivery_robot")


def milliseconds(instant: datetime) -> int:
    """An MDS timestamp: whole milliseconds since 1970 UTC."""
    return (instant - EPOCH) // timedelta(milliseconds=1)


def midnight(day: date, timezone: str) -> datetime:
    """The instant at which a local day begins."""
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)


def named(owner: UUID, part: str) -> UUID:
    """The id of a part of something: always the same one, so that a published document never changes its name."""
    return uuid5(owner, f"mds.{part}")


def shortened(words: str) -> str:
    """One line of at most 255 characters, as MDS wants its strings."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_WORDS else line[: LONGEST_WORDS - 1] + "…"
