"""The hub's `vehicles/*.yaml`: the rules for one kind of fund a file. `demonstration/funds/*.yaml`: funds to try."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from longbien.capital.actions.funds.adopt_pack import adopt_pack
from longbien.capital.rules.funds.script import VERBS
from longbien.capital.rules.vehicles.measures import CODES, kind_of
from longbien.kernel.actor import SYSTEM
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.shape import (
    Anything,
    Day,
    Either,
    Finding,
    Line,
    ListOf,
    OneOf,
    Record,
    Ref,
    Shape,
    Spot,
    Whole,
    Words,
    code,
    examine,
)
from longbien.kernel.text import Text


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
CITED: dict[str, Shape] = {"article": NAME, "source": NAME, "basis": OneOf(("hub-rule",))}
MONEY = Record({"minor": Line(r"[1-9][0-9]{0,17}"), "currency": Line("[A-Z]{3}")})
LIMIT_OF: dict[str, Shape] = {"money": MONEY, "share": Whole(0, 100), "count": Whole(0, 100_000)}


@dataclass(frozen=True)
class Limit:
    """`{measure: …, at_most: …}` or `at_least`, in what the measure is counted in: money, percent, a number."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        measure = at.value.get("measure") if isinstance(at.value, dict) else None
        bound: Shape = LIMIT_OF[kind_of(measure)] if measure in CODES else Anything()
        yield from Record({"measure": OneOf(CODES)}, {"at_most": bound, "at_least": bound, **CITED}).examine(at)
        if isinstance(at.value, dict) and not {"at_most", "at_least"} & at.value.keys():
            yield at.fault(vi="cần at_most hoặc at_least", en="at_most or at_least is needed")


PACK = Record(
    required={
        "code": code(),
        "title": Words(),
        "form": Words(),
        "legal_basis": ListOf(
            Record({"source": NAME}, {"locator": NAME, "in_force": Day(), "note": Words()}), minimum=1
        ),
        "authority": Words(),
        "as_of": Either((MONTH, Day())),
        "verified": Signed(),
        "limits": ListOf(Limit()),
        "open": ListOf(Words()),
    },
    optional={
        "provisions": ListOf(Record({"text": Words()}, CITED)),
        "pilot": Record({"months": Whole(1, 1200), "review_after_months": Whole(1, 1200)}, CITED),
        "valid_from": Known(),
        "valid_until": Known(),
    },
)


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    """Every fault of every file; a code that two files use is a fault of the second."""
    seen: dict[str, str] = {}
    for file in files:
        found = examine(file, PACK, hub.languages)
        yield from found
        if not found and (first := seen.setdefault(file.data["code"], file.file)) != file.file:
            twice = Text.of(vi=f"mã này đã dùng trong {first}", en=f"this code is already used in {first}")
            yield file.fault(("code",), twice)


def load(hub: Hub, files: Files, at: datetime) -> None:
    """Adopt what is new or changed; earlier versions stay for the vehicles opened under them."""
    for file in files:
        adopt_pack(json.loads(json.dumps(file.data, default=_written)), by=SYSTEM, at=at)


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a pack can't hold {value!r}")


def _codes(hub: Hub, files: Files) -> list[str]:
    return [file.data["code"] for file in files]


register(Section("vehicles/*.yaml", check, load, {"fund-rules": _codes}))

SCENE = Record(
    required={"do": OneOf(VERBS), "by": code(), "days_ago": Whole(0, 3650)},
    optional={
        "investor": code(),
        "amount": MONEY,
        "source": OneOf(("public", "private")),
        "text": Line(),
        "kind": code(),
        "due_in": Whole(0, 365),
        "number": Whole(1, 99),
    },
)
FEE = ListOf(ListOf(Line(r"[0-9.]+"), minimum=2, maximum=2))
SCRIPT = Record(
    {
        "fund": code(),
        "name": Words(),
        "rules": Ref("fund-rules"),
        "charter": MONEY,
        "board_seats": Whole(0, 99),
        "terms": Record(
            {
                "term_years": Whole(1, 50),
                "notice_days": Whole(0, 365),
                "grace_days": Whole(0, 365),
                "equalisation_percent": Line(r"[0-9.]+"),
                "fee_percent": FEE,
            }
        ),
        "scenes": ListOf(SCENE, minimum=1),
    }
)


def check_scripts(hub: Hub, files: Files) -> Iterator[Finding]:
    for file in files:
        yield from examine(file, SCRIPT, hub.languages)


register(Section("demonstration/funds/*.yaml", check_scripts))
