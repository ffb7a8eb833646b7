"""Which chart an answer makes: a column for the axis, one with numbers for the height, bars or a line."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, cast, get_args

Kind = Literal["bar", "line", "rows"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NUMBERS = ("int", "uint", "float", "double", "halffloat", "decimal")
MOST: Mapping[Kind, int] = {"bar": 60, "line": 2_000, "rows": 30}
FEW = 12


@dataclass(frozen=True)
class Drawing:
    """What is drawn: the names of both columns, and how."""

    kind: Kind
    x: str
    y: str


@dataclass(frozen=True)
class Spot:
    """One value: its place on the axis, what stands there, its height."""

    place: float
    at: Any
    height: float


def numbers(columns: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The columns that can be heights; types as Arrow calls them."""
    return tuple(name for name, kind in columns if kind.startswith(NUMBERS))


def drawing(said: Mapping[str, str], columns: Sequence[tuple[str, str]], rows: int) -> Drawing | None:
    """As chosen, where the answer has such columns, else what fits it; None when nothing can be drawn."""
    heights, names = numbers(columns), [name for name, _ in columns]
    if not heights or len(names) < 2 or not rows:
        return None
    x = said.get("x", "")
    if x not in names:
        x = next((one for one in names if one not in heights), names[0])
    y = said.get("y", "")
    if y not in heights or y == x:
        y = next((one for one in heights if one != x), heights[0])
    kind = said.get("kind", "")
    return Drawing(cast(Kind, kind) if kind in KINDS else _usual(dict(columns)[x], rows), x, y)


def _usual(kind: str, rows: int) -> Kind:
    """A line over time, or over many numbers; lying bars for names, which are long."""
    if kind.startswith(("date", "timestamp")):
        return "line"
    if kind.startswith(NUMBERS):
        return "bar" if rows <= FEW else "line"
    return "rows"


def spots(pairs: Iterable[tuple[Any, Any]], kind: Kind) -> tuple[Spot, ...]:
    """What is drawn of the rows: those without a finite height are left out, as are those beyond what can be seen."""
    found = [(at, float(height)) for at, height in pairs if _is_height(height)][: MOST[kind]]
    if kind != "line":
        return tuple(Spot(float(n), at, height) for n, (at, height) in enumerate(found))
    places = [_place(at) for at, _ in found]
    if any(one is None for one in places):
        return tuple(Spot(float(n), at, height) for n, (at, height) in enumerate(found))
    placed = [Spot(cast(float, place), at, height) for place, (at, height) in zip(places, found, strict=True)]
    return tuple(sorted(placed, key=lambda one: one.place))


def _is_height(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value)


def _place(value: Any) -> float | None:
    """Where a value of its own lies on an axis; None for what has no distance from another."""
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, date):
        return float(value.toordinal())
    return float(value) if _is_height(value) else None
