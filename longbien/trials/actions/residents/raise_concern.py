"""Take in what a resident has to say of a trial."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import subject_of
from longbien.trials.events import ConcernRaised
from longbien.trials.queries.residents.concerns import answer_due, levels
from longbien.trials.rules.owed.levels import Scale
from longbien.trials.rules.residents.concerns import ABOUT

SHORTEST, LONGEST, LONGEST_REACH = 10, 4000, 200


@dataclass(frozen=True)
class Concern:
    """What a resident tells: about what (a key of ABOUT), when it was, in their words, how to reach them, if at all.

    `level`: how urgent it is, on the hub's scale; "" for the lightest.
    """

    about: str
    told: str
    happened_on: date | None = None
    reach: str = ""
    level: str = ""


@act
def raise_concern(trial_id: UUID, concern: Concern, *, by: Actor, at: datetime) -> UUID:
    """The id of its entry in the record, in the trial's own sequence: nobody can make it go away.

    The words and the way to reach the resident are sealed; whoever watches over the trial may read them, and they can
    be erased. Nor does the record say who it was, signed in or not. It counts as nothing until an officer has looked
    into it; by when it is answered stands in `Concern`. Refusal 422 with every fault.
    """
    trial = models.Trial.objects.filter(pk=trial_id).first()
    if trial is None:
        raise not_found()
    check(by, "raise-concern", trial)
    told, reach = concern.told.strip(), concern.reach.strip()
    scale = levels()
    _check(concern, told, reach, scale, at)
    level, on = concern.level or scale[0].code, concern.happened_on
    raised = ConcernRaised(trial.number, concern.about, on, told=told, reach=reach or None, level=level)
    entry = emit(raised, subject=subject_of(trial), by=ANONYMOUS, at=at, chain=subject_of(trial))
    due = answer_due(at, level)
    models.Concern.objects.create(entry=entry, trial=trial, about=concern.about, level=level, raised_at=at, due_at=due)
    return entry


def _check(concern: Concern, told: str, reach: str, scale: Scale, at: datetime) -> None:
    faults = []
    if concern.level and concern.level not in {one.code for one in scale}:
        faults.append(Fault("level", Text.of(vi="Hãy chọn mức khẩn cấp.", en="Choose how urgent it is.")))
    if concern.about not in ABOUT:
        faults.append(Fault("about", Text.of(vi="Hãy chọn điều bạn phản ánh.", en="Choose what it is about.")))
    if not SHORTEST <= len(told) <= LONGEST or "\x00" in told:
        what = Text.of(
            vi=f"Hãy kể bằng {SHORTEST} đến {LONGEST} ký tự.", en=f"Tell it in {SHORTEST} to {LONGEST} characters."
        )
        faults.append(Fault("told", what))
    if len(reach) > LONGEST_REACH or "\x00" in reach:
        what = Text.of(vi=f"Tối đa {LONGEST_REACH} ký tự.", en=f"At most {LONGEST_REACH} characters.")
        faults.append(Fault("reach", what))
    today = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    if concern.happened_on is not None and concern.happened_on > today:
        faults.append(Fault("happened_on", Text.of(vi="Ngày này chưa đến.", en="This day is still to come.")))
    if faults:
        what = Text.of(vi="Phản ánh chưa gửi được.", en="The concern could not be sent.")
        raise Refusal("concern-incomplete", what, faults=tuple(faults))
