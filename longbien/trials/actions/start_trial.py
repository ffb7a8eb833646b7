"""Start a licensed trial."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localdate

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.leaving.expire import overtake
from longbien.trials.actions.locked import locked, move, subject_of
from longbien.trials.events import TrialStarted
from longbien.trials.queries.residents.notices import notice_owed
from longbien.trials.rules.lifecycle import can_move
from longbien.trials.rules.residents.promises import check_start, check_term_begun


@act
def start_trial(trial_id: UUID, *, by: Actor, at: datetime) -> None:
    """The holder starts. From now on telemetry is taken; what happened outside the term is judged as such.

    Refusal 409 before the first day of the licence, and before the day that residents were told, where a notice is due;
    a demonstration meets no resident.
    """
    trial = locked(trial_id, by=by, action="start")
    overtake(trial, at=at)
    if can_move(trial.state, "start"):
        _check_day(trial, localdate(at, ZoneInfo(settings.HUB.timezone)))
    move(trial, "start")
    trial.started_at = at
    trial.save(update_fields=["started_at"])
    emit(TrialStarted(trial.number), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))


def _check_day(trial: models.Trial, today: date) -> None:
    check_term_begun(trial.term_start, today=today)
    if not trial.is_demo and notice_owed(trial):
        check_start(trial.starts_on, today=today)
