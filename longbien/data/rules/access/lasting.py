"""What is due when: agreements that end soon, deliveries that are late, gaps whose day is over."""

from datetime import date, timedelta

SOON_DAYS = 30
# After how many days without a new edition a data set is late; what changes at no set times is never late.
ALLOWED_DAYS = {"DAILY": 2, "MONTHLY": 35, "ANNUAL": 372}


def ends_soon(until: date, today: date) -> bool:
    """Whether the last day is near, so that a renewal is asked for in time."""
    return today <= until <= today + timedelta(days=SOON_DAYS)


def remind_on(until: date) -> date:
    return until - timedelta(days=SOON_DAYS)


def late_since(every: str, newest: date | None, listed: date) -> date | None:
    """The first day on which a delivery was late, by how often the contract promises one; None without a promise.
    A set that never came counts from the day it was listed."""
    allowed = ALLOWED_DAYS.get(every)
    return None if allowed is None else (newest or listed) + timedelta(days=allowed)


def is_past(due: date | None, today: date) -> bool:
    return due is not None and due < today
