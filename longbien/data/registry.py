"""Supplies: where the rows of a data set come from. Rooms register theirs; a contract names one as its `source`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

Row = Mapping[str, Any]
Supply = Callable[[], Iterable[Row]]
BY_STEWARDS = "stewards"
"""The `source` of a data set whose rows its stewards bring."""
S = TypeVar("S", bound=Supply)

_supplies: dict[str, Supply] = {}


def supply(name: str) -> Callable[[S], S]:
    """Register where rows come from: `@supply("places.wards")`. Each row holds values by the contract's columns."""

    def register(given: S) -> S:
        if name in _supplies:
            raise RuntimeError(f"two supplies are called {name}")
        _supplies[name] = given
        return given

    return register


def supply_called(name: str) -> Supply | None:
    return _supplies.get(name)


def supplies() -> tuple[str, ...]:
    return tuple(sorted(_supplies))
