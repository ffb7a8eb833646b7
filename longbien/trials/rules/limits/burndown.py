"""How far a cap is used up, and when it would run out at the present pace."""

from dataclasses import dataclass
from datetime import datetime

from longbien.kernel.text import Text
from longbien.trials.rules import words
from longbien.trials.rules.telemetry import from_us

DAY_US = 24 * 60 * 60 * 1_000_000
PACE_DAYS = 28  # the present pace is that of the last four weeks, or of all of it while it is younger


@dataclass(frozen=True)
class Burn:
    """A cap: `used` of `cap`, in `unit` (`mm`, `min`, `minor` units of money, `incidents`) over the term or `daily`.

    A daily cap tells of the last local day with events. `runs_out` is None when it won't within the term, or has.
    """

    rule: str
    unit: str
    used: int
    cap: int
    daily: bool = False
    runs_out: datetime | None = None

    @property
    def name(self) -> Text:
        return words.CAPS[self.rule]

    @property
    def percent(self) -> int:
        """Whole percents used up, 100 at most; a cap of nothing is used up by anything."""
        if not self.cap:
            return 100 if self.used else 0
        return min(100, self.used * 100 // self.cap)

    @property
    def is_passed(self) -> bool:
        return self.used > self.cap


def runs_out(burn_left: int, recent: float, *, since_us: int, now_us: int, end_us: int) -> datetime | None:
    """When `burn_left` is gone at the pace of what was used between two instants; None for never before `end_us`."""
    if burn_left <= 0 or recent <= 0 or now_us <= since_us:
        return None
    at_us = now_us + int(burn_left * ((now_us - since_us) / recent))
    return from_us(at_us) if at_us < end_us else None
