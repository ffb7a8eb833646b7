"""The hub's `indicators/*.yaml`: one indicator a file, with its published goals."""

from collections.abc import Iterator

from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import Either, Finding, ListOf, OneOf, Record, Ref, Whole, Words, code, examine
from longbien.kernel.text import Text
from longbien.reports.rules.indicator import BOUNDS

SOURCES = Either((Ref("source"), ListOf(Ref("source"), minimum=1)))
GOAL = Record(
    {"bound": OneOf(tuple(BOUNDS)), "value": Whole(0), "source": SOURCES}, {"by": Whole(2000, 2200), "note": Words()}
)
INDICATOR = Record({"indicator": code(), "title": Words(), "unit": Words(), "goals": ListOf(GOAL)})


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    """The shape of each file; no indicator twice."""
    first: dict[str, str] = {}
    for file in files:
        found = examine(file, INDICATOR, hub.languages)
        yield from found
        if any(isinstance(one, Fault) for one in found):
            continue
        if (known := first.setdefault(file.data["indicator"], file.file)) != file.file:
            vi, en = f"mã này đã dùng trong {known}", f"this code is already used in {known}"
            yield file.fault(("indicator",), Text.of(vi=vi, en=en))


def codes(hub: Hub, files: Files) -> list[str]:
    return [file.data["indicator"] for file in files]


# Indicators are read where they stand: nothing of them is in the database.
register(Section("indicators/*.yaml", check, offers={"indicator": codes}))
