"""Which statement is asked for: as of a day, as known at a moment, and from which day its period begins."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.rules.statements.quarters import Span, quarter_of
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.ui.formats import local

FIRST_YEAR, LAST_YEAR = 1900, 9000


@dataclass(frozen=True)
class Asked:
    """A period, to its last day, as it was known at a moment."""

    span: Span
    known_at: datetime


def asked_of(as_of: date, known_at: datetime, *, now: datetime, first: date | None = None) -> Asked:
    """Refusal 422 for a day or a moment that is still to come, and for a period that ends before it begins.

    Without a first day the period is the quarter up to the day.
    """
    faults = tuple(Fault(where, what) for where, what, wrong in (
        ("as_of", TO_COME, as_of > local(now).date()),
        ("as_of", TOO_EARLY, as_of.year < FIRST_YEAR),
        ("known_at", TO_COME, known_at > now),
        ("first", BACKWARDS, first is not None and not FIRST_YEAR <= first.year <= as_of.year),
        ("first", BACKWARDS, first is not None and first > as_of),
    ) if wrong)  # fmt: skip
    if faults:
        raise Refusal("bad-moments", faults[0].what, faults=faults)
    return Asked(Span(first, as_of) if first else quarter_of(as_of), known_at)


def instant_of(written: str, *, now: datetime) -> datetime:
    """`2026-11-23` (the end of that local day, or now while it lasts), or an instant: `2026-11-23T02:25:15Z`.

    An instant without a zone is the hub's. ValueError for anything else.
    """
    zone = ZoneInfo(settings.HUB.timezone)
    if len(written) > len("2026-11-23"):
        given = datetime.fromisoformat(written)
        if not FIRST_YEAR <= given.year < LAST_YEAR:
            raise ValueError(written)
        return given if given.tzinfo else given.replace(tzinfo=zone)
    day = date.fromisoformat(written)
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        raise ValueError(written)
    if day == local(now).date():
        return now
    return datetime.combine(day, time.max, zone)


TO_COME = Text.of(vi="Thời điểm này chưa tới.", en="This is still to come.")
TOO_EARLY = Text.of(vi="Ngày này quá xa.", en="This day is too long ago.")
BACKWARDS = Text.of(vi="Kỳ phải bắt đầu trước khi kết thúc.", en="A period begins before it ends.")
