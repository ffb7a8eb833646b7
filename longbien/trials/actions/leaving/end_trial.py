"""Stop a trial for good and report on it in one, for a holder whose report is ready."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.leaving.file_exit import file_exit
from longbien.trials.rules.leaving.exit import Answers


@act
def end_trial(trial_id: UUID, *, report: str, by: Actor, at: datetime) -> None:
    """Close, then file a report that says the same of what was done, what came of it and what was learnt."""
    close_trial(trial_id, by=by, at=at)
    file_exit(trial_id, Answers(activities=report, results=report, learnt=report), by=by, at=at)
