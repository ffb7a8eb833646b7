"""How what is owed is shown: a tone and a word."""

from dataclasses import dataclass
from datetime import datetime

from longbien.kernel.text import Text
from longbien.trials.queries.owed.incidents import Reported
from longbien.trials.rules.owed.clock import NAMES, Standing

TONES: dict[Standing, str] = {"none": "off", "owed": "warn", "overdue": "bad", "filed": "ok", "late": "bad"}


@dataclass(frozen=True)
class Clock:
    """A duty with its word, its tone and the instant that matters: filed, else due."""

    code: Standing
    name: Text
    tone: str
    at: datetime | None


def clock(code: Standing, due: datetime | None, filed: datetime | None) -> Clock:
    return Clock(code, NAMES[code], TONES[code], filed or due)


def clocked(found: tuple[Reported, ...], now: datetime) -> list[tuple[Reported, Clock]]:
    """Incidents, each with the clock of its full report."""
    return [(one, clock(one.standing(now), one.due_at, one.filed_at)) for one in found]
