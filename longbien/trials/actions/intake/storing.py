"""Write down a judged batch: the rows, in bulk."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from longbien.trials import models
from longbien.trials.actions.intake.beyond import FAR, Older
from longbien.trials.actions.intake.comparing import store_compared
from longbien.trials.actions.intake.rows import insert_rows
from longbien.trials.actions.intake.using import store_usage
from longbien.trials.actions.intake.watching import Counted
from longbien.trials.rules.comparing.units import Unit
from longbien.trials.rules.judge import Flags, Verdicts
from longbien.trials.rules.limits.usage import ByMinute
from longbien.trials.rules.monitors.units import Exposure
from longbien.trials.rules.sorting import contents, speeds
from longbien.trials.rules.telemetry import Events

NUMBER_BITS = 40  # events a feed can hold: a million million
EVENT_FIELDS = (
    "id", "feed", "batch", "event_id", "device", "at_us", "lon", "lat", "speed_kmh", "participants", "value_minor",
    "site", "rest",
)  # fmt: skip
DEVICE_FIELDS = ("feed", "name", "first_us", "last_us", "lon", "lat")
BREACH_FIELDS = ("feed", "batch", "event", "rule", "at_us", "stops")


@dataclass(frozen=True)
class Taken:
    """New events with their `verdicts` and what was `counted`; `older` events judged anew; `stops` the stopping rules;
    what they `used`, by minute, and what they add to the units `compared`."""

    events: Events
    verdicts: Verdicts
    older: tuple[Older, ...]
    stops: frozenset[str]
    counted: Counted
    used: ByMinute
    compared: tuple[Unit, ...] = ()

    @property
    def broke(self) -> Mapping[str, Flags]:
        return self.verdicts.broke

    @property
    def working(self) -> Events:
        """The events that count."""
        return self.events.only(self.verdicts.counts)


def store(batch: models.Batch, taken: Taken) -> None:
    """Events, breaches, counts, site-days and devices of a batch."""
    first = (batch.feed_id << NUMBER_BITS) + batch.feed.events
    insert_rows(models.TelemetryEvent, EVENT_FIELDS, _events(batch, taken, first))
    insert_rows(models.Breach, BREACH_FIELDS, _breaches(batch, taken, first))
    models.Tally.objects.bulk_create(_tallies(batch.feed, taken.counted, first))
    store_exposures(batch.feed, taken.counted.exposures)
    store_usage(batch.feed, taken.used)
    store_compared(batch.feed, taken.compared)
    _devices(batch.feed, taken.events.only(taken.verdicts.devices))


def store_exposures(feed: models.Feed, exposures: tuple[Exposure, ...]) -> None:
    """Keep each day of a site or a device once, with its earliest event."""
    days = {one.day for one in exposures}
    known = {(row.day, row.site, row.device): row for row in models.Exposure.objects.filter(feed=feed, day__in=days)}
    fresh, earlier = [], []
    for one in exposures:
        row = known.get((one.day, one.site, one.device))
        if row is None:
            fresh.append(models.Exposure(feed=feed, **asdict(one)))
        elif one.first_us < row.first_us:
            row.first_us = one.first_us
            earlier.append(row)
    models.Exposure.objects.bulk_create(fresh)
    models.Exposure.objects.bulk_update(earlier, ["first_us"])


def _tallies(feed: models.Feed, counted: Counted, first: int) -> Iterator[models.Tally]:
    for row, found in counted.tallies.items():
        for measure, one in found.items():
            yield models.Tally(feed=feed, measure=measure, event_id=first + row, **asdict(one))
    for measure, tallies in counted.amounts.items():
        for one in tallies:
            yield models.Tally(feed=feed, measure=measure, **asdict(one))


def _events(batch: models.Batch, taken: Taken, first: int) -> Iterator[tuple[Any, ...]]:
    events = taken.events
    columns = zip(
        events.ids, events.devices, events.at_us.tolist(), events.lon.tolist(), events.lat.tolist(),
        speeds(events), events.participants.tolist(), events.value.tolist(), taken.verdicts.site.tolist(),
        events.rest, strict=True,
    )  # fmt: skip
    return ((key, batch.feed_id, batch.pk, *row) for key, row in enumerate(columns, first))


def _breaches(batch: models.Batch, taken: Taken, first: int) -> Iterator[tuple[Any, ...]]:
    at_us = taken.events.at_us
    for rule, flags in taken.broke.items():
        for row in np.flatnonzero(flags).tolist():
            yield batch.feed_id, batch.pk, first + row, rule, int(at_us[row]), rule in taken.stops
    for one in taken.older:
        yield batch.feed_id, batch.pk, one.pk, one.rule, one.at_us, one.rule in taken.stops


def _devices(feed: models.Feed, events: Events) -> None:
    """When each device was first and last heard of, and where it was last."""
    order = np.lexsort((events.lat, events.lon, events.at_us)).tolist()
    last = {events.devices[row]: row for row in order}
    first = {events.devices[row]: row for row in reversed(order)}
    rows = models.Device.objects.filter(feed=feed, name__in=last).values_list(*DEVICE_FIELDS[1:])
    known = {name: (begun, tuple(place)) for name, begun, *place in rows}
    heard = []
    for name, row in last.items():
        begun, place = known.get(name, (FAR, (-FAR, 0.0, 0.0)))
        now = int(events.at_us[row]), float(events.lon[row]), float(events.lat[row])
        heard.append((feed.pk, name, min(begun, int(events.at_us[first[name]])), *max(place, now)))
    insert_rows(models.Device, DEVICE_FIELDS, heard, known_by=("feed", "name"))


def store_conflicts(batch: models.Batch, events: Events, rows: tuple[int, ...]) -> None:
    """Keep events that came again under a known id with other content, each content once, as evidence."""
    if not rows:
        return
    names = [events.ids[row] for row in rows]
    known = dict(
        models.TelemetryEvent.objects.filter(feed=batch.feed, event_id__in=names).values_list("event_id", "pk")
    )
    said = contents(events)
    found = []
    for row in rows:
        content = json.dumps(said[row], ensure_ascii=True)
        digest = sha256(content.encode()).hexdigest()
        found.append(
            models.Conflict(
                feed_id=batch.feed_id, batch=batch, event_id=known[events.ids[row]], line=events.lines[row],
                content=content, sha256=digest,
            )
        )  # fmt: skip
    models.Conflict.objects.bulk_create(found, ignore_conflicts=True)


def store_figures(batch: models.Batch, taken: Taken) -> None:
    """The running figures of the feed: events and breaches of all, the rest of what counts."""
    feed, events, working = batch.feed, taken.events, taken.working
    feed.batches = batch.number
    feed.events += len(events)
    feed.breaches += sum(int(flags.sum()) for flags in taken.broke.values()) + len(taken.older)
    feed.value_minor = min(feed.value_minor + sum(working.value.tolist()), models.LARGEST)
    if len(working):
        feed.participants = max(feed.participants, int(working.participants.max()))
        feed.last_us = max(feed.last_us or 0, int(working.at_us.max()))
    if batch.size:
        feed.received_at = batch.received_at
    feed.save()
