"""What follows in this room: deadlines that pass, e-mails to be sent, letters to be sealed, reviews to be asked for
again."""

from uuid import UUID

from longbien.people.events import AbsenceEnded, RoleRevoked
from longbien.procedures.actions.absences.hand_over import ask_others
from longbien.procedures.actions.absences.leave import begin_leave, stay_after_all
from longbien.procedures.actions.desk.digesting import call_digest
from longbien.procedures.actions.letters.seal import seal_letter
from longbien.procedures.actions.mail_notices import mail_digest, mail_notices
from longbien.procedures.actions.meetings.calling import tell_agenda
from longbien.procedures.actions.meetings.telling import mail_members
from longbien.procedures.actions.migrating.carry_on import carry_on
from longbien.procedures.actions.pass_deadline import pass_deadline
from longbien.procedures.events import (
    AgendaChanged,
    DigestDue,
    LetterMadeAgain,
    LetterOrdered,
    MeetingCalled,
    MeetingCancelled,
    MigrationBegan,
    MigrationWentOn,
    PeopleTold,
)
from longbien.record.registry import Happened, on, timer


@timer
def deadline_passed(happened: Happened) -> None:
    """Set when a case comes to a state with a deadline; does nothing when the case moved on in time."""
    pass_deadline(case_id=happened.subject.id, at=happened.now)


@on(LetterOrdered, LetterMadeAgain, slow=True)
def press(happened: Happened) -> None:
    """Draw and seal a letter that was ordered."""
    seal_letter(letter_id=happened.what.letter_id, at=happened.now)


@on(PeopleTold, slow=True)
def mail(happened: Happened) -> None:
    """Send the letters of a case that are waiting."""
    mail_notices(case_id=happened.subject.id, event_id=happened.id, at=happened.now)


@on(MeetingCalled, MeetingCancelled, AgendaChanged, slow=True)
def mail_body(happened: Happened) -> None:
    """Tell the members of a body."""
    is_agenda, reason = isinstance(happened.what, AgendaChanged), getattr(happened.what, "reason", None)
    mail_members(meeting_id=happened.subject.id, is_agenda=is_agenda, reason=reason or "")


@timer
def agenda_settled(happened: Happened) -> None:
    """Set when the agenda of a called meeting changes; the mail itself goes out outside of this."""
    tell_agenda(meeting_id=happened.subject.id, changed_at=happened.at, at=happened.now)


@on(MigrationBegan, MigrationWentOn, slow=True)
def migrate(happened: Happened) -> None:
    """Take the next batch of cases over, each in its own transaction; a batch that is made twice changes nothing."""
    carry_on(run_id=happened.subject.id, at=happened.now)


@timer
def digest_due(happened: Happened) -> None:
    """Set when someone who wants one letter a day is told something; the letter itself goes out outside of this."""
    call_digest(person_id=UUID(happened.key), at=happened.now)


@timer
def absence_begins(happened: Happened) -> None:
    """Set when somebody will be away and wants their cases passed on; does nothing if they stay after all."""
    begin_leave(absence_id=UUID(happened.key), at=happened.now)


@on(DigestDue, slow=True)
def mail_day(happened: Happened) -> None:
    """Send the daily letter."""
    mail_digest(happened.what, at=happened.now)


@on(AbsenceEnded)
def plan_nothing(happened: Happened) -> None:
    """Whoever does not go away, or is back, has nothing passed on by that absence."""
    stay_after_all(absence_id=happened.what.absence, at=happened.at)


@on(RoleRevoked)
def ask_who_still_holds_it(happened: Happened) -> None:
    """Whoever was asked for a review by a role that they hold no more does not judge by it."""
    ask_others(person_id=happened.subject.id, at=happened.at, role=happened.what.role)
