"""What follows in this room: the permit of a trial stands or falls with the trial."""

from longbien.record.registry import Happened, on
from longbien.trials.actions.keep_permit import keep_permit
from longbien.trials.events import (
    LicenceExtended,
    LicenceIssued,
    TrialEnded,
    TrialResumed,
    TrialRevoked,
    TrialSuspended,
)


@on(LicenceIssued, LicenceExtended, TrialSuspended, TrialResumed, TrialRevoked, TrialEnded)
def follow_with_permit(happened: Happened) -> None:
    keep_permit(happened.subject.id, by=happened.by, at=happened.at)
