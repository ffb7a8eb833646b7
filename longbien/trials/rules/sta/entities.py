"""The kinds of entities that SensorThings knows, their properties and how they hang together. OGC 18-088, chapter 8."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from longbien.trials.rules.mds.fields import Field, Table, is_map, is_words, needed, or_nothing

Id = int | str


@dataclass(frozen=True)
class Relation:
    """A way from an entity to others: of which kind, to one or to many. `said`: the entity itself says it."""

    to: str
    many: bool = False
    said: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of entity: what it is called, alone and as a set, how it is kept, its properties and its ways."""

    name: str
    plural: str
    code: str
    fields: Table
    ways: Mapping[str, Relation]


@dataclass(frozen=True)
class Entity:
    """An entity as it stands: what it says, and the ids that it hangs on by its ways (a list for many)."""

    kind: Kind
    id: Id
    said: Mapping[str, Any]
    links: Mapping[str, Any] = field(default_factory=dict)


def is_anything(given: Any) -> bool:
    return True


NAMED: Table = {"name": needed(is_words), "description": needed(is_words), "properties": Field(or_nothing(is_map))}
ENCODED: Table = {**NAMED, "encodingType": needed(is_words)}


def _to(name: str, **how: bool) -> Relation:
    return Relation(name, **how)


THING = Kind(
    "Thing", "Things", "thing", NAMED,
    {
        "Locations": _to("Location", many=True, said=True),
        "HistoricalLocations": _to("HistoricalLocation", many=True),
        "Datastreams": _to("Datastream", many=True),
    },
)  # fmt: skip
LOCATION = Kind(
    "Location", "Locations", "location", {**ENCODED, "location": needed(is_map)},
    {"Things": _to("Thing", many=True), "HistoricalLocations": _to("HistoricalLocation", many=True)},
)  # fmt: skip
HISTORICAL_LOCATION = Kind(
    "HistoricalLocation", "HistoricalLocations", "", {"time": needed(is_words)},
    {"Thing": _to("Thing", said=True), "Locations": _to("Location", many=True, said=True)},
)  # fmt: skip
DATASTREAM = Kind(
    "Datastream", "Datastreams", "stream",
    {
        **NAMED,
        "unitOfMeasurement": needed(is_map),
        "observationType": needed(is_words),
        "observedArea": Field(or_nothing(is_map)),
    },
    {
        "Thing": _to("Thing", said=True),
        "Sensor": _to("Sensor", said=True),
        "ObservedProperty": _to("ObservedProperty", said=True),
        "Observations": _to("Observation", many=True),
    },
)  # fmt: skip
SENSOR = Kind(
    "Sensor", "Sensors", "sensor", {**ENCODED, "metadata": needed(is_anything)},
    {"Datastreams": _to("Datastream", many=True)},
)  # fmt: skip
OBSERVED_PROPERTY = Kind(
    "ObservedProperty", "ObservedProperties", "property", {**NAMED, "definition": needed(is_words)},
    {"Datastreams": _to("Datastream", many=True)},
)  # fmt: skip
OBSERVATION = Kind(
    "Observation", "Observations", "",
    {
        "phenomenonTime": Field(is_words),
        "result": needed(is_anything),
        "resultTime": Field(or_nothing(is_words)),
        "resultQuality": Field(is_anything),
        "validTime": Field(or_nothing(is_words)),
        "parameters": Field(or_nothing(is_map)),
    },
    {"Datastream": _to("Datastream", said=True), "FeatureOfInterest": _to("FeatureOfInterest", said=True)},
)  # fmt: skip
FEATURE = Kind(
    "FeatureOfInterest", "FeaturesOfInterest", "feature", {**ENCODED, "feature": needed(is_map)},
    {"Observations": _to("Observation", many=True)},
)  # fmt: skip
KINDS = (
    THING, LOCATION, HISTORICAL_LOCATION, DATASTREAM, SENSOR, OBSERVED_PROPERTY, OBSERVATION, FEATURE,
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}
BY_PLURAL = {kind.plural: kind for kind in KINDS}
BY_CODE = {kind.code: kind for kind in KINDS if kind.code}
