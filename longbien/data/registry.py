"""What higher rooms tell the platform: supplies, where the rows of a data set come from (a contract names one as its
`source`); and needs, the data that somebody's work asks for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from longbien.data.rules.access.strategy import Need

Row = Mapping[str, Any]
Supply = Callable[[], Iterable[Row]]
Needs = Callable[[], Iterable[Need]]
S = TypeVar("S", bound=Supply)
N = TypeVar("N", bound=Needs)

_supplies: dict[str, Supply] = {}
BY_STEWARDS = "stewards"
"""The `source` of a data set whose rows its stewards bring."""
_needs: list[Needs] = []


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


def needs(given: N) -> N:
    """Register what tells which data is needed: `@needs` above `def of_problems() -> Iterable[Need]: …`."""
    _needs.append(given)
    return given


def every_need() -> tuple[Need, ...]:
    return tuple(one for given in _needs for one in given())
