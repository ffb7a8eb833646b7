"""Values of rows and types of columns as CKAN's datastore writes them."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

ARROW = {"string": "text", "large_string": "text", "bool": "bool", "date32[day]": "date", "double": "float"}
WRITTEN: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (float, lambda value: value if isfinite(value) else None),
    ((datetime, date, time), lambda value: value.isoformat()),
    ((list, tuple), lambda value: [plain(one) for one in value]),
    (dict, lambda value: {str(key): plain(one) for key, one in value.items()}),
    (bytes, lambda value: value.hex()),
    (Decimal, lambda value: plain(float(value))),
)


def plain(value: Any) -> Any:
    """A value as JSON has it: numbers that aren't finite are none, instants and days are ISO 8601."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return next((write(value) for kind, write in WRITTEN if isinstance(value, kind)), str(value))


def type_of(arrow: str) -> str:
    """An Arrow type as the datastore calls it."""
    if arrow in ARROW:
        return ARROW[arrow]
    if arrow.startswith("timestamp"):
        return "timestamptz" if "tz=" in arrow else "timestamp"
    if arrow.startswith(("int", "uint")):
        return "int"
    return "numeric" if arrow.startswith("decimal") else "json"
