"""Record a policy that insures a trial; a wrong one is replaced, never changed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events.cover import InsuranceRecorded
from longbien.trials.rules.cover.insurance import Insurance, check_insurance


@act
def record_insurance(trial_id: UUID, said: Insurance, *, by: Actor, at: datetime, replaces: UUID | None = None) -> UUID:
    """Its id. Refusal 422 with every fault, and for a policy to replace that is none of this trial or replaced."""
    trial = locked(trial_id, by=by, action="keep-cover")
    one = replace(said, number=said.number.strip(), insurer=said.insurer.strip(), covers=said.covers.strip())
    check_insurance(one)
    if one.amount.currency != settings.HUB.currency:
        raise _refused("amount", Text.of(vi="Hãy dùng tiền tệ của trung tâm.", en="Use the hub's currency."))
    if replaces and not trial.insurances.filter(pk=replaces, replaced_by=None).exists():
        raise _refused("replaces", Text.of(vi="Không thay được bảo hiểm này.", en="This one can't be replaced."))
    number = new_id()
    recorded = InsuranceRecorded(
        trial.number, number, one.amount, one.start, one.end, replaces,
        policy=one.number, insurer=one.insurer, covers=one.covers,
    )  # fmt: skip
    entry = emit(recorded, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    models.Insurance.objects.create(
        id=number, trial=trial, number=one.number, insurer=one.insurer, covers=one.covers,
        amount_minor=one.amount.minor, start=one.start, end=one.end, replaces_id=replaces, recorded_at=at, entry=entry,
    )  # fmt: skip
    return number


def _refused(where: str, what: Text) -> Refusal:
    return Refusal("insurance-incomplete", what, faults=(Fault(where, what),))
