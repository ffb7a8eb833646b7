"""Reads of trials and their licences."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import can, visible
from longbien.people.queries import OrganisationCard, organisations
from longbien.places.queries import area_with_id
from longbien.trials import models
from longbien.trials.queries.policies import policy_of
from longbien.trials.queries.regimes import RegimeView, regime
from longbien.trials.queries.suspensions import SuspensionView, suspensions
from longbien.trials.rules import lifecycle
from longbien.trials.rules.plan import Plan
from longbien.trials.rules.policy import Policy

TYPE = "trials.trial"
Rows = QuerySet[models.Trial]


@dataclass(frozen=True)
class TrialCard:
    """A trial in a list. `term_end` is the first day that no longer counts; `about` what it crosses the bridge with."""

    id: UUID
    number: str
    title: str
    summary: str
    state: str
    holder: OrganisationCard
    about: Subject | None
    case_id: UUID | None
    term_start: date
    term_end: date
    licensed_at: datetime
    starts_on: date | None
    started_at: datetime | None
    closed_at: datetime | None
    is_demo: bool

    @property
    def subject(self) -> Subject:
        return Subject(TYPE, self.id)

    @property
    def slug(self) -> str:
        return to_slug(self.id)

    @property
    def state_name(self) -> Text:
        return lifecycle.NAMES[self.state]

    @property
    def last_day(self) -> date:
        """The last day of the licence."""
        return self.term_end - timedelta(days=1)

    @property
    def holder_id(self) -> UUID:
        return self.holder.id


@dataclass(frozen=True)
class VersionView:
    """A licensed version: plan and policy as the RFC 8785 JSON whose hashes stand in the record."""

    number: int
    plan: str
    plan_sha256: str
    policy: str
    policy_sha256: str
    granted_at: datetime

    @cached_property
    def plan_data(self) -> Mapping[str, Any]:
        return json.loads(self.plan)


@dataclass(frozen=True)
class Figures:
    """What came in so far. `participants` at most at any moment, `value_minor` in all; `last_at` by event time."""

    batches: int
    events: int
    breaches: int
    participants: int
    value_minor: int
    devices: int
    last_us: int | None
    received_at: datetime | None


@dataclass(frozen=True)
class TrialView:
    """Everything that was licensed and where the trial stands now."""

    card: TrialCard
    policy: Policy
    regime: RegimeView
    versions: tuple[VersionView, ...]
    figures: Figures
    suspension: SuspensionView | None
    report: str

    @property
    def plan(self) -> Plan:
        return self.policy.plan

    @property
    def id(self) -> UUID:
        return self.card.id

    @property
    def subject(self) -> Subject:
        return self.card.subject

    @property
    def version(self) -> VersionView:
        """The version in force: the newest."""
        return self.versions[-1]


def trial(trial_id: UUID) -> TrialView:
    """A trial, whoever asks: callers check the policy. Refusal 404 when there is none."""
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    return TrialView(
        card=cards([row])[0],
        policy=policy_of(trial_id),
        regime=regime(row.regime_id),
        versions=versions(trial_id),
        figures=figures(trial_id),
        suspension=next((one for one in suspensions(trial_id) if one.lifted_at is None), None),
        report=row.report,
    )


def card(trial_id: UUID) -> TrialCard | None:
    found = cards(models.Trial.objects.filter(pk=trial_id))
    return found[0] if found else None


def trial_named(written: str) -> TrialCard | None:
    """The trial of a licence number, an id as in its page's address, or a UUID."""
    rows = models.Trial.objects.filter(number=written)
    for read in (from_slug, UUID):
        try:
            rows = models.Trial.objects.filter(pk=read(written))
        except ValueError:
            continue
        break
    return next(iter(cards(rows)), None)


def cards(rows: Iterable[models.Trial]) -> tuple[TrialCard, ...]:
    """Rows as cards, in their order; one query for all the holders."""
    found = list(rows)
    holders = organisations(row.organisation_id for row in found)
    return tuple(_card(row, holders[row.organisation_id]) for row in found)


def visible_trials(actor: Actor, *, state: str = "") -> Rows:
    """The rows that an actor may view, newest licence first."""
    rows = visible(actor, models.Trial.objects.all())
    return (rows.filter(state=state) if state else rows).order_by("-licensed_at", "-id")


def trials_of(organisation_id: UUID) -> tuple[TrialCard, ...]:
    """The trials of a holder, newest first."""
    return cards(models.Trial.objects.filter(organisation_id=organisation_id).order_by("-licensed_at", "-id"))


def trials_about(subject: Subject) -> tuple[TrialCard, ...]:
    """The trials that belong to a venture or problem, oldest first."""
    return cards(models.Trial.objects.filter(about=str(subject)).order_by("licensed_at", "id"))


def trial_of_case(case_id: UUID) -> TrialCard | None:
    """The trial that a case led to."""
    found = cards(models.Trial.objects.filter(case_id=case_id))
    return found[0] if found else None


def trials_in_area(area_id: UUID) -> tuple[TrialCard, ...]:
    """Trials under way whose licence holds an area, newest first."""
    found = area_with_id(area_id)
    if found is None:
        return ()
    return tuple(one for one in running_trials() if found.code in (site.code for site in policy_of(one.id).sites))


def running_trials() -> tuple[TrialCard, ...]:
    """Trials under way, suspended ones included, newest first."""
    under_way = [lifecycle.RUNNING, lifecycle.SUSPENDED]
    return cards(models.Trial.objects.filter(state__in=under_way).order_by("-licensed_at", "-id"))


def public_trials() -> tuple[TrialCard, ...]:
    """Every licensed trial: the register is open to all. Newest first."""
    return cards(models.Trial.objects.order_by("-licensed_at", "-id"))


def may(actor: Actor, action: str, trial_id: UUID) -> bool:
    """Whether an actor may do `action` to a trial, by the policy table alone (the lifecycle may still say not now)."""
    row = models.Trial.objects.filter(pk=trial_id).first()
    return row is not None and can(actor, action, row)


def versions(trial_id: UUID) -> tuple[VersionView, ...]:
    """Licensed versions, first to newest."""
    rows = models.PlanVersion.objects.filter(trial_id=trial_id).order_by("number")
    return tuple(
        VersionView(row.number, row.plan, row.plan_sha256, row.policy, row.policy_sha256, row.granted_at)
        for row in rows
    )


def figures(trial_id: UUID) -> Figures:
    feed = models.Feed.objects.get(trial_id=trial_id)
    return Figures(
        batches=feed.batches,
        events=feed.events,
        breaches=feed.breaches,
        participants=feed.participants,
        value_minor=feed.value_minor,
        devices=feed.device_set.count(),
        last_us=feed.last_us,
        received_at=feed.received_at,
    )


def _card(row: models.Trial, holder: OrganisationCard) -> TrialCard:
    return TrialCard(
        id=row.pk,
        number=row.number,
        title=row.title,
        summary=row.summary,
        state=row.state,
        holder=holder,
        about=Subject.parse(row.about) if row.about else None,
        case_id=row.case_id,
        term_start=row.term_start,
        term_end=row.term_end,
        licensed_at=row.licensed_at,
        starts_on=row.starts_on,
        started_at=row.started_at,
        closed_at=row.closed_at,
        is_demo=row.is_demo,
    )
