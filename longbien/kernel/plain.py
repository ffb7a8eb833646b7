"""Values as plain JSON data and back: what an event, and so a leaf of the log, may hold.

RFC 8785 JSON reads the same everywhere only for whole numbers up to 2^53 - 1 and for real Unicode; no floats at all.
"""

import types
from datetime import UTC, date, datetime
from enum import Enum
from functools import singledispatch
from typing import Any, Union, get_args, get_origin
from uuid import UUID

from longbien.kernel.money import Money

Plain = None | bool | int | str | list[Any] | dict[str, Any]

LARGEST = 2**53 - 1


@singledispatch
def encode(value: Any) -> Plain:
    """A value as plain JSON data. TypeError for floats and anything else that has no one written form."""
    raise TypeError(f"an event can't hold {type(value).__name__}: {value!r}")


@encode.register
def _(value: None) -> None:
    return value


@encode.register
def _(value: bool) -> bool:
    return value


@encode.register
def _(value: int) -> int:
    if abs(value) > LARGEST:
        raise TypeError(f"{value} is beyond ±(2^53 - 1): write it as a string or as Money")
    return int(value)


@encode.register
def _(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise TypeError("a string with half a surrogate pair has no UTF-8 form") from error
    return str.__str__(value)


@encode.register
def _(value: Enum) -> Plain:
    return encode(value.value)


@encode.register
def _(value: UUID) -> str:
    return str(value)


@encode.register
def _(value: datetime) -> str:
    return utc_micros(value)


@encode.register
def _(value: date) -> str:
    return value.isoformat()


@encode.register
def _(value: Money) -> dict[str, Any]:
    return {**value.to_data()}


@encode.register(tuple)
@encode.register(list)
def _(value: Any) -> list[Any]:
    return [encode(item) for item in value]


@encode.register(dict)
def _(value: dict[Any, Any]) -> dict[str, Any]:
    if odd := [key for key in value if not isinstance(key, str)]:
        raise TypeError(f"an event's keys are strings, not {odd[0]!r}")
    return {str(encode(key)): encode(item) for key, item in value.items()}


def decode(value: Any, hint: Any) -> Any:
    """The inverse of `encode` for the annotated type."""
    if value is None:
        return None
    kind = get_origin(hint)
    if kind in (Union, types.UnionType):
        return decode(value, next(choice for choice in get_args(hint) if choice is not type(None)))
    if kind in (tuple, list):
        return kind(decode(item, inner) for item, inner in zip(value, _inner(hint, len(value)), strict=True))
    if kind is dict:
        return {key: decode(item, get_args(hint)[1]) for key, item in value.items()}
    return _atom(value, hint)


def _inner(hint: Any, length: int) -> list[Any]:
    """The type of each item: `tuple[UUID, ...]` and `list[UUID]` repeat theirs, `tuple[UUID, str]` names every one."""
    inner = [choice for choice in get_args(hint) if choice is not Ellipsis]
    return inner * length if len(inner) == 1 else inner


def _atom(value: Any, hint: Any) -> Any:
    if hint is UUID:
        return UUID(value)
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    if hint is Money:
        return Money.from_data(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value


def utc_micros(instant: datetime) -> str:
    """`2026-11-23T02:25:15.123456Z`: UTC, always six digits of microseconds. TypeError without a time zone."""
    if instant.tzinfo is None:
        raise TypeError("an instant needs its time zone")
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
