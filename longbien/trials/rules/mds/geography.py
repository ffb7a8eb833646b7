"""MDS Geography: the sites of a licence under ids made of their content, so that none can ever change under its id."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical
from longbien.trials.rules.mds.terms import NAMESPACE, Document, milliseconds, named, shortened
from longbien.trials.rules.policy import Policy, Site

EVERYWHERE = named(NAMESPACE, "everywhere")
ALL_PLACES = Text.of(vi="Mọi nơi", en="Everywhere")
WORLD = {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]}


def geography_id(site: Site) -> UUID:
    """Two sites have the same id when code, names and geometry are the same."""
    return named(NAMESPACE, sha256(canonical(site.to_data())).hexdigest())


def geography_documents(granted: Iterable[tuple[datetime, Policy]], language: str) -> tuple[Document, ...]:
    """The geographies of licences, each published when the first of them was granted; and the place that is all places.

    Where a licence allows nothing is said by a rule for everywhere that stands behind those for its sites.
    """
    found: dict[UUID, Document] = {}
    for at, policy in sorted(granted, key=lambda one: one[0]):
        world = Site("", dict(ALL_PLACES), WORLD)
        for place, site in ((EVERYWHERE, world), *((geography_id(one), one) for one in policy.sites)):
            found.setdefault(place, _document(place, site, at, language))
    return tuple(found.values())


def read_site(document: Mapping[str, Any]) -> Site:
    """The site that a geography was made of."""
    feature = document["geography_json"]["features"][0]
    return Site(feature["properties"]["code"], feature["properties"]["name"], feature["geometry"])


def _document(place: UUID, site: Site, at: datetime, language: str) -> Document:
    feature = {
        "type": "Feature",
        "properties": {"code": site.code, "name": dict(site.name)},
        "geometry": dict(site.geometry),
    }
    return {
        "geography_id": str(place),
        "geography_type": "policy_zone",
        "name": shortened(site.name.get(language) or site.code),
        "published_date": milliseconds(at),
        "effective_date": milliseconds(at),
        "geography_json": {"type": "FeatureCollection", "features": [feature]},
    }
