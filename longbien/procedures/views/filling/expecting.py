"""What whoever sends a form may expect: what it is about, by when the next step is due and the whole is answered."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.procedures.models import Case
from longbien.procedures.rules.deadlines import due_after
from longbien.procedures.rules.definition import Action, Definition
from longbien.procedures.rules.desk.promise import answer_by
from longbien.procedures.views.beside import FIRST_SENT, last_day


@dataclass(frozen=True)
class Expected:
    """`answer_by` only for a first sending: afterwards it hangs on how long the applicant took. `last_day` to send an
    appeal."""

    about: Subject | None
    answer_by: datetime | None
    due: datetime | None = None
    last_day: datetime | None = None


def before_sending(case: Case, definition: Definition, action: Action, actor: Actor, now: datetime) -> Expected:
    """If it is sent now."""
    sla = definition.states[action.target].sla
    due = due_after(settings.HUB.calendar, now, sla.within) if sla else None
    if not actor.member_of(case.owner_id):
        return Expected(None, None)
    return Expected(_about(case), _answer(definition, case.seq + 1, now), due, last_day(case))


def once_sent(case: Case, definition: Definition, seq: int, at: datetime) -> Expected:
    """Of what was sent at `at` with the move `seq`."""
    return Expected(_about(case), _answer(definition, seq, at))


def _about(case: Case) -> Subject | None:
    return Subject.parse(case.about) if case.about else None


def _answer(definition: Definition, seq: int, at: datetime) -> datetime | None:
    return answer_by(definition, settings.HUB.calendar, at) if seq == FIRST_SENT else None
