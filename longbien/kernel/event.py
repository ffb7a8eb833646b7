"""Events: what happened, as a frozen dataclass that the record can write down and read back."""

import dataclasses
import inspect
from dataclasses import dataclass
from typing import Any, ClassVar, get_type_hints

from longbien.kernel.plain import Plain, decode, encode
from longbien.kernel.text import Text

_known: dict[str, type["Event"]] = {}
_words: dict[str, Text] = {}


def sealed() -> Any:
    """Marks a field that enters the log only as a salted commitment: personal data, case data, reasons, evidence."""
    return dataclasses.field(metadata={"sealed": True})


@dataclass(frozen=True)
class Event:
    """Base of all events. `class TrialSuspended(Event, type="trials.suspended")`, fields plain or `sealed()`.

    Fields may be None, bool, int, str, UUID, date, datetime, Money, Enum, and tuples or string-keyed dicts of these; no
    floats: the log is RFC 8785 JSON and must read the same everywhere. A changed meaning is a new `version`. `words`
    say to any reader what happened: `words=Text.of(vi="Thử nghiệm bị tạm dừng", en="A trial was suspended")`.
    """

    type: ClassVar[str]
    version: ClassVar[int]

    def __init_subclass__(cls, *, type: str, version: int = 1, words: Text | None = None) -> None:  # noqa: A002
        # What every event has would silently become the default of a field of the same name.
        if taken := {"type", "version", *vars(Event)} & inspect.get_annotations(cls).keys():
            raise TypeError(f"{cls.__name__} can't have a field called {taken.pop()}")
        cls.type, cls.version = type, version
        if cls.key() in _known:
            raise TypeError(f"two events are called {cls.key()}")
        _known[cls.key()] = cls
        if words is not None:
            _words[cls.key()] = words

    def __post_init__(self) -> None:
        # Without the decorator a subclass has the fields of its base: its own would never reach the log.
        if "__dataclass_fields__" not in type(self).__dict__:
            raise TypeError(f"{type(self).__name__} needs @dataclass(frozen=True)")

    @classmethod
    def key(cls) -> str:
        return f"{cls.type}/{cls.version}"

    @classmethod
    def hides_something(cls) -> bool:
        return any(f.metadata.get("sealed") for f in dataclasses.fields(cls))

    def open_fields(self) -> dict[str, Plain]:
        return {f.name: encode(getattr(self, f.name)) for f in dataclasses.fields(self) if not f.metadata.get("sealed")}

    def sealed_fields(self) -> dict[str, Plain]:
        return {f.name: encode(getattr(self, f.name)) for f in dataclasses.fields(self) if f.metadata.get("sealed")}


def event_class(key: str) -> type[Event]:
    """The class behind `type/version`. KeyError when no room defines it."""
    return _known[key]


def known_events(name: str) -> tuple[type[Event], ...]:
    """Every version of the events called `name` (a type without its version); none when no room defines it."""
    return tuple(event for event in _known.values() if event.type == name)


def words_of(key: str) -> Text | None:
    """What an event of this `type/version` says to any reader; None when its room gave no words."""
    return _words.get(key)


def rebuild(key: str, values: dict[str, Plain]) -> Event:
    """The event from its written fields; a sealed field whose opening was erased comes back as None."""
    cls = event_class(key)
    hints = get_type_hints(cls)
    return cls(**{f.name: decode(values.get(f.name), hints[f.name]) for f in dataclasses.fields(cls)})
