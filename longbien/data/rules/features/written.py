"""Rows as GeoJSON features (RFC 7946)."""

import json
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from longbien.data.rules.contract.contract import Contract, Spatial
from longbien.data.rules.features.asked import properties_of


def feature(row: Mapping[str, Any], contract: Contract) -> dict[str, Any]:
    """A row by the contract's columns; one that lies nowhere has the geometry null."""
    key, spatial = contract.key, contract.spatial
    return {
        "type": "Feature",
        "id": str(row[key.name]) if key else None,
        "geometry": geometry(row, spatial) if spatial else None,
        "properties": {one.name: plain(row[one.name]) for one in properties_of(contract)},
    }


def geometry(row: Mapping[str, Any], spatial: Spatial) -> dict[str, Any] | None:
    found = [row[one] for one in spatial.columns]
    if any(one is None for one in found):
        return None
    if spatial.outline:
        made: dict[str, Any] = json.loads(found[0])
        return made
    return {"type": "Point", "coordinates": found}


def plain(value: Any) -> Any:
    """Days and instants as RFC 3339; what JSON has no number for as null."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value
