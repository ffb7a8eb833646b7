"""Open data sets whose rows lie somewhere, and those rows."""

from typing import Any

from longbien.data.models import DataSet
from longbien.data.queries.sets import SetCard, cards, folder_of
from longbien.data.rules.features.asked import Asked, Box
from longbien.data.rules.features.written import geometry
from longbien.kernel.extras import require

LAKE = "longbien.data.lake.features"
MOST_KEPT = 1_000
FIRST, MOST_DRAWN = 400, 50
GeoJSON = dict[str, Any]
_extents: dict[tuple[str, str], Box | None] = {}
_shapes: dict[tuple[str, str], tuple[GeoJSON, ...]] = {}


def placed_sets() -> tuple[SetCard, ...]:
    """By code; only those that everyone may read and that have rows under the contract that holds now."""
    return tuple(one for one in cards(DataSet.objects.filter(access="open").order_by("code")) if is_placed(one))


def is_placed(found: SetCard) -> bool:
    contract, newest = found.contract, found.newest
    if contract.access != "open" or contract.spatial is None or newest is None:
        return False
    return newest.contract_version == contract.version


def placed_set(code: str) -> SetCard | None:
    return next((one for one in cards(DataSet.objects.filter(code=code)) if is_placed(one)), None)


def extent_of(found: SetCard) -> Box | None:
    """The box around all rows of the newest edition; an edition never changes, so it is measured once."""
    newest, kept = found.newest, _extents
    if newest is None or found.contract.spatial is None:
        return None
    if (known := (found.code, newest.sha256)) not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[known] = require(LAKE, extra="data").extent(found.contract, folder_of(found.code), newest.version)
    return kept[known]


def first_shapes(found: SetCard) -> tuple[GeoJSON, ...]:
    """Where the first rows of the newest edition lie, found once."""
    newest, spatial = found.newest, found.contract.spatial
    if newest is None or spatial is None or not is_placed(found):
        return ()
    if (known := (found.code, newest.sha256)) not in _shapes:
        if len(_shapes) >= MOST_DRAWN:
            _shapes.clear()
        _, rows = features_of(found, Asked(limit=FIRST))
        _shapes[known] = tuple(shape for row in rows if (shape := geometry(row, spatial)))
    return _shapes[known]


def features_of(found: SetCard, asked: Asked) -> tuple[int, tuple[dict[str, Any], ...]]:
    """How many rows fit, and those of the page that was asked for."""
    if found.newest is None:
        return 0, ()
    lake = require(LAKE, extra="data")
    rows = lake.find(asked, found.contract, folder_of(found.code), found.newest.version)
    return rows.matched, rows.rows


def feature_called(found: SetCard, key: str) -> dict[str, Any] | None:
    if found.newest is None or "\0" in key:
        return None
    lake = require(LAKE, extra="data")
    row: dict[str, Any] | None = lake.one(key, found.contract, folder_of(found.code), found.newest.version)
    return row
