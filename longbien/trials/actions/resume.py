"""Let a suspended trial go on: only a named officer, only with a reason."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.leaving.expire import overtake
from longbien.trials.actions.locked import locked, move, subject_of
from longbien.trials.actions.reason import name_of, reason_given
from longbien.trials.events import TrialResumed
from longbien.trials.rules.telemetry import instant_us


@act
def resume(trial_id: UUID, *, reason: str, by: Actor, at: datetime, seen: UUID | None = None) -> None:
    """Lift the suspension as of now. Events until now stay violations; monitors begin anew.

    `seen` is the suspension that the officer looked at: Refusal 409 when that one is lifted already. Also within the
    five minutes that a fleet's clock may run ahead of the suspension it caused.
    """
    trial = locked(trial_id, by=by, action="resume")
    officer, words = name_of(by), reason_given(reason)
    overtake(trial, at=at)
    move(trial, "resume")
    if seen is not None and not models.Suspension.objects.filter(pk=seen, trial=trial, lifted_us=None).exists():
        raise _another()
    lift(trial, officer=officer, reason=words, by=by, at=at)
    happened = TrialResumed(trial.number, trial.organisation_id, officer=officer, reason=words)
    emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))


def lift(trial: models.Trial, *, officer: str, reason: str, by: Actor, at: datetime) -> None:
    """Close the open suspension, which must have begun: else the next breach would fall into it, not stop the trial."""
    suspension = models.Suspension.objects.get(trial=trial, lifted_us=None)
    suspension.lifted_us = instant_us(at)
    if suspension.lifted_us < suspension.since_us:
        raise _not_begun()
    suspension.lifted_at, suspension.lifted_by = at, by.id
    suspension.lifted_by_name, suspension.lift_reason = officer, reason
    suspension.save(update_fields=["lifted_us", "lifted_at", "lifted_by", "lifted_by_name", "lift_reason"])


def _not_begun() -> Refusal:
    return conflict(
        "not-begun",
        Text.of(
            vi="Đồng hồ của thiết bị chạy nhanh nên lần tạm dừng này chưa đến giờ bắt đầu. Hãy thử lại sau năm phút.",
            en="The fleet's clock runs ahead, so this suspension has not begun. Try again in five minutes.",
        ),
    )


def _another() -> Refusal:
    return conflict(
        "another-suspension",
        Text.of(
            vi="Lần tạm dừng bạn đã xem không còn nữa; thử nghiệm bị dừng lại vì lý do khác. Hãy xem lý do mới trước.",
            en="The suspension that you looked at is over; the trial was stopped again. Look at the new cause first.",
        ),
    )
