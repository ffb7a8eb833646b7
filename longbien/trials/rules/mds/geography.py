"""MDS Geography: the sites of a licence under ids made of their content, so that none can ever change under its id."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from math import ceil, cos, pi
from typing import Any
from uuid import UUID

from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical
from longbien.trials.rules.limits.zones import Zone
from longbien.trials.rules.mds.terms import NAMESPACE, Document, milliseconds, named, shortened
from longbien.trials.rules.policy import Policy, Site

EVERYWHERE = named(NAMESPACE, "everywhere")
ALL_PLACES = Text.of(vi="Mọi nơi", en="Everywhere")
WORLD = {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]}


def geography_id(site: Site) -> UUID:
    """Two sites have the same id when code, names and geometry are the same."""
    return named(NAMESPACE, sha256(canonical(site.to_data())).hexdigest())


def zone_id(zone: Zone) -> UUID:
    """As of a site: name, outline and margin make it."""
    return named(NAMESPACE, sha256(canonical(_drawn(zone))).hexdigest())


def geography_documents(granted: Iterable[tuple[datetime, Policy]], language: str) -> tuple[Document, ...]:
    """The geographies of licences, each published when the first of them was granted; and the place that is all places.

    Where a licence allows nothing is said by a rule for everywhere that stands behind those for its sites.
    """
    found: dict[UUID, Document] = {}
    for at, policy in sorted(granted, key=lambda one: one[0]):
        world = Site("", dict(ALL_PLACES), WORLD)
        for place, site in ((EVERYWHERE, world), *((geography_id(one), one) for one in policy.sites)):
            name = site.name.get(language) or site.code
            told = {"code": site.code, "name": dict(site.name)}
            found.setdefault(place, _document(place, name, at, told, dict(site.geometry)))
        for zone in (*policy.plan.limits.no_go, *policy.plan.limits.slow):
            drawn = _drawn(zone)
            found.setdefault(zone_id(zone), _document(zone_id(zone), zone.name, at, drawn["zone"], drawn["area"]))
    return tuple(found.values())


def read_site(document: Mapping[str, Any]) -> Site:
    """The site that a geography was made of."""
    feature = document["geography_json"]["features"][0]
    return Site(feature["properties"]["code"], feature["properties"]["name"], feature["geometry"])


def read_zone(document: Mapping[str, Any]) -> Zone:
    """The zone that a geography was made of: its outline as it was written, and its margin."""
    said = document["geography_json"]["features"][0]["properties"]
    return Zone(said["name"], said["outline"], said["margin_m"])


def _drawn(zone: Zone) -> dict[str, Any]:
    """What a zone is made of, and its area around rather than inside the true one: MDS is never looser than the judge.

    The margin's round has 32 corners (`Zone.area`), so its sides come nearer than its corners, by the cosine of a 32nd
    of half a turn; a metre more is for rounding.
    """
    around = ceil(zone.margin_m / cos(pi / 32)) + 1 if zone.margin_m else 0
    plain = Zone(zone.name, zone.outline, zone.margin_m).to_data()
    return {"zone": plain, "area": Zone(zone.name, zone.outline, around).area}


def _document(place: UUID, name: str, at: datetime, told: dict[str, Any], geometry: dict[str, Any]) -> Document:
    feature = {"type": "Feature", "properties": told, "geometry": geometry}
    return {
        "geography_id": str(place),
        "geography_type": "policy_zone",
        "name": shortened(name),
        "published_date": milliseconds(at),
        "effective_date": milliseconds(at),
        "geography_json": {"type": "FeatureCollection", "features": [feature]},
    }
