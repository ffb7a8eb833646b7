"""What places gives to the data platform: units of administration and testing areas."""

import json
from collections.abc import Iterator
from typing import Any

from longbien.data.registry import supply
from longbien.places import queries
from longbien.places.rules.geometry import area_m2


@supply("places.wards")
def wards() -> Iterator[dict[str, Any]]:
    """The wards of the hub's province; `former` how many old wards went into each."""
    for one in queries.wards():
        yield {
            "code": one.code, "name": one.name, "lon": one.lon, "lat": one.lat, "area_km2": one.area_km2,
            "former": len(one.formers),
        }  # fmt: skip


@supply("places.former_wards")
def former_wards() -> Iterator[dict[str, Any]]:
    """Which old ward went into which: a row for each pair."""
    for one in queries.wards():
        for former in one.formers:
            yield {"code": one.code, "name": one.name, "former": former.name, "former_district": former.district}


@supply("places.areas")
def areas() -> Iterator[dict[str, Any]]:
    """The designated areas, as they are drawn now."""
    for one in queries.areas():
        yield {
            "code": one.code, "name_vi": one.name.in_language("vi"), "name_en": one.name.in_language("en"),
            "version": one.version, "hectares": round(area_m2(one.geometry) / 10_000, 2),
            "is_indicative": one.is_indicative, "outline_sha256": one.digest,
            "since": one.designation.since if one.designation else None,
            "until": one.designation.until if one.designation else None,
            "outline": json.dumps(one.geometry, separators=(",", ":")),
        }  # fmt: skip
