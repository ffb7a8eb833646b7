"""Extend a licence: the next immutable version of its plan, enforced from the moment it is granted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models, queries
from longbien.trials.actions.checking import check_extension
from longbien.trials.actions.issue_licence import write_version
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events import LicenceExtended
from longbien.trials.rules.policy import extend_policy


@dataclass(frozen=True)
class Extension:
    """How many months more which organisation asked for, by which case."""

    organisation_id: UUID
    months: int
    case_id: UUID


@act
def extend_licence(trial_id: UUID, asked: Extension, *, by: Actor, at: datetime) -> int:
    """The number of the version that is now in force; a case that extended it already changes nothing (idempotent).

    Refusals as in `check_extension`, judged anew at this moment: a licence is never broader than its regime.
    """
    trial = locked(trial_id, by=by, action="extend")
    before = trial.versions.filter(case_id=asked.case_id).first()
    if before is not None:
        return before.number
    check_extension(trial_id, holder_id=asked.organisation_id, months=asked.months, at=at)
    found = queries.trial(trial_id)
    used, calendar = len(found.versions) - 1, settings.HUB.calendar
    policy = extend_policy(found.policy, asked.months, used, found.regime.rules, calendar)
    version = write_version(trial, policy, case_id=asked.case_id, at=at)
    trial.term_end = policy.term.end
    trial.save(update_fields=["term_end"])
    emit(_extended(trial, version, asked), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    return version.number


def _extended(trial: models.Trial, version: models.PlanVersion, asked: Extension) -> LicenceExtended:
    return LicenceExtended(
        number=trial.number,
        organisation=trial.organisation_id,
        case=asked.case_id,
        months=asked.months,
        plan_version=version.number,
        plan_sha256=version.plan_sha256,
        policy_sha256=version.policy_sha256,
        start=trial.term_start,
        end=trial.term_end,
    )
