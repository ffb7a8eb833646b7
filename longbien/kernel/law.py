"""What a hub's files say of law: dated, cited part by part, and not verified until counsel signs.

A pack is one version of the rules of one kind of thing: a regime of trials, the rules of a kind of fund. Rooms add what
only they know to its shape (`PACK`) and to its reader (`PackReader`).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from longbien.kernel.actor import SYSTEM
from longbien.kernel.citation import Citation
from longbien.kernel.hub import Files, Hub, Section
from longbien.kernel.shape import (
    Day,
    Either,
    Finding,
    Line,
    ListOf,
    OneOf,
    Record,
    Shape,
    Spot,
    Words,
    code,
    examine,
)
from longbien.kernel.text import Text

HUB_RULE = Text.of(vi="Quy định của trung tâm", en="Hub rule")
BASIS = OneOf(("hub-rule",))
MONTH = Line(r"\d{4}-\d{2}(-\d{2})?")
NAME = Either((Line(), Words()))  # of a law: once where every language calls it the same


@dataclass(frozen=True)
class Known:
    """A day, or nothing at all where it is not known."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        return iter(()) if at.value is None else Day().examine(at)


@dataclass(frozen=True)
class Signed:
    """`false` until counsel signs, then who and when: `{by: …, on: …}`."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        return iter(()) if at.value is False else Record({"by": Line(), "on": Day()}).examine(at)


PACK: Mapping[str, Shape] = {
    "code": code(),
    "title": Words(),
    "legal_basis": ListOf(Record({"source": NAME}, {"locator": NAME, "in_force": Day(), "note": Words()}), minimum=1),
    "authority": Words(),
    "as_of": Either((MONTH, Day())),
    "verified": Signed(),
    "open": ListOf(Words()),
}
DATES: Mapping[str, Shape] = {"valid_from": Known(), "valid_until": Known()}


def packs(pattern: str, shape: Shape, adopt: Callable[..., object], kind: str) -> Section:
    """The section of a hub that holds packs, one a file: `adopt(content, by=, at=)` takes in what is new or changed,
    and other files name a pack as a reference of that `kind`."""

    def check(hub: Hub, files: Files) -> Iterator[Finding]:
        """Every fault of every file; a code that two files use is a fault of the second."""
        seen: dict[str, str] = {}
        for file in files:
            found = list(examine(file, shape, hub.languages))
            yield from found
            if not found and (first := seen.setdefault(file.data["code"], file.file)) != file.file:
                twice = Text.of(vi=f"mã này đã dùng trong {first}", en=f"this code is already used in {first}")
                yield file.fault(("code",), twice)

    def load(hub: Hub, files: Files, at: datetime) -> None:
        """Earlier versions stay for what was granted or opened under them."""
        for file in files:
            adopt(json.loads(json.dumps(file.data, default=date.isoformat)), by=SYSTEM, at=at)

    def codes(hub: Hub, files: Files) -> Iterable[str]:
        return [file.data["code"] for file in files]

    return Section(pattern, check, load, {kind: codes})


@dataclass(frozen=True)
class Provision:
    """What a pack says besides its limits, in a sentence, and where."""

    words: Text
    citation: Citation


@dataclass(frozen=True)
class PackReader:
    """Reads the parts of a pack's plain data. KeyError, TypeError or ValueError when one is missing or wrong."""

    content: Mapping[str, Any]
    languages: tuple[str, ...]

    def text(self, given: Any) -> Text:
        return Text.from_data(given, self.languages)

    def name(self, given: Any) -> Text | str:
        """What every language calls the same is written once."""
        return given if isinstance(given, str) else self.text(given)

    def day(self, key: str) -> date | None:
        written = self.content.get(key)
        return date.fromisoformat(str(written)) if written else None

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The law that the pack rests on."""
        laws = self.content["legal_basis"]
        return tuple(Citation(self.name(law["source"]), self.name(law.get("locator", ""))) for law in laws)

    def cite(self, part: Mapping[str, Any]) -> Citation:
        """The place in the first law of the pack, unless the part names another."""
        if part.get("basis") == "hub-rule":
            return Citation(HUB_RULE, self.content["code"])
        law = self.content["legal_basis"][0]
        return Citation(self.name(part.get("source", law["source"])), self.name(part.get("article", "")))

    def provisions(self, given: Iterable[Mapping[str, Any]]) -> tuple[Provision, ...]:
        return tuple(Provision(self.text(one["text"]), self.cite(one)) for one in given)
