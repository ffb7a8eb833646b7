"""Shapes: what a hub file may hold, said as data. Every departure becomes a fault with its line, in both languages.

    PROBLEM = Record({"problem": Code(), "title": Words()}, optional={"stage": Ref("stage")})
    faults = examine(file, PROBLEM, hub.languages)

A `Ref` yields a `Reference`; the loader checks it against what the sections of the hub offer.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any, Protocol

from longbien.kernel.refusal import Fault
from longbien.kernel.sourced import Path_, Sourced
from longbien.kernel.text import Text

CODE = r"[a-z0-9]+(-[a-z0-9]+)*"


@dataclass(frozen=True)
class Reference:
    """A name of something that another section must offer: `Reference("stage", "build", "hub.yaml:12")`."""

    kind: str
    name: str
    where: str


Finding = Fault | Reference


@dataclass(frozen=True)
class Spot:
    """A value and where it stands."""

    file: Sourced
    languages: tuple[str, ...]
    path: Path_
    value: Any

    def into(self, key: str | int) -> "Spot":
        return Spot(self.file, self.languages, (*self.path, key), self.value[key])

    def fault(self, *, vi: str, en: str) -> Fault:
        return self.file.fault(self.path, Text.of(vi=vi, en=en))

    @property
    def where(self) -> str:
        return f"{self.file.file}:{self.file.line(self.path)}"

    @property
    def named(self) -> str:
        """The key of this spot, quoted for a message."""
        return f"“{self.path[-1]}”" if self.path else "“.”"


class Shape(Protocol):
    """What a value may be. `examine` lists the faults and the references in it."""

    def examine(self, at: Spot) -> Iterator[Finding]: ...


def examine(file: Sourced, shape: Shape, languages: tuple[str, ...]) -> list[Finding]:
    """Every fault and every reference of a file, in the order of its lines."""
    found = shape.examine(Spot(file, languages, (), file.data))
    return sorted(found, key=lambda one: _line(one.where))


def faults_only(findings: list[Finding]) -> list[Fault]:
    return [one for one in findings if isinstance(one, Fault)]


def _line(where: str) -> int:
    return int(where.rpartition(":")[2])


def _wrong(at: Spot, *, vi: str, en: str) -> Fault:
    written = str(at.value)
    short = written if len(written) <= 60 else written[:57] + "…"
    return at.fault(
        vi=f"{at.named} phải là {vi}, không phải “{short}”", en=f"{at.named} must be {en}, not “{short}”"
    )  # fmt: skip


@dataclass(frozen=True)
class Anything:
    """Whatever stands there; another check reads it."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        return iter(())


@dataclass(frozen=True)
class Line:
    """A string that isn't blank, the same in every language; `pattern` is a full-match regular expression."""

    pattern: str = ""

    def examine(self, at: Spot) -> Iterator[Finding]:
        if not isinstance(at.value, str) or not at.value.strip():
            yield _wrong(at, vi="một chuỗi chữ", en="a string")
        elif self.pattern and not re.fullmatch(self.pattern, at.value):
            yield _wrong(at, vi=f"đúng mẫu {self.pattern}", en=f"of the form {self.pattern}")


def code() -> Line:
    """A short lasting name: lower-case letters, digits, single hyphens."""
    return Line(CODE)


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    choices: tuple[str, ...]

    def examine(self, at: Spot) -> Iterator[Finding]:
        if at.value not in self.choices:
            known = ", ".join(self.choices)
            yield _wrong(at, vi=f"một trong: {known}", en=f"one of: {known}")


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    minimum: int | None = None
    maximum: int | None = None

    def examine(self, at: Spot) -> Iterator[Finding]:
        if not isinstance(at.value, int) or isinstance(at.value, bool):
            yield _wrong(at, vi="một số nguyên", en="a whole number")
        elif self.minimum is not None and at.value < self.minimum:
            yield _wrong(at, vi=f"ít nhất {self.minimum}", en=f"at least {self.minimum}")
        elif self.maximum is not None and at.value > self.maximum:
            yield _wrong(at, vi=f"nhiều nhất {self.maximum}", en=f"at most {self.maximum}")


@dataclass(frozen=True)
class YesNo:
    def examine(self, at: Spot) -> Iterator[Finding]:
        if not isinstance(at.value, bool):
            yield _wrong(at, vi="true hoặc false", en="true or false")


@dataclass(frozen=True)
class Day:
    """A date, written 2026-02-26."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        if not isinstance(at.value, date) or isinstance(at.value, datetime):
            yield _wrong(at, vi="một ngày viết dạng 2026-02-26", en="a date written 2026-02-26")


@dataclass(frozen=True)
class Clock:
    """A time of day, written "08:00" in quotes."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        try:
            time.fromisoformat(at.value)
        except (TypeError, ValueError):
            yield _wrong(at, vi='giờ viết dạng "08:00" (có ngoặc kép)', en='a time written "08:00", in quotes')


