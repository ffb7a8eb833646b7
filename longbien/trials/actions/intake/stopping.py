"""Carry out what a hearing found about suspensions."""

from datetime import datetime
from typing import Any

from longbien.kernel.actor import SYSTEM
from longbien.kernel.plain import utc_micros
from longbien.trials import models
from longbien.trials.actions.halt import Halt, backdate, halt
from longbien.trials.actions.intake.hearing import Hearing
from longbien.trials.rules.telemetry import from_us


def stop(trial: models.Trial, hearing: Hearing, *, at: datetime) -> None:
    """Suspend a running trial whose rules say so, and let suspensions begin earlier where late events show it."""
    rows = list(models.Suspension.objects.filter(trial=trial).order_by("since_us"))
    for turn, interval in enumerate(hearing.after):
        known = hearing.before[turn] if turn < len(hearing.before) else None
        if known == interval:
            continue
        cause = hearing.causes[interval.since_us]
        why = Halt(interval.since_us, cause.rule, event=cause.event_id)
        if known is None:
            halt(trial, why, by=SYSTEM, at=at)
        else:
            backdate(trial, rows[turn], why, by=SYSTEM, at=at)


def standing(trial: models.Trial, hearing: Hearing) -> dict[str, Any] | None:
    """The suspension that holds after the hearing: since when and why; None while the trial may run."""
    if not hearing.after or hearing.after[-1].lifted_us is not None:
        return None
    since = hearing.after[-1].since_us
    if since in hearing.causes and hearing.after != hearing.before:
        cause = hearing.causes[since]
        return {"since": utc_micros(from_us(since)), "rule": cause.rule, "event": cause.event_id}
    return held(trial)


def held(trial: models.Trial) -> dict[str, Any] | None:
    """The suspension that holds, as it is stored."""
    row = models.Suspension.objects.filter(trial=trial, lifted_us=None).first()
    return {"since": utc_micros(from_us(row.since_us)), "rule": row.rule, "event": row.event or None} if row else None
