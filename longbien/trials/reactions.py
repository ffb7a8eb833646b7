"""What follows in this room: permits and papers of licences, terms that run out, answers to residents."""

from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, timer
from longbien.trials.actions.keep_permit import keep_permit
from longbien.trials.actions.leaving.expire import expire
from longbien.trials.actions.leaving.print_exit import print_exit
from longbien.trials.actions.print_licence import print_licence
from longbien.trials.actions.residents.give_notice import give_notice
from longbien.trials.actions.residents.miss_answer import miss_answer
from longbien.trials.actions.residents.write_back import write_back
from longbien.trials.events import (
    ConcernAnswered,
    ConcernRaised,
    LicenceExtended,
    LicenceIssued,
    StartAnnounced,
    TrialClosing,
    TrialExited,
    TrialExpired,
    TrialResumed,
    TrialRevoked,
    TrialSuspended,
)
from longbien.trials.queries.permits import midnight
from longbien.trials.queries.residents.concerns import answer_due


@on(LicenceIssued, LicenceExtended, TrialSuspended, TrialResumed, TrialRevoked, TrialClosing, TrialExpired)
def follow_with_permit(happened: Happened) -> None:
    keep_permit(happened.subject.id, by=happened.by, at=happened.at)


@on(LicenceIssued, LicenceExtended, slow=True)
def print_it(happened: Happened) -> None:
    print_licence(happened.subject.id, at=happened.now)


@on(TrialExited, slow=True)
def print_report(happened: Happened) -> None:
    print_exit(happened.subject.id, at=happened.now)


@on(LicenceIssued, LicenceExtended)
def watch_term(happened: Happened) -> None:
    """Have the clock end what nobody ends before its term does."""
    schedule(term_over, event_id=happened.id, due_at=midnight(happened.what.end))


@timer
def term_over(happened: Happened) -> None:
    """Set when a licence gets its term; does nothing when that was made longer since."""
    expire(happened.subject.id, at=happened.now)


@on(ConcernRaised)
def watch_answer(happened: Happened) -> None:
    due = answer_due(happened.at)
    if due is not None:
        schedule(answer_missed, event_id=happened.id, due_at=due)


@timer
def answer_missed(happened: Happened) -> None:
    """Set when a resident told of a concern; does nothing when that was answered in time."""
    miss_answer(happened.id, at=happened.now)


@on(ConcernRaised, ConcernAnswered, slow=True)
def tell_resident(happened: Happened) -> None:
    """Write to the resident, where they left an e-mail address."""
    write_back(happened.subject.id, happened.what, happened.id)


@on(StartAnnounced, slow=True)
def tell_neighbours(happened: Happened) -> None:
    """Write to those who follow a ward that the trial is in or beside."""
    give_notice(happened.subject.id, happened.what.starts_on)
