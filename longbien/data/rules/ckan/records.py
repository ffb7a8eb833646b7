"""Values of rows and types of columns as CKAN's datastore writes them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

Write = Callable[[Any], Any]
ARROW = {"string": "text", "large_string": "text", "bool": "bool", "date32[day]": "date", "double": "float"}
AS_IT_IS: frozenset[type] = frozenset({bool, int, str, type(None)})
WRITTEN: tuple[tuple[tuple[type, ...], Write], ...] = (
    (tuple(AS_IT_IS), lambda value: value),
    ((float,), lambda value: value if isfinite(value) else None),
    ((datetime, date, time), lambda value: value.isoformat()),
    ((list, tuple), lambda value: [plain(one) for one in value]),
    ((dict,), lambda value: {str(key): plain(one) for key, one in value.items()}),
    ((bytes,), lambda value: value.hex()),
    ((Decimal,), lambda value: plain(float(value))),
)


def plain(value: Any) -> Any:
    """A value as JSON has it: numbers that aren't finite are none, instants and days are ISO 8601."""
    return _written(value.__class__)(value)


def plain_row(row: Iterable[Any]) -> list[Any]:
    """The values of a row, most of which go as they are."""
    return [value if value.__class__ in AS_IT_IS else plain(value) for value in row]


@lru_cache(maxsize=64)
def _written(kind: type) -> Write:
    """How values of a type are written; looked up once, for pages have thousands of them."""
    return next((write for kinds, write in WRITTEN if issubclass(kind, kinds)), str)


def type_of(arrow: str) -> str:
    """An Arrow type as the datastore calls it."""
    if arrow in ARROW:
        return ARROW[arrow]
    if arrow.startswith("timestamp"):
        return "timestamptz" if "tz=" in arrow else "timestamp"
    if arrow.startswith(("int", "uint")):
        return "int"
    return "numeric" if arrow.startswith("decimal") else "json"
