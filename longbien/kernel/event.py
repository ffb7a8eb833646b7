"""Events: what happened, as a frozen dataclass that the record can write down and read back."""

import dataclasses
import types
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

Plain = None | bool | int | str | list[Any] | dict[str, Any]

_known: dict[str, type["Event"]] = {}


def sealed() -> Any:
    """Marks a field that enters the log only as a salted commitment: personal data, case data, reasons, evidence."""
    return dataclasses.field(metadata={"sealed": True})


@dataclass(frozen=True)
class Event:
    """Base of all events. `class TrialSuspended(Event, type="trials.suspended")`, fields plain or `sealed()`.

    Fields may be None, bool, int, str, UUID, date, datetime, and tuples or string-keyed dicts of these; no floats:
    the log is RFC 8785 JSON and must read the same everywhere. A changed meaning is a new `version`.
    """

    type: ClassVar[str]
    version: ClassVar[int]

    def __init_subclass__(cls, *, type: str, version: int = 1) -> None:  # noqa: A002
        cls.type, cls.version = type, version
        if cls.key() in _known:
            raise TypeError(f"two events are called {cls.key()}")
        _known[cls.key()] = cls

    @classmethod
    def key(cls) -> str:
        return f"{cls.type}/{cls.version}"

    def open_fields(self) -> dict[str, Plain]:
        return {f.name: encode(getattr(self, f.name)) for f in dataclasses.fields(self) if not f.metadata.get("sealed")}

    def sealed_fields(self) -> dict[str, Plain]:
        return {f.name: encode(getattr(self, f.name)) for f in dataclasses.fields(self) if f.metadata.get("sealed")}


def event_class(key: str) -> type[Event]:
    """The class behind `type/version`. KeyError when no room defines it."""
    return _known[key]


def rebuild(key: str, values: dict[str, Plain]) -> Event:
    """The event from its written fields; a sealed field whose opening was erased comes back as None."""
    cls = event_class(key)
    hints = get_type_hints(cls)
    return cls(**{f.name: decode(values.get(f.name), hints[f.name]) for f in dataclasses.fields(cls)})


def encode(value: Any) -> Plain:
    """A value as plain JSON data. TypeError for floats and anything that has no one written form."""
    match value:
        case None | bool() | int() | str():
            return value
        case UUID():
            return str(value)
        case datetime():
            if value.tzinfo is None:
                raise TypeError("an instant needs its time zone")
            return utc_micros(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [encode(item) for item in value]
        case dict():
            return {str(key): encode(item) for key, item in value.items()}
    raise TypeError(f"an event can't hold {type(value).__name__}: {value!r}")


def decode(value: Any, hint: Any) -> Any:
    """The inverse of `encode` for the annotated type."""
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(choice for choice in get_args(hint) if choice is not type(None))
    if get_origin(hint) is tuple:
        return tuple(decode(item, get_args(hint)[0]) for item in value)
    if hint in (UUID, date, datetime):
        return UUID(value) if hint is UUID else hint.fromisoformat(value)
    return value


def utc_micros(instant: datetime) -> str:
    """`2026-11-23T02:25:15.123456Z`: UTC, always six digits of microseconds."""
    from_utc = instant.utctimetuple()
    return (
        f"{from_utc.tm_year:04}-{from_utc.tm_mon:02}-{from_utc.tm_mday:02}"
        f"T{from_utc.tm_hour:02}:{from_utc.tm_min:02}:{from_utc.tm_sec:02}.{instant.microsecond:06}Z"
    )
