"""All trials under way, the one to look at first on top."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.caps import burn_down
from longbien.trials.queries.comparing import comparison_state
from longbien.trials.queries.kinds import measure_names
from longbien.trials.queries.monitors import monitor_state
from longbien.trials.queries.owed.overdue import overdue
from longbien.trials.queries.residents.concerns import Tally, tallies
from longbien.trials.queries.trials import Rows, TrialCard, cards
from longbien.trials.rules import words
from longbien.trials.rules.lifecycle import RUNNING, SUSPENDED
from longbien.trials.rules.overview import Attention, Signals, attention, nearness
from longbien.trials.rules.prose.comparisons import called
from longbien.trials.rules.telemetry import instant_us

LATELY = timedelta(days=7)
MOST = 100
KEPT_S = 60  # the monitors of every trial are not computed anew for every reader


@dataclass(frozen=True)
class Nearest:
    """The guardrail of a trial that has come nearest to stopping it: its detector as odds to 1, of `odds` needed."""

    name: Text
    now: float
    odds: int

    @property
    def share(self) -> float:
        return nearness(self.now, self.odds)


@dataclass(frozen=True)
class Watched:
    """A trial under way with what it asks of those who watch over it, and what its comparisons show so far."""

    card: TrialCard
    attention: Attention
    nearest: Nearest | None
    heard: datetime | None
    days_left: int
    compared: tuple[tuple[Text, str], ...]


@dataclass(frozen=True)
class Known:
    """What takes long to find out of a trial: its guardrails, per cent of the fullest cap, its comparisons."""

    rails: tuple[Nearest, ...]
    used: int
    compared: tuple[tuple[Text, str], ...]


def overview(rows: Rows, *, today: date, now: datetime) -> tuple[Watched, ...]:
    """Of these rows the trials under way, most urgent first.

    Six questions and, once a minute, those of the monitors.
    """
    under_way = rows.filter(state__in=(RUNNING, SUSPENDED)).select_related("feed")[:MOST]
    found = {row.pk: row for row in under_way}
    broken, told, stopped = _broken(found, now), tallies(now, found), _stopped(found)
    late = overdue(now, found)
    watched = []
    for card in cards(found.values()):
        kept, concerns = _kept(card.id), told.get(card.id, Tally())
        nearest = max(kept.rails, key=lambda one: one.share, default=None)
        known = Signals(
            state=card.state,
            near=nearest.share if nearest else 0.0,
            guardrail=nearest.name if nearest else None,
            used=kept.used,
            breaches=broken.get(card.id, 0),
            waiting=concerns.waiting,
            overdue=concerns.overdue,
            heard=found[card.id].feed.received_at,
            days_left=(card.term_end - today).days,
            stopped=stopped.get(card.id),
            late=late[card.id],
            urgent=concerns.urgent,
            compared=kept.compared,
        )
        watched.append(Watched(card, attention(known, now), nearest, known.heard, known.days_left, kept.compared))
    return tuple(sorted(watched, key=lambda one: one.attention.rank))


def _stopped(trials: Iterable[UUID]) -> dict[UUID, Text]:
    """Why each of these that is suspended now is."""
    rows = models.Suspension.objects.filter(trial_id__in=list(trials), lifted_at=None).order_by("since_us")
    names = measure_names()
    return {trial: words.stopped_because(rule, names) for trial, rule in rows.values_list("trial_id", "rule")}


def _broken(trials: Iterable[UUID], now: datetime) -> dict[UUID, int]:
    since = instant_us(now - LATELY)
    rows = models.Breach.objects.filter(feed__trial_id__in=list(trials), at_us__gte=since)
    counted = rows.values("feed__trial_id").annotate(count=Count("pk"))
    return {row["feed__trial_id"]: row["count"] for row in counted}


def _kept(trial_id: UUID) -> Known:
    """At most a minute old."""
    key = f"trials.watched.{trial_id.hex}"
    found: Known | None = cache.get(key)
    if found is None:
        used = max((burn.percent for burn in burn_down(trial_id) if burn.cap), default=0)
        found = Known(_guardrails(trial_id), used, _compared(trial_id))
        cache.set(key, found, KEPT_S)
    return found


def _compared(trial_id: UUID) -> tuple[tuple[Text, str], ...]:
    return tuple((called(one.asked.measure, one.lottery.policy), one.verdict) for one in comparison_state(trial_id))


def _guardrails(trial_id: UUID) -> tuple[Nearest, ...]:
    views = monitor_state(trial_id)
    return tuple(Nearest(one.name or words.measure_name(one.measure), one.now, one.odds) for one in views)
