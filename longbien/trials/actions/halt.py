"""The stopping of a trial itself, inside the action that found the reason for it."""

from dataclasses import dataclass
from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import move, subject_of
from longbien.trials.events import SuspensionBackdated, TrialSuspended
from longbien.trials.rules.telemetry import from_us


@dataclass(frozen=True)
class Halt:
    """Why and since when: a rule (`area`, `guardrail:near_miss`, `officer`), and the event that broke it, if any."""

    since_us: int
    rule: str
    event: str = ""
    reason: str = ""


def halt(trial: models.Trial, why: Halt, *, by: Actor, at: datetime) -> models.Suspension:
    """Suspend a running trial. Refusal 409 when it is not running."""
    move(trial, "suspend")
    suspension = models.Suspension.objects.create(
        trial=trial,
        since_us=why.since_us,
        decided_at=at,
        automatic=by.is_system,
        rule=why.rule,
        event=why.event,
        reason=why.reason,
        decided_by=by.id,
    )
    happened = TrialSuspended(
        number=trial.number,
        organisation=trial.organisation_id,
        rule=why.rule,
        since=from_us(why.since_us),
        automatic=by.is_system,
        event=why.event or None,
        reason=why.reason or None,
    )
    emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    return suspension


def backdate(trial: models.Trial, suspension: models.Suspension, why: Halt, *, by: Actor, at: datetime) -> None:
    """Let a suspension begin earlier, because a late event broke a stopping rule before it."""
    before = suspension.since_us
    suspension.since_us, suspension.rule, suspension.event = why.since_us, why.rule, why.event
    suspension.save(update_fields=["since_us", "rule", "event"])
    happened = SuspensionBackdated(why.rule, from_us(before), from_us(why.since_us), why.event or None)
    emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
