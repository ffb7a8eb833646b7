"""Reads of breaches, conflicts and incidents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.kinds import measure_names
from longbien.trials.rules import words
from longbien.trials.rules.judge import RULES
from longbien.trials.rules.telemetry import from_us


@dataclass(frozen=True)
class BreachView:
    """An event that broke a rule. `batch` numbers the batch that showed it; `stops`: the rule stops the trial."""

    event_id: str
    device: str
    at_us: int
    lon: float
    lat: float
    speed_kmh: float | None
    participants: int
    value_minor: int
    rule: str
    stops: bool
    batch: int

    @property
    def at(self) -> datetime:
        return from_us(self.at_us)

    @property
    def rule_name(self) -> Text:
        return words.rule_name(self.rule, measure_names())


@dataclass(frozen=True)
class RuleCount:
    """How often a rule was broken, and when first and last, by event time."""

    rule: str
    count: int
    first: datetime
    last: datetime

    @property
    def name(self) -> Text:
        return words.rule_name(self.rule, measure_names())


@dataclass(frozen=True)
class IncidentView:
    id: UUID
    measure: str
    site: str
    happened_at: datetime
    severity: str
    description: str
    reported_at: datetime
    reported_by: UUID | None

    @property
    def name(self) -> Text:
        return words.measure_name(self.measure, measure_names())


@dataclass(frozen=True)
class ConflictView:
    """An event that came again with other content: `content` as it came the second time, `batch` and `line` where."""

    event_id: str
    batch: int
    line: int
    content: str


def breaches(trial_id: UUID, *, rule: str = "") -> Iterator[BreachView]:
    """Every breach of a trial by event time, then event id, then rule."""
    rows = models.Breach.objects.filter(feed__trial_id=trial_id).select_related("event", "batch")
    if rule:
        rows = rows.filter(rule=rule)
    for row in rows.order_by("at_us", "event__event_id", "rule").iterator(chunk_size=2000):
        event = row.event
        yield BreachView(
            event.event_id, event.device, event.at_us, event.lon, event.lat, event.speed_kmh, event.participants,
            event.value_minor, row.rule, row.stops, row.batch.number,
        )  # fmt: skip


def latest_breaches(trial_id: UUID, most: int = 10) -> tuple[BreachView, ...]:
    """The newest breaches by event time, without those of suspension."""
    rows = models.Breach.objects.filter(feed__trial_id=trial_id).exclude(rule="suspended")
    return tuple(
        BreachView(
            row.event.event_id, row.event.device, row.event.at_us, row.event.lon, row.event.lat, row.event.speed_kmh,
            row.event.participants, row.event.value_minor, row.rule, row.stops, row.batch.number,
        )
        for row in rows.select_related("event", "batch").order_by("-at_us", "-pk")[:most]
    )  # fmt: skip


def breach_counts(trial_id: UUID) -> tuple[RuleCount, ...]:
    """Broken rules in the order of the licence, each with how often and when."""
    rows = (
        models.Breach.objects.filter(feed__trial_id=trial_id)
        .values("rule")
        .annotate(count=Count("pk"), first=Min("at_us"), last=Max("at_us"))
    )
    found = [RuleCount(row["rule"], row["count"], from_us(row["first"]), from_us(row["last"])) for row in rows]
    return tuple(sorted(found, key=lambda one: RULES.index(one.rule)))


def incidents(trial_id: UUID) -> tuple[IncidentView, ...]:
    """What people reported, by when it happened."""
    rows = models.Incident.objects.filter(trial_id=trial_id).order_by("happened_at", "id")
    return tuple(
        IncidentView(
            row.pk, row.measure, row.site, row.happened_at, row.severity, row.description, row.reported_at,
            row.reported_by,
        )
        for row in rows
    )  # fmt: skip


def conflicts(trial_id: UUID) -> tuple[ConflictView, ...]:
    """Events that contradict what was stored under their id."""
    rows = models.Conflict.objects.filter(feed__trial_id=trial_id).select_related("event", "batch").order_by("pk")
    return tuple(ConflictView(row.event.event_id, row.batch.number, row.line, row.content) for row in rows)
