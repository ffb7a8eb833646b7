"""Spans of days from the first to the last, both included, as people write them."""

from datetime import date

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

MOST_DAYS = 366


def in_force(on: date, since: date, until: date | None) -> bool:
    """Whether `on` lies from `since` to `until`, both included; None has no end."""
    return since <= on and (until is None or on <= until)


def overlap(since: date, until: date, others: tuple[tuple[date, date], ...]) -> bool:
    """Whether one of the other spans shares a day with this one."""
    return any(since <= ends and begins <= until for begins, ends in others)


def check_span(since: date, until: date | None, *, most_days: int | None = None) -> None:
    """Refusal when the last day comes before the first, or when there are more than `most_days`."""
    if until is None:
        return
    if until < since:
        raise _refused(
            Text.of(vi="Ngày cuối phải từ ngày đầu trở đi.", en="The last day must be the first day or later.")
        )
    if most_days and (until - since).days >= most_days:
        raise _refused(Text.of(vi=f"Nhiều nhất {most_days} ngày.", en=f"At most {most_days} days."))


def _refused(what: Text) -> Refusal:
    return Refusal("bad-span", what, faults=(Fault("until", what),))
