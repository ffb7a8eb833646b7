"""Hear a batch: every verdict and its consequences, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from longbien.trials import models
from longbien.trials.actions.intake.beyond import ASKED_AT_ONCE, Older
from longbien.trials.actions.intake.closing import News, closed_alarms, newest_us
from longbien.trials.actions.intake.incidents import incident_stops
from longbien.trials.actions.intake.judging import judge_new, now_suspended
from longbien.trials.actions.intake.rows import rows_named
from longbien.trials.actions.intake.storing import Taken
from longbien.trials.actions.intake.watching import GUARDRAIL, Counted, bet_alarms, counted
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.comparing.units import units_of
from longbien.trials.rules.counts import out_of_order
from longbien.trials.rules.fate import settle
from longbien.trials.rules.judge import RULES, Flags
from longbien.trials.rules.limits.incidents import INCIDENT, INCIDENTS
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.sorting import Content, Sorted, sort_out
from longbien.trials.rules.suspension import Interval, stopping
from longbien.trials.rules.telemetry import Events, instant_us

CONTENT = ("event_id", "device", "at_us", "lon", "lat", "speed_kmh", "participants", "value_minor", "rest")


@dataclass(frozen=True)
class Cause:
    """What stopped the trial at an instant: a broken rule or a guardrail, and the event that did it."""

    rule: str
    event_id: str


@dataclass(frozen=True)
class Hearing:
    """What was found: which lines are new, what they broke, the suspensions before and after, and their causes; how
    many events are older than what their device had told before."""

    lines: Sorted
    taken: Taken
    before: tuple[Interval, ...]
    after: tuple[Interval, ...]
    causes: Mapping[int, Cause]
    disordered: int


def hear(
    trial: models.Trial, feed: models.Feed, events: Events, *, received_us: int, besides: Sequence[Older] = ()
) -> Hearing:
    """Judge a batch that was received at an instant against the licence and all that is stored. Reads only.

    `besides`: breaches of stored events that other news than the batch showed.
    """
    policy = policy_of(trial.pk)
    lines = sort_out(events, _known(feed, events))
    new = events.pick(lines.new)
    last_us = dict(feed.device_set.values_list("name", "last_us"))
    judged = judge_new(feed, new, policy, frozenset(last_us))
    verdicts = judged.verdicts
    found = counted(new, verdicts, policy, newest_us=newest_us(feed, policy, received_us) if policy.terms else 0)
    news = News(np.sort(new.at_us[verdicts.counts]), found.by_measure, received_us)
    alarms = {} if trial.closed_at else _alarms(feed, policy, news, found)
    reached = () if trial.closed_at else incident_stops(feed, policy, found.by_measure.get(INCIDENT, ()))
    stops = frozenset[str](policy.plan.stops)
    stopped = [one for one in (*judged.older, *besides) if one.rule in stops]
    why = _causes(feed, new, verdicts.broke, stops=stops, older=stopped, alarms=alarms)
    why = {**{at_us: Cause(INCIDENTS, _counted_at(feed, new, at_us, INCIDENT)) for at_us in reached}, **why}
    causes = stopping(why, received_us)
    before = intervals_of(trial)
    fate = settle(
        new.at_us,
        verdicts.broke,
        stops_us=causes,
        intervals=before,
        closed_us=instant_us(trial.closed_at) if trial.closed_at else None,
    )
    older = (*judged.older, *besides, *now_suspended(feed, policy, before, fate.intervals))
    compared = units_of(new, verdicts, policy)
    taken = Taken(new, replace(verdicts, broke=fate.broke), older, stops, found, judged.used, compared)
    disordered = out_of_order(new.only(verdicts.counts), last_us)
    return Hearing(lines, taken, before, fate.intervals, causes, disordered)


def intervals_of(trial: models.Trial) -> tuple[Interval, ...]:
    """The known suspensions of a trial, in order of time."""
    rows = models.Suspension.objects.filter(trial=trial).order_by("since_us")
    return tuple(Interval(since, lifted) for since, lifted in rows.values_list("since_us", "lifted_us"))


def _known(feed: models.Feed, events: Events) -> dict[str, Content]:
    names = list(set(events.ids))
    known: dict[str, Content] = {}
    for start in range(0, len(names), ASKED_AT_ONCE):
        asked = names[start : start + ASKED_AT_ONCE]
        rows = rows_named(models.TelemetryEvent, CONTENT, ("feed", feed.pk), ("event_id", asked))
        known.update({row[0]: row[1:] for row in rows})
    return known


def _alarms(feed: models.Feed, policy: Policy, news: News, found: Counted) -> dict[int, str]:
    """The instants at which a guardrail alarmed, with its measure; of several at once the first of the plan's."""
    return closed_alarms(feed, policy, news) | bet_alarms(feed, policy, news.counted, found.exposures)


def _counted_at(feed: models.Feed, events: Events, at_us: int, measure: str) -> str:
    """The first event, by id, that counted for a measure at an instant; "" when only people reported it.

    Of a guardrail that judges whole days, the first event of the instant that showed the day to be over.
    """
    rows = np.flatnonzero(events.at_us == at_us).tolist()
    stored = models.Tally.objects.filter(feed=feed, measure=measure, known_us=at_us, event__isnull=False)
    names = [events.ids[row] for row in rows if events.measures[row].get(measure)]
    names += stored.values_list("event__event_id", flat=True)
    return min(names or [events.ids[row] for row in rows], default="")


def _causes(
    feed: models.Feed,
    events: Events,
    broke: Mapping[str, Flags],
    *,
    stops: frozenset[str],
    older: list[Older],
    alarms: Mapping[int, str],
) -> dict[int, Cause]:
    """The cause at each stopping instant: of several, the first rule in order, then the first event id."""
    found = [(one.at_us, RULES.index(one.rule), one.event_id, one.rule) for one in older]
    for rule in stops & broke.keys():  # a licence may stop for what it sets no limit to: nothing breaks that
        for row in np.flatnonzero(broke[rule]).tolist():
            found.append((int(events.at_us[row]), RULES.index(rule), events.ids[row], rule))
    for at_us, measure in alarms.items():
        found.append((at_us, len(RULES), _counted_at(feed, events, at_us, measure), GUARDRAIL + measure))
    causes: dict[int, Cause] = {}
    for at_us, _, event_id, rule in sorted(found, reverse=True):
        causes[at_us] = Cause(rule, event_id)
    return causes
