"""The hub: a city's innovation hub as data, and the sections of its folder that rooms read.

`hubs/<code>/hub.yaml` says who it is; each room registers a `Section` for the files it owns.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from longbien.kernel.citation import Citation
from longbien.kernel.shape import Finding, Shape, examine
from longbien.kernel.sourced import Sourced
from longbien.kernel.subject import Subject
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

    @property
    def subject(self) -> Subject:
        """What the record calls this hub."""
        return Subject("site.hub", uuid5(NAMESPACE_URL, f"longbien:hub:{self.code}"))

    def text(self, data: object) -> Text:
        """Hub text in every language of the hub. ValueError names the missing ones."""
        return Text.from_data(data, self.languages)

    def cite(self, sources: str | Iterable[str], language: str) -> tuple[Citation, ...]:
        """The documents behind a `source:` of a hub file, described by hub.yaml, in one language."""
        codes = (sources,) if isinstance(sources, str) else sources
        described = (self.data["sources"][code] for code in codes)
        return tuple(self._citation(source, language) for source in described)

    def _citation(self, source: Mapping[str, Any], language: str) -> Citation:
        said = [self.text(source[key]).in_language(language) for key in ("title", "publisher") if key in source]
        return Citation(", ".join(said), locator=written_date(source["date"]), url=source.get("url", ""))


def written_date(day: date | str) -> str:
    """A date of a source, of which sometimes only the month or the year is known: `26/02/2026`, `02/2026`, `2026`."""
    return "/".join(reversed(str(day).split("-")))


Files = tuple[Sourced, ...]


def nothing(hub: Hub, files: Files, at: datetime) -> None:
    """The `load` of files that are read where they stand."""


@dataclass(frozen=True)
class Section:
    """Files of the hub folder that one room reads: `pattern` is a glob such as `problems/*.yaml`.

    `check` lists every fault and touches nothing; it may also yield `shape.Reference`s to what other sections offer.
    `load` is idempotent and runs only when no section has a fault. `offers` says, by kind, which names the files bring:
    `{"problem": lambda hub, files: [file.data["problem"] for file in files]}` (it may meet faulty files: a KeyError or
    TypeError there counts as nothing offered). YAML, JSON and GeoJSON arrive as data, other files as their text.
    """

    pattern: str
    check: Callable[[Hub, Files], Iterable[Finding]]
    load: Callable[[Hub, Files, datetime], None] = nothing
    offers: Mapping[str, Callable[[Hub, Files], Iterable[str]]] = field(default_factory=dict)


def shaped(shape: Shape) -> Callable[[Hub, Files], Iterator[Finding]]:
    """The `check` of files that must only have one shape."""

    def check(hub: Hub, files: Files) -> Iterator[Finding]:
        for file in files:
            yield from examine(file, shape, hub.languages)

    return check


_sections: list[Section] = []


def register(section: Section) -> None:
    """Called by rooms at start-up; sections load in the order of registration, lower rooms first."""
    if any(known.pattern == section.pattern for known in _sections):
        raise RuntimeError(f"two rooms read {section.pattern}")
    _sections.append(section)


def sections() -> tuple[Section, ...]:
    return tuple(_sections)
