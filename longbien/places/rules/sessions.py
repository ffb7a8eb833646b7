"""On which days a machine is booked that is wanted several times."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta


@dataclass(frozen=True)
class Wish:
    """`sessions` times, `hours` each from `start` on, between two days, both included."""

    first: date
    last: date
    start: time
    hours: int
    sessions: int


def days_of(wish: Wish, is_working: Callable[[date], bool]) -> tuple[date, ...]:
    """The first working days of the time, at most one a session; fewer where there are fewer."""
    every = (wish.first + timedelta(days=n) for n in range((wish.last - wish.first).days + 1))
    return tuple(day for day in every if is_working(day))[: wish.sessions]
