"""What is declared of a trial's fixed sensors, all of it at hand: thousands of entities, which rarely change."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from longbien.kernel.plain import utc_micros
from longbien.trials import models
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.sta.entities import BY_CODE, BY_NAME, FEATURE, HISTORICAL_LOCATION, KINDS, Entity, Id, Kind
from longbien.trials.rules.sta.lines import Stream
from longbien.trials.rules.sta.terms import Said


@dataclass(frozen=True)
class Declared:
    """The newest version of every entity, and who hangs on whom. Every reader has the same one."""

    by_kind: dict[str, dict[Id, Entity]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    back: dict[tuple[str, str, Id], list[Entity]] = field(default_factory=lambda: defaultdict(list))
    features: dict[str, int] = field(default_factory=dict)  # their numbers, by what they say
    streams: dict[Id, tuple[Policy, Stream]] = field(default_factory=dict)  # as made when first asked for

    def all(self, kind: Kind) -> Sequence[Entity]:
        """In the order of their ids."""
        return tuple(self.by_kind[kind.name].values())

    def get(self, kind: Kind, number: Any) -> Entity | None:
        return self.by_kind[kind.name].get(number)

    def beside(self, entity: Entity, way: str) -> Sequence[Entity]:
        """The entities at the end of a way; observations are none of these."""
        relation = entity.kind.ways[way]
        if not relation.said:
            return self.back.get((entity.kind.name, way, entity.id), ())
        named = entity.links.get(way)
        numbers = named if isinstance(named, list) else [named]
        found = (self.get(BY_NAME[relation.to], number) for number in numbers)
        return tuple(one for one in found if one is not None)

    def next_number(self, kind: Kind) -> int:
        return max((number for number in self.by_kind[kind.name] if isinstance(number, int)), default=0) + 1

    def has(self, kind: Kind, number: int) -> bool:
        return number in self.by_kind[kind.name]


def declared_sensors(trial_id: UUID) -> Declared:
    """What is declared by now. One query of a number where nothing changed."""
    rows = models.Declaration.objects.filter(trial_id=trial_id, kind__in=BY_CODE)
    return _loaded(trial_id, rows.count())


@lru_cache(maxsize=16)
def _loaded(trial_id: UUID, count: int) -> Declared:
    rows = models.Declaration.objects.filter(trial_id=trial_id, kind__in=BY_CODE).order_by("kind", "ref", "number")
    found = Declared()
    history: dict[Id, list[Entity]] = defaultdict(list)
    for kind, ref, version, content, at in rows.values_list("kind", "ref", "number", "content", "declared_at"):
        entity = _entity(BY_CODE[kind], ref.int, json.loads(content))
        found.by_kind[entity.kind.name][entity.id] = entity
        if entity.kind.name == "Thing":
            history[entity.id] += _stood(entity, history[entity.id], version, at)
    for past in history.values():
        found.by_kind[HISTORICAL_LOCATION.name].update({one.id: one for one in past})
    features = found.by_kind[FEATURE.name].values()
    found.features.update({written(one.said): int(one.id) for one in features})
    for entity in (one for ones in found.by_kind.values() for one in ones.values()):
        for to, number in _leads(entity):
            found.back[to.name, _back(entity.kind, to), number].append(entity)
    return found


def written(said: Mapping[str, Any]) -> str:
    """What is said, in one form for the same."""
    return json.dumps(said, sort_keys=True)


def _entity(kind: Kind, number: int, content: Said) -> Entity:
    links = {way: content[way] for way in kind.ways if way in content}
    return Entity(kind, number, {name: value for name, value in content.items() if name not in links}, links)


def _stood(thing: Entity, before: list[Entity], version: int, at: Any) -> list[Entity]:
    """Where a Thing stands since a version, if that is said and new."""
    where = thing.links.get("Locations")
    if not where or (before and before[-1].links["Locations"] == where):
        return []
    links = {"Thing": thing.id, "Locations": where}
    return [Entity(HISTORICAL_LOCATION, f"{thing.id}-{version}", {"time": utc_micros(at)}, links)]


def _leads(entity: Entity) -> Iterator[tuple[Kind, Id]]:
    """What an entity says that it hangs on."""
    for way, named in entity.links.items():
        to = BY_NAME[entity.kind.ways[way].to]
        for number in named if isinstance(named, list) else [named]:
            yield to, number


def _back(kind: Kind, to: Kind) -> str:
    """The way that leads back."""
    return next(way for way, relation in to.ways.items() if relation.to == kind.name and not relation.said)
