"""The hub's `regimes/*.yaml`, one legal regime of controlled testing a file, and its own `kinds/*.yaml` of trial."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from longbien.kernel.actor import SYSTEM
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.shape import (
    Day,
    Either,
    Finding,
    Line,
    ListOf,
    OneOf,
    Record,
    Spot,
    Whole,
    Words,
    YesNo,
    code,
    examine,
)
from longbien.kernel.text import Text
from longbien.trials.actions.adopt_regime import adopt_regime
from longbien.trials.kinds.shape import faults
from longbien.trials.rules.owed.levels import SHAPE_OF_LAW
from longbien.trials.rules.owed.schedule import SHAPE_OF_LAW as SCHEDULE
from longbien.trials.rules.regime import SECTIONS


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


MONTH = Line(r"\d{4}-\d{2}(-\d{2})?")
NAME = Either((Line(), Words()))  # of a law: once where every language calls it the same
REQUIRED = Either(
    (
        Record({"part": Line(), "why": Words(), "basis": OneOf(("hub-rule",))}),
        Record({"part": Line(), "why": Words()}, {"article": NAME, "source": NAME}),
    )
)
SAID = ListOf(Record({"text": Words()}, {"article": NAME, "source": NAME}))
REGIME = Record(
    required={
        "code": code(),
        "title": Words(),
        "legal_basis": ListOf(
            Record({"source": NAME}, {"locator": NAME, "in_force": Day(), "note": Words()}), minimum=1
        ),
        "authority": Words(),
        "grants": YesNo(),
        "as_of": Either((MONTH, Day())),
        "verified": Signed(),
        "open": ListOf(Words()),
    },
    optional={
        **dict.fromkeys(SECTIONS, SAID),
        "term": Record({"max_months": Whole(1, 1200)}, {"article": NAME}),
        "valid_from": Known(),
        "valid_until": Known(),
        "extensions": Record({"count": Whole(0, 20), "max_months": Whole(1, 1200)}, {"article": NAME}),
        "notice": Record({"days": Whole(1, 365)}, {"article": NAME}),
        "requires": ListOf(REQUIRED),
        "severities": SHAPE_OF_LAW,
        "report_schedule": SCHEDULE,
    },
)


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    """Every fault of every file; a code that two files use is a fault of the second."""
    seen: dict[str, str] = {}
    for file in files:
        found = examine(file, REGIME, hub.languages)
        yield from found
        if found:
            continue
        if (first := seen.setdefault(file.data["code"], file.file)) != file.file:
            twice = Text.of(vi=f"mã này đã dùng trong {first}", en=f"this code is already used in {first}")
            yield file.fault(("code",), twice)


def load(hub: Hub, files: Files, at: datetime) -> None:
    """Adopt what is new or changed; earlier versions stay for the licences granted under them."""
    for file in files:
        adopt_regime(json.loads(json.dumps(file.data, default=_written)), by=SYSTEM, at=at)


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a regime can't hold {value!r}")


def _codes(hub: Hub, files: Files) -> list[str]:
    return [file.data["code"] for file in files]


register(Section("regimes/*.yaml", check, load, {"regime": _codes}))


def check_kinds(hub: Hub, files: Files) -> Iterator[Finding]:
    """Every fault of every file; a kind stands in the file of its name, which is where it is looked for."""
    for file in files:
        found = faults(file, hub.languages)
        yield from found
        if not found and (code := file.data["kind"]) != Path(file.file).stem:
            named = Text.of(vi=f"tệp phải có tên {code}.yaml", en=f"the file must be called {code}.yaml")
            yield file.fault(("kind",), named)


register(Section("kinds/*.yaml", check_kinds))
