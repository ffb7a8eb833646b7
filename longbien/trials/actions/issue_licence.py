"""Issue a licence: an immutable version of the plan, compiled to the policy that is enforced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.people.policy import check
from longbien.people.queries import organisation
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models, queries
from longbien.trials.actions.checking import check_plan
from longbien.trials.actions.locked import subject_of
from longbien.trials.events import LicenceIssued
from longbien.trials.rules.lifecycle import GRANTED
from longbien.trials.rules.plan import Plan
from longbien.trials.rules.policy import Policy, compile_policy


@dataclass(frozen=True)
class Application:
    """What a licence is asked with: the form's data, for which organisation, by which case, about which subject.

    `regime` is the code of the legal regime; "" is the hub's only one.
    """

    organisation_id: UUID
    data: Mapping[str, Any]
    regime: str = ""
    case_id: UUID | None = None
    about: Subject | None = None


@act
def issue_licence(asked: Application, *, by: Actor, at: datetime) -> UUID:
    """The id of the licensed trial; a case that was licensed already answers with its own (idempotent).

    Refusal 422 with the article behind every failure: a licence is never broader than its regime.
    """
    check(by, "issue-licence", asked, type="trials.hub")
    before = models.Trial.objects.filter(case_id=asked.case_id).first() if asked.case_id else None
    if before is not None:
        return before.pk
    plan = check_plan(asked.data, at=at, regime_code=asked.regime)
    regime = queries.regime_in_force(asked.regime)
    row = models.Regime.objects.select_for_update().get(pk=regime.id)
    kind = queries.kind(plan.kind)
    policy = compile_policy(
        plan,
        regime.rules,
        queries.designated_sites(),
        calendar=settings.HUB.calendar,
        regime_sha256=row.sha256,
        terms=kind.terms if kind else None,
    )
    trial = _trial(asked, plan, row, at)
    version = write_version(trial, policy, case_id=None, at=at)
    emit(_issued(trial, version, row), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    return trial.pk


def _trial(asked: Application, plan: Plan, regime: models.Regime, at: datetime) -> models.Trial:
    year, serial = _next_serial(at)
    holder = organisation(asked.organisation_id)
    trial = models.Trial.objects.create(
        id=new_id(),
        number=settings.HUB.data["numbers"]["licence"].format(year=year, n=serial),
        year=year,
        serial=serial,
        organisation_id=asked.organisation_id,
        title=plan.title,
        summary=plan.summary,
        state=GRANTED,
        regime=regime,
        case_id=asked.case_id,
        about=str(asked.about or ""),
        contact=str(asked.data.get("incident_contact", "")),
        term_start=plan.term.start,
        term_end=plan.term.end,
        licensed_at=at,
        is_demo=holder.is_demo if holder else False,
    )
    models.Feed.objects.create(trial=trial)
    return trial


def _next_serial(at: datetime) -> tuple[int, int]:
    """The next number of the year; the locked regime row keeps two licences from taking the same one."""
    year = at.astimezone(ZoneInfo(settings.HUB.timezone)).year
    last = models.Trial.objects.filter(year=year).order_by("-serial").values_list("serial", flat=True).first()
    return year, (last or 0) + 1


def write_version(trial: models.Trial, policy: Policy, *, case_id: UUID | None, at: datetime) -> models.PlanVersion:
    """The next version of what was licensed; the trial is locked, or new."""
    plan = policy.plan.canonical()
    return models.PlanVersion.objects.create(
        trial=trial,
        number=trial.versions.count() + 1,
        case_id=case_id,
        plan=plan.decode(),
        plan_sha256=policy.plan.sha256,
        policy=policy.canonical().decode(),
        policy_sha256=policy.sha256,
        granted_at=at,
    )


def _issued(trial: models.Trial, version: models.PlanVersion, regime: models.Regime) -> LicenceIssued:
    return LicenceIssued(
        number=trial.number,
        organisation=trial.organisation_id,
        case=trial.case_id,
        regime=regime.code,
        regime_version=regime.number,
        plan_version=version.number,
        plan_sha256=version.plan_sha256,
        policy_sha256=version.policy_sha256,
        start=trial.term_start,
        end=trial.term_end,
    )
