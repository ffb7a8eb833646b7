"""Statutes as dated data: the clocks and thresholds that the hub's `duties/*.yaml` say, each with where it stands."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast, get_args

from longbien.kernel.citation import Citation
from longbien.kernel.law import PackReader
from longbien.kernel.text import Text

ClockCode = Literal[
    "acknowledge", "access", "correction", "deletion", "restriction", "objection", "processors", "extension",
    "breach-notice", "transfer-dossier", "dossier-change", "copies",
]  # fmt: skip
Weight = Literal["ordinary", "important", "core"]
Sort = Literal["basic", "sensitive"]
CLOCKS: tuple[ClockCode, ...] = get_args(ClockCode)
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
SORTS: tuple[Sort, ...] = get_args(Sort)
SPAN = r"[1-9]\d{0,3}(wd|d|h)"


@dataclass(frozen=True)
class Span:
    """`2wd` working days, `15d` days, `72h` hours, each as the law counts it."""

    number: int
    unit: Literal["wd", "d", "h"]

    @classmethod
    def parse(cls, said: str) -> "Span":
        """ValueError for anything else."""
        if not re.fullmatch(SPAN, said):
            raise ValueError(said)
        unit = said.lstrip("0123456789")
        return cls(int(said.removesuffix(unit)), cast(Literal["wd", "d", "h"], unit))

    @property
    def words(self) -> Text:
        n = self.number
        vi, en = {"wd": ("ngày làm việc", "working day"), "d": ("ngày", "day"), "h": ("giờ", "hour")}[self.unit]
        return Text.of(vi=f"{n} {vi}", en=f"{n} {en}{'' if n == 1 else 's'}")


@dataclass(frozen=True)
class Clock:
    """How long something may take; `starts` says from when, `as_of` when the law was read."""

    code: ClockCode
    span: Span
    starts: Text
    words: Text
    citation: Citation
    is_hub_rule: bool
    statute: str
    as_of: str
    is_verified: bool


@dataclass(frozen=True)
class Threshold:
    """From so many persons on, undisclosed data of a sort weigh so much."""

    weight: Weight
    sort: Sort
    persons: int
    citation: Citation


@dataclass(frozen=True)
class Statute:
    """One law, decree or decision as it was read; `is_verified` once counsel signed. Days are None where not known."""

    code: str
    title: Text
    basis: tuple[Citation, ...]
    as_of: str
    is_verified: bool
    valid_from: date | None
    valid_until: date | None
    clocks: tuple[Clock, ...]
    thresholds: tuple[Threshold, ...]
    open: tuple[Text, ...]

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day; an end or a beginning that is not known stops nothing."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or on <= self.valid_until)


def read_statute(content: Mapping[str, Any], languages: tuple[str, ...]) -> Statute:
    """From a file whose shape was found right (`data.hub.duties`)."""
    reader = PackReader(content, languages)
    return Statute(
        code=content["code"],
        title=reader.text(content["title"]),
        basis=reader.basis,
        as_of=str(content["as_of"]),
        is_verified=content["verified"] is not False,
        valid_from=reader.day("valid_from"),
        valid_until=reader.day("valid_until"),
        clocks=tuple(_clock(one, reader) for one in content.get("clocks", ())),
        thresholds=tuple(
            Threshold(one["weight"], one["sort"], one["persons"], reader.cite(one))
            for one in content.get("thresholds", ())
        ),
        open=tuple(map(reader.text, content["open"])),
    )


def _clock(one: Mapping[str, Any], reader: PackReader) -> Clock:
    return Clock(
        code=one["code"],
        span=Span.parse(one["within"]),
        starts=reader.text(one["starts"]),
        words=reader.text(one["text"]),
        citation=reader.cite(one),
        is_hub_rule=one.get("basis") == "hub-rule",
        statute=reader.content["code"],
        as_of=str(reader.content["as_of"]),
        is_verified=reader.content["verified"] is not False,
    )


def clock_of(statutes: Iterable[Statute], code: ClockCode, *, on: date) -> Clock | None:
    """The clock of that name in force on a day: one of a law before one of the hub."""
    found = [clock for one in statutes if one.holds(on) for clock in one.clocks if clock.code == code]
    return min(found, key=lambda clock: clock.is_hub_rule, default=None)


def thresholds_of(statutes: Iterable[Statute], *, on: date) -> tuple[Threshold, ...]:
    """Those in force on a day."""
    return tuple(threshold for one in statutes if one.holds(on) for threshold in one.thresholds)
