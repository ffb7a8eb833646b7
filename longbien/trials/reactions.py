"""What follows in this room: the permit of a trial stands or falls with the trial, and its licence is printed."""

from longbien.record.registry import Happened, on
from longbien.trials.actions.keep_permit import keep_permit
from longbien.trials.actions.print_licence import print_licence
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


@on(LicenceIssued, LicenceExtended, slow=True)
def print_it(happened: Happened) -> None:
    print_licence(happened.subject.id, at=happened.now)
