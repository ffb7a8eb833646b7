"""A Datastream as telemetry sees it: of which device, where, and what its results count as."""

from longbien.trials.queries.sta.graph import Declared, written
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.sta.entities import Entity
from longbien.trials.rules.sta.lines import Stream, meaning, point_of
from longbien.trials.rules.sta.terms import Said

KEY = "key"


def stream_of(datastream: Entity, known: Declared, policy: Policy) -> Stream:
    """As it stands now. Its key is `properties.key`, of itself or of its ObservedProperty, else that one's name."""
    made = known.streams.get(datastream.id)
    if made is None or made[0] is not policy:
        made = known.streams[datastream.id] = policy, _stream(datastream, known, policy)
    return made[1]


def _stream(datastream: Entity, known: Declared, policy: Policy) -> Stream:
    thing, observed = (known.beside(datastream, way)[0] for way in ("Thing", "ObservedProperty"))
    key = next(filter(None, (_key(datastream), _key(observed))), observed.said["name"])
    here = feature_here(thing, known)
    place = point_of(here["feature"]) if here else None
    number = known.features.get(written(here)) if here else None
    return Stream(int(datastream.id), thing.said["device"], key, meaning(key, policy), place, number)


def feature_here(thing: Entity, known: Declared) -> Said | None:
    """The feature that observations of a Thing are of where they name none: its location, if that is a point."""
    for location in known.beside(thing, "Locations"):
        said = location.said
        if point_of(said["location"]) is not None:
            feature = {
                name: said[name] for name in ("name", "description", "encodingType", "properties") if name in said
            }
            return {**feature, "feature": said["location"]}
    return None


def _key(entity: Entity) -> str:
    said = (entity.said.get("properties") or {}).get(KEY)
    return said if isinstance(said, str) else ""
