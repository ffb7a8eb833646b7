"""Observations, read from where all telemetry is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from longbien.trials import models
from longbien.trials.queries.sta.graph import Declared
from longbien.trials.rules.sorting import contents
from longbien.trials.rules.sta.bounds import TIME, Bounds, bounds
from longbien.trials.rules.sta.entities import DATASTREAM, OBSERVATION, Entity, Id
from longbien.trials.rules.sta.lines import stream_in
from longbien.trials.rules.sta.matching import Matcher
from longbien.trials.rules.sta.options import Options
from longbien.trials.rules.sta.terms import MARK, MOST_SCANNED, unfit
from longbien.trials.rules.sta.times import spoken
from longbien.trials.rules.telemetry import Events

Row = tuple[str, int, str]
FIELDS = ("event_id", "at_us", "rest")
CONTENT = ("device", "at_us", "lon", "lat", "speed_kmh", "participants", "value_minor", "rest")  # `rules.sorting`
ASKED_AT_ONCE = 500


@dataclass(frozen=True)
class Scope:
    """Which observations of a trial: of a Datastream, of a FeatureOfInterest, or all."""

    trial_id: UUID
    stream: Id | None = None
    feature: Id | None = None


@dataclass(frozen=True)
class Page:
    """Some of the entities asked for; `count` of all of them, where that was asked; whether there are more."""

    entities: list[Entity]
    count: int | None
    more: bool


def observation(trial_id: UUID, event_id: Any) -> Entity | None:
    """One observation by its id."""
    if not isinstance(event_id, str) or stream_in(event_id) is None:
        return None
    rows = models.TelemetryEvent.objects.filter(feed__trial_id=trial_id, event_id=event_id)
    return next((_entity(row) for row in rows.values_list(*FIELDS)), None)


@dataclass
class Effort:
    """How many observations one request may still look at one by one."""

    left: int = MOST_SCANNED

    def spend(self) -> None:
        """Refusal 400 when nothing is left."""
        self.left -= 1
        if self.left < 0:
            unfit(
                f"Bộ lọc phải xem hơn {MOST_SCANNED} quan trắc; hãy thu hẹp bằng phenomenonTime hoặc Datastream/id.",
                f"That looks at more than {MOST_SCANNED} observations: narrow it by phenomenonTime or Datastream/id.",
            )


def observations(scope: Scope, options: Options, known: Declared, now_us: int, effort: Effort) -> Page:
    """A page of observations. Refusal 400 when too many would have to be looked at one by one."""
    within, limit = bounds(options.filter), options.skip + options.top
    matcher = Matcher(within.rest, OBSERVATION, known, now_us) if within.rest else None
    if options.filter is not None:
        Matcher(options.filter, OBSERVATION, known, now_us)
    rows = _rows(scope, within, known)
    if rows is None:
        return Page([], 0 if options.count else None, more=False)
    by_time = not options.order or [one.path for one in options.order] == [TIME]
    falling = bool(options.order and by_time and options.order[0].falling)
    rows = rows.order_by("-at_us", "-event_id") if falling else rows.order_by("at_us", "event_id")
    if matcher is None and by_time and scope.feature is None:
        found = [_entity(row) for row in rows.values_list(*FIELDS)[options.skip : limit + 1]]
        return Page(found[: options.top], rows.count() if options.count else None, more=len(found) > options.top)
    fitting = (one for one in _scanned(rows, effort) if _fits(one, scope, matcher))
    if by_time and not options.count:
        some = list(islice(fitting, options.skip, limit + 1))
        return Page(some[: options.top], None, more=len(some) > options.top)
    every = sorted_by(list(fitting), options, known, now_us) if not by_time else list(fitting)
    count = len(every) if options.count else None
    return Page(every[options.skip : limit], count, more=len(every) > limit)


def sorted_by(entities: list[Entity], options: Options, known: Declared, now_us: int) -> list[Entity]:
    """In the order asked; what says nothing comes first."""
    for order in reversed(options.order):
        key = Matcher(order.path, entities[0].kind, known, now_us).value if entities else None
        entities.sort(key=lambda one: sortable(key(one)) if key else (), reverse=order.falling)
    return entities


def sortable(value: Any) -> tuple[int, Any]:
    """Values of any type in one order: nothing, numbers, texts, the rest as it is written."""
    if value is None:
        return 0, 0
    if hasattr(value, "at_us"):
        return 1, value.at_us
    if isinstance(value, int | float):
        return 1, value
    return (2, value) if isinstance(value, str) else (3, json.dumps(value, sort_keys=True))


def _rows(scope: Scope, within: Bounds, known: Declared) -> QuerySet[models.TelemetryEvent, Any] | None:
    """The stored rows within bounds; None where there can be none."""
    streams = {one for one in (scope.stream, within.stream) if one is not None}
    if len(streams) > 1:
        return None
    rows = models.TelemetryEvent.objects.filter(feed__trial_id=scope.trial_id)
    for number in streams:
        stream = known.get(DATASTREAM, number)
        if stream is None:
            return None
        thing = known.beside(stream, "Thing")[0]
        rows = rows.filter(device=thing.said["device"])
    prefix = f"{MARK}:{next(iter(streams))}:" if streams else f"{MARK}:"
    return rows.filter(event_id__startswith=prefix, at_us__gte=within.first, at_us__lte=within.last)


def _scanned(rows: QuerySet[models.TelemetryEvent, Any], effort: Effort) -> Iterator[Entity]:
    for row in rows.values_list(*FIELDS).iterator(chunk_size=1_000):
        effort.spend()
        yield _entity(row)


def _fits(one: Entity, scope: Scope, matcher: Matcher | None) -> bool:
    if scope.feature is not None and one.links["FeatureOfInterest"] != scope.feature:
        return False
    return matcher is None or matcher.fits(one)


def _entity(row: Row) -> Entity:
    event_id, at_us, rest = row
    kept = json.loads(rest or "{}").get(MARK)
    kept = kept if isinstance(kept, dict) else {}
    links = {"Datastream": stream_in(event_id), "FeatureOfInterest": kept.pop("feature", None)}
    return Entity(OBSERVATION, event_id, {"phenomenonTime": spoken(at_us), **kept}, links)


def told_otherwise(trial_id: UUID, events: Events) -> frozenset[int]:
    """The rows of events that are stored with other content than theirs."""
    stored: dict[str, Any] = {}
    for start in range(0, len(events), ASKED_AT_ONCE):
        names = events.ids[start : start + ASKED_AT_ONCE]
        rows = models.TelemetryEvent.objects.filter(feed__trial_id=trial_id, event_id__in=names)
        stored.update((row[0], row[1:]) for row in rows.values_list("event_id", *CONTENT))
    return frozenset(
        row
        for row, (name, said) in enumerate(zip(events.ids, contents(events), strict=True))
        if stored.get(name) != said
    )
