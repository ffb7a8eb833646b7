"""Caps on what is used up over a time: the whole term, or each local day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from longbien.trials.rules.limits.parts import Limits
from longbien.trials.rules.limits.usage import Used
from longbien.trials.rules.telemetry import instant_us

MM_A_KM, MINUTES_AN_HOUR = 1_000_000, 60
EVER = (-(2**62), 2**62)
Span = tuple[int, int]


@dataclass(frozen=True)
class Running:
    """`cap` of an `amount` (a field of `Used`), over the term or `daily`; passing it breaks `rule`.

    From the instant at which the running total passes the cap, every event of the time breaks the rule; of money, every
    event that moves some.
    """

    rule: str
    amount: str
    cap: int
    daily: bool = False

    @property
    def is_money(self) -> bool:
        return self.amount == "value_minor"

    def of(self, used: Used) -> int:
        found: int = getattr(used, self.amount)
        return found


def running(limits: Limits) -> tuple[Running, ...]:
    """The running caps that a plan sets, in the smallest units."""
    caps = []
    if limits.value_day is not None:
        caps.append(Running("value_day", "value_minor", limits.value_day.minor, daily=True))
    if limits.distance_km is not None:
        caps.append(Running("distance", "distance_mm", limits.distance_km * MM_A_KM))
    if limits.device_hours is not None:
        caps.append(Running("device_hours", "device_minutes", limits.device_hours * MINUTES_AN_HOUR))
    return tuple(caps)


def day_span(day: date, timezone: str) -> Span:
    """A local day in microseconds since 1970 UTC, half open."""
    zone = ZoneInfo(timezone)
    start, end = (datetime.combine(day + timedelta(days=after), time(), tzinfo=zone) for after in (0, 1))
    return instant_us(start), instant_us(end)