@dataclass(frozen=True)
class Words:
    """A text in every language of the hub; a bare string will do in a hub of one language."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        if isinstance(at.value, str) and len(at.languages) == 1:
            yield from Line().examine(at)
        elif not isinstance(at.value, Mapping):
            asked = ", ".join(at.languages)
            yield _wrong(at, vi=f"lời viết bằng từng ngôn ngữ ({asked})", en=f"a text in each language ({asked})")
        else:
            yield from _languages(at)


def _languages(at: Spot) -> Iterator[Finding]:
    for language in at.languages:
        if language not in at.value:
            yield at.fault(vi=f"{at.named} thiếu ngôn ngữ “{language}”", en=f"{at.named} lacks language “{language}”")
    for language in at.value:
        spot = at.into(language)
        if language in at.languages:
            yield from Line().examine(spot)
        else:
            known = ", ".join(at.languages)
            yield spot.fault(
                vi=f"“{language}” không phải ngôn ngữ của trung tâm ({known})",
                en=f"“{language}” isn't a language of this hub ({known})",
            )


@dataclass(frozen=True)
class Ref:
    """The name of something that a section offers: a `stage`, a `role`, a `body`, a `source` …"""

    kind: str

    def examine(self, at: Spot) -> Iterator[Finding]:
        if isinstance(at.value, str):
            yield Reference(self.kind, at.value, at.where)
        else:
            yield from Line().examine(at)


@dataclass(frozen=True)
class ListOf:
    """A list of at least `minimum` and at most `maximum` items of one shape."""

    item: Shape
    minimum: int = 0
    maximum: int | None = None

    def examine(self, at: Spot) -> Iterator[Finding]:
        if not isinstance(at.value, list):
            yield _wrong(at, vi="một danh sách", en="a list")
            return
        if len(at.value) < self.minimum:
            yield at.fault(
                vi=f"{at.named} cần ít nhất {self.minimum} mục", en=f"{at.named} needs at least {self.minimum} items"
            )
        if self.maximum is not None and len(at.value) > self.maximum:
            yield at.fault(
                vi=f"{at.named} có nhiều nhất {self.maximum} mục", en=f"{at.named} has at most {self.maximum} items"
            )
        for place in range(len(at.value)):
            yield from self.item.examine(at.into(place))


@dataclass(frozen=True)
class MapOf:
    """Named things of one shape; the names match `key`."""

    value: Shape
    key: str = CODE
    minimum: int = 0

    def examine(self, at: Spot) -> Iterator[Finding]:
        if not isinstance(at.value, Mapping):
            yield _wrong(at, vi="các mục có tên", en="named entries")
            return
        if len(at.value) < self.minimum:
            yield at.fault(
                vi=f"{at.named} cần ít nhất {self.minimum} mục", en=f"{at.named} needs at least {self.minimum} entries"
            )
        for name in at.value:
            spot = at.into(name)
            if not re.fullmatch(self.key, name):
                yield spot.fault(vi=f"tên “{name}” không đúng mẫu {self.key}", en=f"name “{name}” isn't {self.key}")
            yield from self.value.examine(spot)


@dataclass(frozen=True)
class Record:
    """A closed set of keys: the `required` must stand, the `optional` may, others are faults."""

    required: Mapping[str, Shape] = field(default_factory=dict)
    optional: Mapping[str, Shape] = field(default_factory=dict)

    def examine(self, at: Spot) -> Iterator[Finding]:
        if not isinstance(at.value, Mapping):
            known = ", ".join([*self.required, *self.optional])
            yield _wrong(at, vi=f"các khoá: {known}", en=f"the keys: {known}")
            return
        for key in self.required:
            if key not in at.value:
                yield at.fault(vi=f"thiếu khoá “{key}”", en=f"key “{key}” is missing")
        shapes = {**self.required, **self.optional}
        for key in at.value:
            if key in shapes:
                yield from shapes[key].examine(at.into(key))
            else:
                yield _unknown(at.into(key), key, shapes)


def _unknown(at: Spot, key: str, shapes: Mapping[str, Shape]) -> Fault:
    near = get_close_matches(key, shapes, n=1)
    vi, en = (f"; có phải “{near[0]}”?", f"; did you mean “{near[0]}”?") if near else ("", "")
    return at.fault(vi=f"khoá lạ “{key}”{vi}", en=f"unknown key “{key}”{en}")


@dataclass(frozen=True)
class Either:
    """One of several shapes: the first that fits; else the faults of the last."""

    shapes: tuple[Shape, ...]

    def examine(self, at: Spot) -> Iterator[Finding]:
        found: list[Finding] = []
        for shape in self.shapes:
            found = list(shape.examine(at))
            if not faults_only(found):
                break
        yield from found


@dataclass(frozen=True)
class Number:
    """A number within bounds, whole or with decimals: coordinates and thresholds, never money."""

    minimum: float
    maximum: float

    def examine(self, at: Spot) -> Iterator[Finding]:
        right = isinstance(at.value, int | float) and not isinstance(at.value, bool)
        if not right or not self.minimum <= at.value <= self.maximum:
            bounds = f"{self.minimum} … {self.maximum}"
            yield _wrong(at, vi=f"một số trong khoảng {bounds}", en=f"a number within {bounds}")
