"""Tell residents on which day a trial starts, before it does."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localdate

from longbien.kernel.actor import Actor
from longbien.kernel.period import Period
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials.actions.leaving.expire import overtake
from longbien.trials.actions.locked import locked, move, subject_of
from longbien.trials.events import StartAnnounced
from longbien.trials.queries.residents.notices import notice_owed
from longbien.trials.rules.residents.promises import check_announced


@act
def announce_start(trial_id: UUID, *, starts_on: date | str, by: Actor, at: datetime) -> None:
    """The notice stands from now on wherever the trial may be met; announced again, the new day counts.

    Refusal 422 for a day that is nearer than the notice is long, or outside the term; a demonstration may start today.
    """
    trial = locked(trial_id, by=by, action="announce")
    overtake(trial, at=at)
    move(trial, "announce")
    today, term = localdate(at, ZoneInfo(settings.HUB.timezone)), Period(trial.term_start, trial.term_end)
    day = _read(starts_on)
    check_announced(day, term, today=today, days=0 if trial.is_demo else notice_owed(trial))
    trial.starts_on = day
    trial.save(update_fields=["starts_on"])
    announced = StartAnnounced(trial.number, day)
    emit(announced, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))


def _read(written: date | str) -> date:
    try:
        return written if isinstance(written, date) else date.fromisoformat(written)
    except ValueError as error:
        what = Text.of(vi="Hãy nêu một ngày.", en="Give a day.")
        raise Refusal("no-day", what, faults=(Fault("starts_on", what),)) from error
