"""Indicators and their goals, as the hub's folder states them. No value is made up: there is none until measured."""

from dataclasses import dataclass

from longbien.kernel.citation import Citation
from longbien.kernel.text import Text

# How a goal binds: the words before its value; a plain goal needs none.
BOUNDS = {
    "exactly": None,
    "at-least": Text.of(vi="ít nhất", en="at least"),
    "at-most": Text.of(vi="nhiều nhất", en="at most"),
    "above": Text.of(vi="trên", en="above"),
    "about": Text.of(vi="khoảng", en="about"),
}


@dataclass(frozen=True)
class Goal:
    """`value` is in the indicator's unit; `by` is a year, or 0 where the source gives none."""

    bound: Text | None
    value: int
    by: int
    note: Text | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class Indicator:
    code: str
    title: Text
    unit: Text
    goals: tuple[Goal, ...]
