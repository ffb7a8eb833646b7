"""The hours of a licence in MDS' words: days of the week and times of the day, between dates.

MDS knows no holidays. Where a licence minds them its term is cut into stretches in which every day is like the others:
a holiday or not, and after a holiday or not, because a window that runs past midnight belongs to the day it opens on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from longbien.trials.rules.mds.terms import DAYS
from longbien.trials.rules.plan import Window
from longbien.trials.rules.policy import MINUTES_A_DAY, Policy

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days of the week, and their first and last second in which devices may operate."""

    days: tuple[str, ...]
    opens: str
    closes: str


@dataclass(frozen=True)
class Stretch:
    """Local days [first, end) with the same hours a week."""

    first: date
    end: date
    spans: tuple[Span, ...]


def stretches(policy: Policy) -> tuple[Stretch, ...]:
    """The whole term, in order; one stretch where the licence minds no holidays."""
    term, windows = policy.term, policy.plan.windows
    if not policy.plan.minds_holidays:
        return (Stretch(term.start, term.end, _spans(windows, windows)),)
    holidays = frozenset(policy.holidays)

    def kind(day: date) -> tuple[bool, bool]:
        return day in holidays, day - ONE_DAY in holidays

    found = []
    for (today, yesterday), group in groupby((term.start + ONE_DAY * n for n in range(term.days)), key=kind):
        days = list(group)
        spans = _spans(_that_open(windows, today), _that_open(windows, yesterday))
        found.append(Stretch(days[0], days[-1] + ONE_DAY, spans))
    return tuple(found)


def _that_open(windows: Iterable[Window], on_holiday: bool) -> tuple[Window, ...]:
    closed = "never" if on_holiday else "only"
    return tuple(window for window in windows if window.holidays != closed)


def _spans(opened_today: Iterable[Window], opened_yesterday: Iterable[Window]) -> tuple[Span, ...]:
    found = [*map(_of_its_day, opened_today), *(span for one in opened_yesterday for span in _run_on(one))]
    return tuple(dict.fromkeys(found))


def _of_its_day(window: Window) -> Span:
    opens, closes = _minute(window.opens.hour, window.opens.minute), _minute(window.closes.hour, window.closes.minute)
    last = closes if closes > opens else MINUTES_A_DAY
    return Span(tuple(DAYS[day] for day in sorted(window.days)), _clock(opens), _last_second(last))


def _run_on(window: Window) -> Iterator[Span]:
    """What a window has of the day after the one that it opens on."""
    opens, closes = _minute(window.opens.hour, window.opens.minute), _minute(window.closes.hour, window.closes.minute)
    if 0 < closes <= opens:
        tomorrow = tuple(DAYS[day] for day in sorted((day + 1) % len(DAYS) for day in window.days))
        yield Span(tomorrow, _clock(0), _last_second(closes))


def _minute(hour: int, minute: int) -> int:
    return hour * 60 + minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}:00"


def _last_second(closes: int) -> str:
    return f"{(closes - 1) // 60:02}:{(closes - 1) % 60:02}:59"
