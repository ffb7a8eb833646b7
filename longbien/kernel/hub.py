"""The hub: a city's innovation hub as data, and the sections of its folder that rooms read.

`hubs/<code>/hub.yaml` says who it is; each room registers a `Section` for the files it owns.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays


@dataclass(frozen=True)
class Hub:
    """One hub. `data` is the whole of hub.yaml for what only one room reads (`hub.data["founders"]`)."""

    code: str
    folder: Path
    name: Text
    city: Text
    country: str
    languages: tuple[str, ...]
    currency: str
    timezone: str
    calendar: WorkingDays
    stages: Mapping[str, Text]
    roles: Mapping[str, Text]
    log_origin: str
    data: Mapping[str, Any] = field(repr=False)

    def text(self, data: object) -> Text:
        """Hub text in every language of the hub. ValueError names the missing ones."""
        return Text.from_data(data, self.languages)


@dataclass(frozen=True)
class Section:
    """Files of the hub folder that one room reads: `pattern` is a glob such as `problems/*.yaml`.

    `check` lists every fault and touches nothing; `load` is idempotent and runs only when no section has a fault.
    """

    pattern: str
    check: Callable[[Hub, tuple[Sourced, ...]], Iterable[Fault]]
    load: Callable[[Hub, tuple[Sourced, ...], datetime], None]


_sections: list[Section] = []


def register(section: Section) -> None:
    """Called by rooms at start-up; sections load in the order of registration, lower rooms first."""
    if any(known.pattern == section.pattern for known in _sections):
        raise RuntimeError(f"two rooms read {section.pattern}")
    _sections.append(section)


def sections() -> tuple[Section, ...]:
    return tuple(_sections)
