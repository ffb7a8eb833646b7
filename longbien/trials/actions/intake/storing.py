"""Write down a judged batch: the rows, in bulk."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from longbien.trials import models
from longbien.trials.actions.intake.judging import Older
from longbien.trials.rules.judge import Flags
from longbien.trials.rules.monitor import Exposure, Tally
from longbien.trials.rules.sorting import contents
from longbien.trials.rules.telemetry import Events

CHUNK = 2000
Rows = list[models.TelemetryEvent]


@dataclass(frozen=True)
class Taken:
    """New events with their verdicts, sites and counts; `older` events judged anew; `stops` the stopping rules."""

    events: Events
    site: tuple[int, ...]
    broke: Mapping[str, Flags]
    older: tuple[Older, ...]
    stops: frozenset[str]
    tallies: Mapping[int, Mapping[str, Tally]]
    exposures: tuple[Exposure, ...]


def store(batch: models.Batch, taken: Taken) -> Rows:
    """Events, breaches, counts, site-days and devices of a batch; the answer is the new event rows, with their ids."""
    rows = models.TelemetryEvent.objects.bulk_create(_events(batch, taken), batch_size=CHUNK)
    models.Breach.objects.bulk_create(_breaches(batch, taken, rows), batch_size=CHUNK)
    models.Tally.objects.bulk_create(
        models.Tally(
            feed=batch.feed, measure=measure, day=one.day, site=one.site, count=one.count, known_us=one.known_us,
            event=rows[row],
        )
        for row, counted in taken.tallies.items()
        for measure, one in counted.items()
    )  # fmt: skip
    store_exposures(batch.feed, taken.exposures)
    _devices(batch.feed, taken.events)
    return rows


def store_exposures(feed: models.Feed, exposures: tuple[Exposure, ...]) -> None:
    """Keep each site-day once, with its earliest event."""
    days = {one.day for one in exposures}
    known = {(row.day, row.site): row for row in models.Exposure.objects.filter(feed=feed, day__in=days)}
    fresh, earlier = [], []
    for one in exposures:
        row = known.get((one.day, one.site))
        if row is None:
            fresh.append(models.Exposure(feed=feed, day=one.day, site=one.site, first_us=one.first_us))
        elif one.first_us < row.first_us:
            row.first_us = one.first_us
            earlier.append(row)
    models.Exposure.objects.bulk_create(fresh)
    models.Exposure.objects.bulk_update(earlier, ["first_us"])


def _events(batch: models.Batch, taken: Taken) -> Rows:
    events = taken.events
    columns = zip(
        events.ids, events.devices, events.at_us.tolist(), events.lon.tolist(), events.lat.tolist(),
        np.where(np.isnan(events.speed_kmh), None, events.speed_kmh).tolist(),  # type: ignore[call-overload]
        events.participants.tolist(), events.value.tolist(), taken.site, events.rest, strict=True,
    )  # fmt: skip
    return [
        models.TelemetryEvent(
            feed_id=batch.feed_id, batch_id=batch.pk, event_id=name, device=device, at_us=at_us, lon=lon, lat=lat,
            speed_kmh=speed, participants=people, value_minor=value, site=site, rest=rest,
        )
        for name, device, at_us, lon, lat, speed, people, value, site, rest in columns
    ]  # fmt: skip


def _breaches(batch: models.Batch, taken: Taken, rows: Rows) -> list[models.Breach]:
    found = [
        _breach(batch, rule, rows[row].pk, rows[row].at_us, rule in taken.stops)
        for rule, flags in taken.broke.items()
        for row in np.flatnonzero(flags).tolist()
    ]
    return found + [_breach(batch, one.rule, one.pk, one.at_us, one.rule in taken.stops) for one in taken.older]


def _breach(batch: models.Batch, rule: str, event_pk: int, at_us: int, stops: bool) -> models.Breach:
    return models.Breach(
        feed_id=batch.feed_id, batch_id=batch.pk, event_id=event_pk, rule=rule, at_us=at_us, stops=stops
    )  # fmt: skip


def _devices(feed: models.Feed, events: Events) -> None:
    """When each device was first and last heard of, and where it was last."""
    known = {row.name: row for row in models.Device.objects.filter(feed=feed, name__in=set(events.devices))}
    changed: dict[str, models.Device] = {}
    for row in np.argsort(events.at_us, kind="stable").tolist():
        name, at_us = events.devices[row], int(events.at_us[row])
        device = changed.get(name) or known.get(name)
        if device is None:
            device = models.Device(feed=feed, name=name, first_us=at_us, last_us=at_us)
        device.first_us = min(device.first_us, at_us)
        if at_us >= device.last_us:
            device.last_us, device.lon, device.lat = at_us, float(events.lon[row]), float(events.lat[row])
        changed[name] = device
    models.Device.objects.bulk_create(
        list(changed.values()),
        update_conflicts=True,
        unique_fields=["feed", "name"],
        update_fields=["first_us", "last_us", "lon", "lat"],
    )


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
    """The running figures of the feed."""
    feed, events = batch.feed, taken.events
    feed.batches = batch.number
    feed.events += len(events)
    feed.breaches += sum(int(flags.sum()) for flags in taken.broke.values()) + len(taken.older)
    feed.value_minor += int(events.value.sum())
    if len(events):
        feed.participants = max(feed.participants, int(events.participants.max()))
        feed.last_us = max(feed.last_us or 0, int(events.at_us.max()))
    feed.received_at = batch.received_at
    feed.save()
