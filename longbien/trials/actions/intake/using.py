"""What a batch uses up of the running caps, and which events, new and stored, lie beyond them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from longbien.trials import models
from longbien.trials.actions.intake.beyond import ASKED_AT_ONCE, Older, first_beyond, stored_beyond
from longbien.trials.actions.intake.tracks import known_beside, last_before
from longbien.trials.queries.judged import events_under
from longbien.trials.rules.judge import Flags, local_days, value_crossing
from longbien.trials.rules.limits.running import EVER, Running, Span, day_span, running
from longbien.trials.rules.limits.usage import (
    ByMinute,
    Place,
    Used,
    added,
    by_minute,
    crossing_minute,
    from_nothing,
    merged,
    steps,
)
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import MINUTE_US, Events


@dataclass(frozen=True)
class Using:
    """`grown`: what the batch adds, by minute; `broke`: which of its events lie beyond a cap; `older`: stored ones."""

    grown: ByMinute = field(default_factory=dict)
    broke: Mapping[str, Flags] = field(default_factory=dict)
    older: tuple[Older, ...] = ()


def use(feed: models.Feed, events: Events, devices: Flags, policy: Policy) -> Using:
    """Judge new events, some of them of the trial's devices, by the running caps of the plan. Nothing is read, and
    nothing kept, where it has none."""
    caps = running(policy.plan.limits)
    if not caps or not len(events):
        return Using()
    working = events.only(devices)
    grown = _grown(feed, events, working, policy)
    broke, older = {}, list[Older]()
    for cap in caps:
        broke[cap.rule] = np.zeros(len(events), dtype=np.bool_)
        for span in _spans(cap, events, policy):
            flags, more = _beyond(feed, events if cap.is_money else working, policy, grown, cap, span)
            broke[cap.rule][... if cap.is_money else devices] |= flags
            older += more
    return Using(grown, broke, tuple(older))


def _grown(feed: models.Feed, events: Events, working: Events, policy: Policy) -> ByMinute:
    paid = zip(events.at_us.tolist(), events.value.tolist(), strict=True)
    grown = by_minute((at_us, Used(value_minor=minor)) for at_us, minor in paid if minor)
    if all(cap.is_money for cap in running(policy.plan.limits)):
        return grown
    rows = {row.name: row for row in models.Device.objects.filter(feed=feed, name__in=set(working.devices))}
    for name, track in _tracks(working).items():
        known = known_beside(feed, policy, track, rows.get(name))
        grown = merged(grown, added(known, track))
    return grown


def _tracks(events: Events) -> dict[str, list[Place]]:
    """The places of each device."""
    found = defaultdict[str, list[Place]](list)
    places = zip(events.at_us.tolist(), events.lon.tolist(), events.lat.tolist(), strict=True)
    for name, place in zip(events.devices, places, strict=True):
        found[name].append(place)
    return found


def _spans(cap: Running, events: Events, policy: Policy) -> list[Span]:
    """The times that the events may bring beyond the cap."""
    if not cap.daily:
        return [EVER]
    days = set(local_days(events.at_us[events.value > 0], policy.timezone))
    return [day_span(day, policy.timezone) for day in sorted(days)]


def _beyond(
    feed: models.Feed, events: Events, policy: Policy, grown: ByMinute, cap: Running, span: Span
) -> tuple[Flags, tuple[Older, ...]]:
    """Events of a time beyond the cap: new ones as flags, stored ones that were not before."""
    counts = (events.at_us >= span[0]) & (events.at_us < span[1])
    counts &= (events.value > 0) if cap.is_money else True
    nobody = np.zeros(len(events), dtype=np.bool_)
    if not counts.any() or _total(feed, grown, cap, span) <= cap.cap:
        return nobody, ()
    before = first_beyond(feed, cap.rule, *span)
    if before is not None and events.at_us[counts].min() >= before:
        return counts, ()
    upto = span[1] if before is None else before
    after = _crossing(feed, events, policy, grown, cap, (span[0], min(span[1], upto + 1)))
    older = stored_beyond(feed, policy, cap.rule, after, upto) if after < upto else ()
    return counts & (events.at_us >= after), older


def _total(feed: models.Feed, grown: ByMinute, cap: Running, span: Span) -> int:
    if not cap.daily:
        return int(getattr(feed, cap.amount)) + sum(map(cap.of, grown.values()))
    return sum(amount for _, amount in _amounts(feed, grown, cap, span))


def _amounts(feed: models.Feed, grown: ByMinute, cap: Running, span: Span) -> list[tuple[int, int]]:
    """(minute, amount) of a time, stored and new, in order."""
    first, last = span[0] // MINUTE_US, (span[1] - 1) // MINUTE_US
    rows = models.Usage.objects.filter(feed=feed, minute__gte=first, minute__lte=last)
    found = dict(rows.values_list("minute", cap.amount))
    for minute, used in grown.items():
        if first <= minute <= last:
            found[minute] = found.get(minute, 0) + cap.of(used)
    return sorted(found.items())


def _crossing(feed: models.Feed, events: Events, policy: Policy, grown: ByMinute, cap: Running, span: Span) -> int:
    """The instant at which the running total passes the cap; it does, as the total says."""
    minute, already = crossing_minute(_amounts(feed, grown, cap, span), cap.cap)
    used = _within(feed, events, policy, minute, cap)
    at_us, amounts = np.array([(at, cap.of(amount)) for at, amount in used], dtype=np.int64).T
    return cast(int, value_crossing(at_us, amounts, cap.cap - already))


def _within(feed: models.Feed, events: Events, policy: Policy, minute: int, cap: Running) -> list[tuple[int, Used]]:
    """What was used at each instant of a minute."""
    start, end = minute * MINUTE_US, (minute + 1) * MINUTE_US
    new = [row for row, at in enumerate(events.at_us.tolist()) if start <= at < end]
    stored = events_under(cap.rule, feed, policy).filter(at_us__gte=start, at_us__lt=end)
    if cap.is_money:
        paid = [*stored.filter(value_minor__gt=0).values_list("at_us", "value_minor")]
        paid += [(int(events.at_us[row]), int(events.value[row])) for row in new]
        return [(at, Used(value_minor=minor)) for at, minor in paid]
    tracks = defaultdict[str, list[Place]](list)
    for name, at_us, lon, lat in stored.values_list("device", "at_us", "lon", "lat"):
        tracks[name].append((at_us, lon, lat))
    every = _tracks(events)
    for name in {events.devices[row] for row in new}:
        tracks[name] += [place for place in every[name] if start <= place[0] < end]
    used = list[tuple[int, Used]]()
    for name, track in tracks.items():
        earlier = [place for place in (*every[name], *last_before(feed, policy, name, start)) if place[0] < start]
        used += steps([max(earlier), *track]) if earlier else from_nothing(track)
    return used


def store_usage(feed: models.Feed, grown: ByMinute) -> None:
    """Add what a batch used to the minutes and the totals of its feed; the feed is saved with its other figures."""
    minutes, known = list(grown), dict[int, models.Usage]()
    for start in range(0, len(minutes), ASKED_AT_ONCE):
        rows = models.Usage.objects.filter(feed=feed, minute__in=minutes[start : start + ASKED_AT_ONCE])
        known.update((row.minute, row) for row in rows)
    for minute, used in grown.items():
        row = known.setdefault(minute, models.Usage(feed=feed, minute=minute))
        row.device_minutes += used.device_minutes
        row.distance_mm += used.distance_mm
        row.value_minor = min(row.value_minor + used.value_minor, models.LARGEST)
        feed.device_minutes += used.device_minutes
        feed.distance_mm += used.distance_mm
    models.Usage.objects.bulk_create(
        known.values(),
        update_conflicts=True,
        unique_fields=["feed", "minute"],
        update_fields=["device_minutes", "distance_mm", "value_minor"],
    )
