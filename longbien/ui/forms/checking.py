"""Check the data of a form against its fields: every fault, in words, where it stands (`windows-0-from`)."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any

from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.ui.fields import Field
from longbien.ui.forms import faults
from longbien.ui.forms.typed import DAMAGED
from longbien.ui.forms.uploads import Kept, Upload, is_stored

EARLIEST, LATEST = date(1000, 1, 1), date(9000, 1, 1)

LONGEST = {"text": 300, "longtext": 20_000, "outline": 60_000}
SAFE_INTEGER = 2**53 - 1  # RFC 8785: larger ones don't read the same everywhere
SAFE_MINOR = 2**63 - 1


def check(fields: Iterable[Field], data: dict[str, Any]) -> tuple[Fault, ...]:
    """Every fault in `data`, in the order of the fields; empty when it can be sent."""
    return tuple(_faults(fields, "", data))


def _faults(fields: Iterable[Field], prefix: str, data: dict[str, Any]) -> Iterator[Fault]:
    for field in fields:
        name, value = prefix + field.name, data.get(field.name)
        if field.computed:
            continue
        if value in (None, "", []):
            if field.required or field.min_rows:
                yield Fault(name, faults.missing(field))
        elif field.kind == "group":
            yield from _in_rows(field, name, value)
        elif what := _wrong(field, value):
            yield Fault(name, what)


def _in_rows(field: Field, name: str, rows: list[dict[str, Any]]) -> Iterator[Fault]:
    if not field.min_rows <= len(rows) <= field.max_rows:
        yield Fault(name, faults.rows(field))
    for n, row in enumerate(rows):
        yield from _faults(field.fields, f"{name}-{n}-", row)


def _wrong(field: Field, value: Any) -> Text | None:
    match field.kind:
        case "text" | "longtext" | "outline":
            return _wrong_text(field, value)
        case "number":
            return _wrong_amount(field, value if isinstance(value, int) else None, SAFE_INTEGER)
        case "money":
            return _wrong_amount(field, _minor(value), SAFE_MINOR)
        case "choice" | "choices" | "area":
            chosen = {value} if isinstance(value, str) else set(value)
            return None if chosen <= {choice.value for choice in field.choices} else faults.not_offered(field)
        case "file" | "address":
            return (_wrong_file if field.kind == "file" else _wrong_address)(field, value)
        case _:
            return None if _READS[field.kind](value) else faults.unreadable(field)


def _wrong_text(field: Field, value: str) -> Text | None:
    if DAMAGED in value:
        return faults.damaged(field)
    longest = field.maximum or LONGEST[field.kind]
    if len(value) > longest:
        return faults.too_long(field, longest, len(value))
    if field.minimum and len(value) < field.minimum:
        return faults.too_short(field, field.minimum)
    return None


def _wrong_amount(field: Field, amount: int | None, largest: int) -> Text | None:
    if amount is None:
        return faults.unreadable(field)
    lowest = -largest if field.minimum is None else field.minimum
    highest = largest if field.maximum is None else field.maximum
    return None if lowest <= amount <= highest else faults.out_of_range(field)


def _wrong_file(field: Field, value: object) -> Text | None:
    if isinstance(value, Kept) or is_stored(value):
        return None
    if not isinstance(value, Upload):
        return faults.unreadable(field)
    if value.size == 0 or value.size > field.max_bytes:
        return faults.file_size(field, value.name, value.size)
    accepted = (value.media_type in field.accept, value.name.lower().endswith(tuple(_endings(field))))
    return None if not field.accept or any(accepted) else faults.file_kind(field, value.name)


def _wrong_address(field: Field, value: Any) -> Text | None:
    given = value if isinstance(value, dict) else {}
    if not given.get("street"):
        return faults.no_street(field)
    if "ward" not in given:
        several = field.find and len(field.find(str(given.get("written", "")))) > 1
        return faults.several_wards(field) if several else faults.no_ward(field)
    return None


def _endings(field: Field) -> Iterator[str]:
    return (ending.lower() for ending in field.accept if ending.startswith("."))


def _minor(value: Any) -> int | None:
    try:
        return Money.from_data(value).minor
    except (AttributeError, ValueError):
        return None


def _is_iso(kind: type[date] | type[time], value: object) -> bool:
    try:
        kind.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _is_day(value: object) -> bool:
    """A day far enough from the ends of the calendar to be read in every time zone."""
    return _is_iso(date, value) and EARLIEST <= date.fromisoformat(str(value)) <= LATEST


_READS = {
    "date": _is_day,
    "time": lambda value: _is_iso(time, value),
    "yesno": lambda value: isinstance(value, bool),
}
