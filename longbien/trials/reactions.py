"""What follows in this room: permits and papers of licences, terms that run out, answers to residents."""

from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, timer
from longbien.trials.actions.keep_permit import keep_permit
from longbien.trials.actions.leaving.expire import expire
from longbien.trials.actions.leaving.print_exit import print_exit
from longbien.trials.actions.owed.end_period import end_period
from longbien.trials.actions.owed.miss_incident_report import miss_incident_report, remind_of_incident
from longbien.trials.actions.owed.miss_periodic_report import miss_periodic_report, remind_of_period
from longbien.trials.actions.owed.tell_of_report import tell_of_report
from longbien.trials.actions.print_licence import print_licence
from longbien.trials.actions.residents.give_notice import give_notice
from longbien.trials.actions.residents.miss_answer import miss_answer
from longbien.trials.actions.residents.write_back import write_back
from longbien.trials.events import (
    ConcernAnswered,
    ConcernRaised,
    IncidentReported,
    LicenceExtended,
    LicenceIssued,
    StartAnnounced,
    TrialClosing,
    TrialExited,
    TrialExpired,
    TrialResumed,
    TrialRevoked,
    TrialStarted,
    TrialSuspended,
)
from longbien.trials.events.owed import HolderReminded, IncidentReportMissed, PeriodEnded, PeriodicReportMissed
from longbien.trials.queries.owed.periods import running_period
from longbien.trials.queries.permits import midnight
from longbien.trials.queries.residents.concerns import due_of
from longbien.trials.rules.owed.clock import remind_at


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
    due = due_of(happened.id)
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


@on(IncidentReported)
def watch_report(happened: Happened) -> None:
    due = happened.what.due_by
    if due is not None:
        schedule(report_soon_due, event_id=happened.id, due_at=remind_at(happened.at, due))
        schedule(report_missed, event_id=happened.id, due_at=due)


@timer
def report_soon_due(happened: Happened) -> None:
    """Set when an incident was told; does nothing when it was reported in full before."""
    remind_of_incident(happened.what.incident, at=happened.now)


@timer
def report_missed(happened: Happened) -> None:
    """The same, when the time of the full report is over."""
    miss_incident_report(happened.what.incident, at=happened.now)


@on(TrialStarted, PeriodEnded)
def watch_period(happened: Happened) -> None:
    goes_on = running_period(happened.subject.id)
    if goes_on is not None:
        schedule(period_over, event_id=happened.id, due_at=midnight(goes_on.days.end))


@timer
def period_over(happened: Happened) -> None:
    """Set when a trial started, and when a period ended for the next one."""
    end_period(happened.subject.id, at=happened.now)


@on(PeriodEnded)
def watch_periodic_report(happened: Happened) -> None:
    due = happened.what.due_by
    schedule(period_soon_due, event_id=happened.id, due_at=remind_at(happened.at, due))
    schedule(period_missed, event_id=happened.id, due_at=due)


@timer
def period_soon_due(happened: Happened) -> None:
    """Set when a period ended; does nothing when it was reported on before."""
    remind_of_period(happened.subject.id, happened.what.period, at=happened.now)


@timer
def period_missed(happened: Happened) -> None:
    """The same, when the time of its report is over."""
    miss_periodic_report(happened.subject.id, happened.what.period, at=happened.now)


@on(HolderReminded, IncidentReportMissed, PeriodicReportMissed, slow=True)
def tell_holder(happened: Happened) -> None:
    """Write to the holder, and to those who watch over the trial when a report is overdue."""
    tell_of_report(happened.subject.id, happened.what)
