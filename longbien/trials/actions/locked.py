"""The trial that an action works on, locked for its transaction."""

from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people.policy import check
from longbien.trials import models
from longbien.trials.rules.lifecycle import next_state

TYPE = "trials.trial"


def locked(trial_id: UUID, *, by: Actor, action: str) -> models.Trial:
    """The trial, if `by` may do `action` to it. Refusal 404 for what the actor may not see, else 403."""
    trial = models.Trial.objects.select_for_update(of=("self",)).filter(pk=trial_id).first()
    if trial is None:
        raise not_found()
    check(by, action, trial)
    return trial


def move(trial: models.Trial, verb: str) -> None:
    """Take the trial where `verb` leads. Refusal 409 where the lifecycle has no such move."""
    trial.state = next_state(trial.state, verb)
    trial.save(update_fields=["state"])


def subject_of(trial: models.Trial) -> Subject:
    """The trial in the record; it is also the name of its sequence."""
    return Subject(TYPE, trial.pk)
