"""What happened lately to licences, as far as it is for everyone."""

from longbien.record.queries import newest_of_types
from longbien.trials import models
from longbien.trials.events import (
    DossierBuilt,
    IncidentReported,
    LessonDrawn,
    LessonFollowed,
    LicenceExtended,
    LicenceIssued,
    StartAnnounced,
    SuspensionBackdated,
    TrialClosing,
    TrialEnded,
    TrialExited,
    TrialExpired,
    TrialResumed,
    TrialRevoked,
    TrialStarted,
    TrialSuspended,
)
from longbien.trials.events.owed import (
    IncidentReportFiled,
    IncidentReportMissed,
    PeriodicReportFiled,
    PeriodicReportMissed,
)
from longbien.trials.queries.timeline import Moment, moment_of
from longbien.trials.queries.trials import TrialCard, cards

# What the register tells of a trial's own sequence; keys, batches and residents' concerns stay inside.
TOLD = (
    LicenceIssued, LicenceExtended, StartAnnounced, TrialStarted, TrialSuspended, SuspensionBackdated, TrialResumed,
    TrialRevoked, TrialClosing, TrialExpired, TrialExited, TrialEnded, LessonDrawn, LessonFollowed, IncidentReported,
    DossierBuilt, IncidentReportFiled, IncidentReportMissed, PeriodicReportFiled, PeriodicReportMissed,
)  # fmt: skip
KINDS = frozenset(event.key().partition("/")[0] for event in TOLD)


def news(limit: int) -> tuple[tuple[TrialCard, Moment], ...]:
    """The newest moments of all licences, newest first, each with its trial."""
    entries = newest_of_types((event.key() for event in TOLD), limit=limit)
    trials = {one.id: one for one in cards(models.Trial.objects.filter(pk__in={one.subject.id for one in entries}))}
    return tuple((trials[one.subject.id], moment_of(one)) for one in entries)
