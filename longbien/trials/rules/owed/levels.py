"""How grave something is, on a scale that is data, and by when that asks for a report or an answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from longbien.kernel.citation import Citation
from longbien.kernel.shape import Either, Line, ListOf, OneOf, Record, Shape, Words
from longbien.kernel.text import Text
from longbien.trials.rules.owed.within import WRITTEN, Within, read_within

Cite = Callable[[Mapping[str, Any]], Citation]
STEP: dict[str, Shape] = {"code": Line(r"[a-z][a-z0-9-]{0,11}"), "name": Words()}
TIMED: dict[str, Shape] = {"means": Words(), "within": Line(WRITTEN)}
NAME = Either((Line(), Words()))
SHAPE = ListOf(Record(STEP, TIMED), minimum=1)
SHAPE_OF_LAW = ListOf(
    Record(STEP, {**TIMED, "article": NAME, "source": NAME, "basis": OneOf(("hub-rule",))}), minimum=1
)


@dataclass(frozen=True)
class Level:
    """A step of a scale. `within` is None where nobody sets a time; `citation` says who does."""

    code: str
    name: Text
    means: Text | None = None
    within: Within | None = None
    citation: Citation | None = None


Scale = tuple[Level, ...]  # from the lightest to the gravest


def read_scale(given: Iterable[Mapping[str, Any]], languages: tuple[str, ...], cite: Cite) -> Scale:
    """The scale of a file's data that was examined (`SHAPE`, `SHAPE_OF_LAW`)."""
    return tuple(
        Level(
            one["code"],
            Text.from_data(one["name"], languages),
            Text.from_data(one["means"], languages) if one.get("means") else None,
            read_within(one["within"]) if one.get("within") else None,
            cite(one) if one.get("within") else None,
        )
        for one in given
    )


def level_of(scale: Sequence[Level], code: str) -> Level:
    """The step of that code; one that the scale has no more is called by what the house calls it, else by its code."""
    for one in (*scale, *HOUSE):
        if one.code == code:
            return one
    return Level(code, Text.of(vi=code, en=code))


def timed(scale: Scale, others: Scale) -> Scale:
    """The scale, with the time of the other's step of the same code wherever it sets none itself."""
    known = {one.code: one for one in others if one.within}
    return tuple(one if one.within else _with(one, known.get(one.code)) for one in scale)


def _with(one: Level, other: Level | None) -> Level:
    return Level(one.code, one.name, one.means, other.within, other.citation) if other else one


# What incidents are called where neither regime nor hub has a scale: nothing is due by any day.
HOUSE: Scale = (
    Level("minor", Text.of(vi="Nhẹ", en="Minor")),
    Level("serious", Text.of(vi="Nghiêm trọng", en="Serious")),
    Level("grave", Text.of(vi="Rất nghiêm trọng", en="Grave")),
)
