"""The public register: every licence that was granted, as anyone may read it. No name of a person stands in it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, Subquery, Sum
from django.utils import timezone

from longbien.kernel.ids import from_slug
from longbien.kernel.period import Period
from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.cover.claims import claim_sums
from longbien.trials.queries.kinds import measure_names
from longbien.trials.queries.owed import incidents as owed
from longbien.trials.queries.owed.periods import period_tallies
from longbien.trials.queries.public.news import KINDS
from longbien.trials.queries.residents.concerns import Tally, tallies
from longbien.trials.queries.suspensions import SuspensionView, suspensions
from longbien.trials.queries.timeline import Moment, compliance_timeline
from longbien.trials.queries.trials import Rows, TrialCard, cards
from longbien.trials.rules.cover.claims import Sums
from longbien.trials.rules.lifecycle import SUSPENDED
from longbien.trials.rules.policy import Policy, Site, read_policy
from longbien.trials.rules.regime import Regime, read_regime
from longbien.trials.rules.standing import HAPPENING, Standing, last_day, standing
from longbien.trials.rules.telemetry import from_us
from longbien.trials.rules.words import stopped_because

NEWS = frozenset(
    f"trials.{kind}"
    for kind in (
        "licence-issued", "start-announced", "started", "suspended", "resumed", "revoked", "closing", "expired",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """Why and since when a trial stands still."""

    since: datetime
    why: Text


@dataclass(frozen=True)
class Registered:
    """A licence in the register. `stop` is the suspension that holds now, if one does."""

    card: TrialCard
    policy: Policy
    regime: Regime
    regime_version: int
    standing: Standing
    stop: Stop | None

    @property
    def sites(self) -> tuple[Site, ...]:
        return self.policy.sites

    @property
    def last_day(self) -> date:
        return last_day(Period(self.card.term_start, self.card.term_end))

    @property
    def ended_on(self) -> date:
        """The day on which it stopped for good; the last one of the licence where nobody stopped it before."""
        closed = self.card.closed_at
        return min(timezone.localdate(closed), self.last_day) if closed else self.last_day


@dataclass(frozen=True)
class Changes:
    """What happened to a licence: every suspension, and the lines of its record that are for everyone."""

    suspensions: tuple[SuspensionView, ...]
    moments: tuple[Moment, ...]
    versions: int
    concerns: Tally
    reports: owed.Tally
    periods: owed.Tally
    claims: Sums


def registered_rows() -> Rows:
    """Every licence, newest first."""
    return models.Trial.objects.select_related("regime").order_by("-licensed_at", "-id")


def registered(rows: Iterable[models.Trial], today: date) -> tuple[Registered, ...]:
    """Rows of `registered_rows` as the register shows them on a local day. Four queries, however many rows."""
    found = list(rows)
    policies, stops = _policies(found), _stops(found)
    return tuple(
        _registered(row, card, policies[card.id], stops.get(card.id), today)
        for row, card in zip(found, cards(found), strict=True)
    )


def _registered(row: models.Trial, card: TrialCard, policy: Policy, stop: Stop | None, today: date) -> Registered:
    stands = standing(card.state, Period(card.term_start, card.term_end), today)
    return Registered(
        card=card,
        policy=policy,
        regime=_regime(row.regime.content),
        regime_version=row.regime.number,
        standing=stands,
        stop=stop if stands.code == SUSPENDED else None,
    )


def find_registered(key: str, today: date) -> Registered | None:
    """The licence with a number or with an id as it stands in URLs."""
    which: dict[str, UUID | str]
    try:
        which = {"pk": from_slug(key)}
    except ValueError:
        which = {"number": key.replace("\x00", "")}
    return next(iter(registered(registered_rows().filter(**which), today)), None)


def on_the_street(today: date) -> tuple[Registered, ...]:
    """What may be met outside on a local day: licensed, under way or stopped, its term not over."""
    return registered(registered_rows().filter(_is_on(today)), today)


def over(today: date) -> tuple[Registered, ...]:
    """What may be met outside no more."""
    return registered(registered_rows().exclude(_is_on(today)), today)


def _is_on(today: date) -> Q:
    return Q(state__in=HAPPENING, term_end__gt=today)


def changes(trial_id: UUID) -> Changes:
    told = tuple(moment for moment in compliance_timeline(trial_id) if moment.kind in KINDS)
    versions = models.PlanVersion.objects.filter(trial_id=trial_id).count()
    now, none = timezone.now(), owed.Tally()
    return Changes(
        suspensions(trial_id),
        told,
        versions,
        tallies(now, [trial_id]).get(trial_id, Tally()),
        owed.tallies(now, [trial_id]).get(trial_id, none),
        period_tallies(now, [trial_id]).get(trial_id, none),
        claim_sums(trial_id),
    )


def news(trial_id: UUID) -> tuple[Moment, ...]:
    """What residents want to hear of at once: announced, started, stopped, gone on, over."""
    return tuple(moment for moment in compliance_timeline(trial_id) if moment.kind in NEWS)


GROWS = (
    models.Tally, models.Exposure, models.Compared, models.LessonStep, models.Lesson, models.ExitReport,
    models.ExitRelease, models.ConsentText, models.Claim, models.ClaimStep, models.Incident, models.ReportPeriod,
)  # fmt: skip


def register_mark(today: date) -> str:
    """A short text that changes whenever anything that the register shows would. Five queries."""
    trials = list(models.Trial.objects.order_by("id").values_list("id", "state", "term_end", "starts_on"))
    stops = list(models.Suspension.objects.order_by("id").values_list("id", "since_us", "rule", "lifted_us"))
    came, now = models.Feed.objects.aggregate(sum=Sum("batches"))["sum"], timezone.now()
    told = sorted(tallies(now).items())
    newest = models.Trial.objects.values_list(*(Subquery(one) for one in _marks(now))).first()
    return sha256(repr((today, trials, stops, came, told, newest)).encode()).hexdigest()[:32]


def _marks(now: datetime) -> Iterator[QuerySet[Any, Any]]:
    """The newest row of each table that only grows, and the newest day that has passed of what is due."""
    for model in GROWS:
        yield model._default_manager.order_by("-pk").values("pk")[:1]
    for filed in (models.IncidentReport, models.PeriodicReport):
        yield filed._default_manager.order_by("-filed_at").values("filed_at")[:1]
    for due in (models.Incident, models.ReportPeriod):
        yield due._default_manager.filter(due_at__lt=now).order_by("-due_at").values("due_at")[:1]


def _policies(rows: list[models.Trial]) -> dict[UUID, Policy]:
    versions = models.PlanVersion.objects.filter(trial__in=rows).order_by("trial_id", "number")
    return {version.trial_id: _policy(version.policy) for version in versions}


@lru_cache(maxsize=256)
def _policy(text: str) -> Policy:
    return read_policy(json.loads(text))


@lru_cache(maxsize=64)
def _regime(content: str) -> Regime:
    return read_regime(json.loads(content), settings.HUB.languages)


def _stops(rows: list[models.Trial]) -> dict[UUID, Stop]:
    held = models.Suspension.objects.filter(trial__in=rows, lifted_us=None)
    return {one.trial_id: Stop(from_us(one.since_us), stopped_because(one.rule, measure_names())) for one in held}


def hub_contact() -> dict[str, Any] | None:
    """Whom a resident may call or write to, from hub.yaml; None while none is published."""
    contact = settings.HUB.data.get("contact")
    return contact if isinstance(contact, dict) else None
