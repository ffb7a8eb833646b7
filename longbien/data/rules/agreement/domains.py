"""The declared values of a dimension: written by hand, one by one or from … to …, each as the rows would say it."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from longbien.data.rules.agreement.terms import Mask
from longbien.data.rules.contract.contract import Kind

MOST = 1_000
RANGE = ".."
SHORT = {"month": 7, "year": 4}


def expand(said: str, kind: Kind, mask: Mask) -> tuple[str, ...]:
    """`a; b; c`, `1..12` of whole numbers, `2026-01..2026-12` of months, years and days. ValueError for what isn't.

    No more than `MOST` and one are ever made.
    """
    values = (value for part in said.split(";") if part.strip() for value in _part(part.strip(), kind, mask))
    return tuple(islice(values, MOST + 1))


def _part(part: str, kind: Kind, mask: Mask) -> Iterator[str]:
    first, dots, last = part.partition(RANGE)
    if not dots or kind not in ("integer", "date", "timestamp"):
        yield canonical(part, kind, mask)
        return
    begin, end = canonical(first.strip(), kind, mask), canonical(last.strip(), kind, mask)
    if kind == "integer":
        yield from _numbers(int(begin), int(end), mask)
    else:
        yield from _days(date.fromisoformat(begin), date.fromisoformat(end), mask)


def canonical(said: str, kind: Kind, mask: Mask) -> str:
    """A value in the one form in which it is found among the rows. ValueError when it can't be there."""
    if kind in ("date", "timestamp"):
        return _day(said, mask).isoformat()
    if kind == "boolean" and said not in ("true", "false"):
        raise ValueError(said)
    if kind == "integer":
        return _stepped(int(said), mask, said)
    if kind == "number":
        raise ValueError(said)
    if mask.kind == "first" and len(said) > mask.step:
        raise ValueError(said)
    return said


def _day(said: str, mask: Mask) -> date:
    short = SHORT.get(mask.kind, 10)
    day = date.fromisoformat(f"{said}-01-01"[:10] if len(said) == short != 10 else said)
    if mask.kind == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if mask.kind == "year" else day


def _stepped(number: int, mask: Mask, said: str) -> str:
    if mask.kind == "round" and number % max(mask.step, 1):
        raise ValueError(said)
    return str(number)


def _numbers(first: int, last: int, mask: Mask) -> Iterator[str]:
    step = max(mask.step, 1) if mask.kind == "round" else 1
    yield from map(str, range(first, last + 1, step))


def _days(day: date, last: date, mask: Mask) -> Iterator[str]:
    while day <= last:
        yield day.isoformat()
        if mask.kind == "year":
            day = day.replace(year=day.year + 1)
        elif mask.kind == "month":
            day = (day + timedelta(days=31)).replace(day=1)
        else:
            day += timedelta(days=1)


def label(value: str, mask: Mask) -> str:
    """A value as it is read: `2026-03` of a month, `2026` of a year."""
    return value[: SHORT[mask.kind]] if mask.kind in SHORT else value
