"""The hub's `duties/*.yaml`: what law and hub ask of whoever holds data of persons, one law or decree a file."""

from collections.abc import Iterator

from longbien.data.rules.duties.statute import CLOCKS, SORTS, SPAN, WEIGHTS
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.law import BASIS, DATES, NAME, PACK
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import Finding, Line, ListOf, OneOf, Record, Whole, Words, examine
from longbien.kernel.text import Text

CLOCK = Record(
    {"code": OneOf(CLOCKS), "within": Line(SPAN), "starts": Words(), "text": Words()},
    {"basis": BASIS, "source": NAME, "article": NAME},
)
THRESHOLD = Record(
    {"weight": OneOf(tuple(one for one in WEIGHTS if one != "ordinary")), "sort": OneOf(SORTS), "persons": Whole(1)},
    {"source": NAME, "article": NAME},
)
STATUTE = Record(PACK, {**DATES, "clocks": ListOf(CLOCK), "thresholds": ListOf(THRESHOLD)})


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    """The shape; no code and no clock twice: two laws that set the same clock are not told apart by a machine."""
    codes: dict[str, str] = {}
    clocks: dict[tuple[str, bool], str] = {}
    for file in files:
        found = examine(file, STATUTE, hub.languages)
        yield from found
        if any(isinstance(one, Fault) for one in found):
            continue
        if (first := codes.setdefault(file.data["code"], file.file)) != file.file:
            yield file.fault(("code",), _twice(file.data["code"], first))
        for place, clock in enumerate(file.data.get("clocks", ())):
            key, where = (clock["code"], "basis" in clock), f"{file.file}#{place}"
            if (first := clocks.setdefault(key, where)) != where:
                yield file.fault(("clocks", place, "code"), _twice(clock["code"], first.partition("#")[0]))


def _twice(what: str, where: str) -> Text:
    return Text.of(vi=f"“{what}” đã có trong {where}", en=f"“{what}” stands already in {where}")


register(Section("duties/*.yaml", check))
