"""Lengths of time as a regime or a hub writes them: `24h`, `10d`, `8wh`, `3wd`."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, cast, get_args
from zoneinfo import ZoneInfo

from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays

Unit = Literal["h", "d", "wh", "wd"]
UNITS: tuple[Unit, ...] = get_args(Unit)
WRITTEN = rf"([1-9][0-9]{{0,3}})({'|'.join(UNITS)})"


@dataclass(frozen=True)
class Within:
    """So many hours or days of the clock (`h`, `d`), or of work (`wh`, `wd`); the day of the event does not count."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    def after(self, start: datetime, calendar: WorkingDays) -> datetime:
        """The instant at which it has run out, begun at `start`; days of the clock end with the last of them."""
        match self.unit:
            case "h":
                return start + timedelta(hours=self.count)
            case "d":
                zone = ZoneInfo(calendar.timezone)
                day = start.astimezone(zone).date() + timedelta(days=self.count + 1)
                return datetime.combine(day, time(), tzinfo=zone)
            case "wh":
                return calendar.add_hours(start, self.count)
            case _:
                return calendar.add(start, self.count)

    @property
    def words(self) -> Text:
        """`24 hours`, `3 working days`."""
        vi, en = NAMES[self.unit]
        return Text.of(vi=f"{self.count} {vi}", en=f"{self.count} {en}{'s' if self.count > 1 else ''}")


def read_within(written: str) -> Within:
    """ValueError for anything else."""
    found = re.fullmatch(WRITTEN, written)
    if found is None:
        raise ValueError(f"not a length of time: {written!r}")
    return Within(int(found[1]), cast(Unit, found[2]))


NAMES: dict[Unit, tuple[str, str]] = {
    "h": ("giờ", "hour"),
    "d": ("ngày", "day"),
    "wh": ("giờ làm việc", "working hour"),
    "wd": ("ngày làm việc", "working day"),
}
