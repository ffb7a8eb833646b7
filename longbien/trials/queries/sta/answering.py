"""Answer a path with its options: an entity, a page of a set, a property; with what was to be shown beside."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from longbien.kernel.refusal import not_found
from longbien.trials.queries.policies import policy_of
from longbien.trials.queries.sta.graph import Declared, declared_sensors
from longbien.trials.queries.sta.observed import Effort, Page, Scope, observation, observations, sorted_by
from longbien.trials.queries.sta.streams import stream_of
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.sta.entities import BY_NAME, DATASTREAM, OBSERVATION, THING, Entity
from longbien.trials.rules.sta.matching import Matcher
from longbien.trials.rules.sta.options import Options
from longbien.trials.rules.sta.paths import Place, Step
from longbien.trials.rules.sta.shown import address, as_array, shown
from longbien.trials.rules.sta.terms import MOST_ASKED, MOST_SHOWN, Said, unfit

Source = Scope | Sequence[Entity]


@dataclass
class Answering:
    """One answer in the making: of which trial, below which address, at which instant, and how much it holds."""

    trial_id: UUID
    base: str
    now_us: int
    known: Declared
    policy: Policy
    told: int = 0
    asked: int = 0
    effort: Effort = field(default_factory=Effort)

    def at(self, place: Place) -> Source | Entity:
        """What a path leads to. Refusal 404 when nothing is there."""
        here: Source | Entity = ()
        for turn, step in enumerate(place.steps):
            here = self._first(step) if not turn else self._next(here, step)
        return here

    def _first(self, step: Step) -> Source | Entity:
        if step.id is None:
            return Scope(self.trial_id) if step.kind is OBSERVATION else self.known.all(step.kind)
        found = observation(self.trial_id, step.id) if step.kind is OBSERVATION else self.known.get(step.kind, step.id)
        return _there(found)

    def _next(self, here: Source | Entity, step: Step) -> Source | Entity:
        if not isinstance(here, Entity):
            raise not_found()
        source = self._beside(here, step.way)
        if step.many and step.id is None:
            return source
        if isinstance(source, Scope):
            found = observation(self.trial_id, step.id)
            hangs = found and {found.links["Datastream"], found.links["FeatureOfInterest"]}
            return _there(found if hangs and hangs & {source.stream, source.feature} - {None} else None)
        return _there(next((one for one in source if step.id in (None, one.id)), None))

    def _beside(self, entity: Entity, way: str) -> Source:
        if entity.kind.ways[way].to != OBSERVATION.name:
            return self.known.beside(entity, way)
        if entity.kind is DATASTREAM:
            return Scope(self.trial_id, stream=entity.id)
        return Scope(self.trial_id, feature=entity.id)

    def page(self, source: Source, options: Options, kind_of: Step) -> Page:
        """Some of a set, as the options want them."""
        if isinstance(source, Scope):
            self.asked += 1
            if self.asked > MOST_ASKED:
                too_much()
            return observations(source, options, self.known, self.now_us, self.effort)
        entities = list(source)
        if options.filter is not None:
            matcher = Matcher(options.filter, kind_of.kind, self.known, self.now_us)
            entities = [one for one in entities if matcher.fits(one)]
        entities = sorted_by(entities, options, self.known, self.now_us)
        limit = options.skip + options.top
        return Page(entities[options.skip : limit], len(entities) if options.count else None, len(entities) > limit)

    def entity(self, entity: Entity, options: Options) -> Said:
        """An entity with what is shown beside it."""
        self.told += 1
        if self.told > MOST_SHOWN:
            too_much()
        said = shown(entity, self.base, options, self._ours(entity))
        for way, inner in options.expand.items():
            relation = entity.kind.ways[way]
            source = self._beside(entity, way)
            step = Step(way, BY_NAME[relation.to], relation.many)
            if not relation.many:
                said[way] = next((self.entity(one, inner) for one in source), None)  # type: ignore[union-attr]
                continue
            page = self.page(source, inner, step)
            said[way] = [self.entity(one, inner) for one in page.entities]
            if page.count is not None:
                said[f"{way}@iot.count"] = page.count
            if page.more and inner.top:
                here = f"{address(self.base, entity.kind.plural, entity.id)}/{way}"
                said[f"{way}@iot.nextLink"] = next_link(here, inner)
        return said

    def _ours(self, entity: Entity) -> Said:
        """What this house makes of it: the device of a Thing, what the results of a Datastream count as."""
        if entity.kind is THING:
            return {"device": entity.said["device"]}
        if entity.kind is not DATASTREAM:
            return {}
        stream = stream_of(entity, self.known, self.policy)
        return {"device": stream.device, "key": stream.key, "counts_as": stream.means or None}


def answering(trial_id: UUID, base: str, now_us: int) -> Answering:
    """An answer about a trial, still empty."""
    return Answering(trial_id, base, now_us, declared_sensors(trial_id), policy_of(trial_id))


def answer(place: Place, options: Options, to: Answering, here: str) -> Any:
    """The answer to a path; `here` is its own address. Refusal 404, or 400 for what is too much at once."""
    found = to.at(place)
    if isinstance(found, Entity):
        return _one(found, place, options, to)
    page = to.page(found, options, place.steps[-1])
    if place.told == "ref":
        value = [{"@iot.selfLink": address(to.base, one.kind.plural, one.id)} for one in page.entities]
    elif options.is_array:
        value = as_array(page.entities, to.base, options)
    else:
        value = [to.entity(one, options) for one in page.entities]
    said: Said = {} if page.count is None else {"@iot.count": page.count}
    if page.more and options.top:
        said["@iot.nextLink"] = next_link(here, options)
    return {**said, "value": value}


def next_link(here: str, options: Options) -> str:
    """Where the next page is."""
    given = {**options.given, "$top": str(options.top), "$skip": str(options.skip + options.top)}
    return f"{here}?{urlencode(given, quote_via=quote, safe='$(),;=/:')}"


def too_much() -> None:
    unfit(
        "Câu trả lời quá lớn. Hãy giảm $top, hoặc mở rộng ít hơn.",
        "That is too much for one answer: lower $top, or expand less.",
    )


def _one(entity: Entity, place: Place, options: Options, to: Answering) -> Any:
    if place.told == "ref":
        return {"@iot.selfLink": address(to.base, entity.kind.plural, entity.id)}
    if not place.field:
        return to.entity(entity, options)
    value = entity.said.get(place.field)
    if value is None:
        raise not_found()
    return value if place.told == "value" else {place.field: value}


def _there(found: Entity | None) -> Entity:
    if found is None:
        raise not_found()
    return found
