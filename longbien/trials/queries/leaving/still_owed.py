"""What a trial still owes when it is about to end, in words. It keeps no exit report from being filed."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from longbien.trials.queries.cover.claims import claim_sums
from longbien.trials.queries.owed.incidents import Tally
from longbien.trials.queries.owed.incidents import tallies as incident_tallies
from longbien.trials.queries.owed.periods import period_tallies
from longbien.trials.queries.residents.concerns import tallies as concern_tallies
from longbien.ui import formats


def still_owed(trial_id: UUID, now: datetime) -> list[tuple[str, str]]:
    """Label and number of each, in the reader's language; what is not owed is left out."""
    reports = incident_tallies(now, [trial_id]).get(trial_id, Tally())
    on_periods = period_tallies(now, [trial_id]).get(trial_id, Tally())
    told = concern_tallies(now, [trial_id]).get(trial_id)
    counts = (
        (_("Full reports of incidents"), reports.owed, reports.overdue),
        (_("Reports on periods"), on_periods.owed, on_periods.overdue),
        (_("Concerns without an answer"), told.received - told.answered if told else 0, told.overdue if told else 0),
        (_("Claims still open"), claim_sums(trial_id).open, 0),
    )
    return [(label, _counted(owed, overdue)) for label, owed, overdue in counts if owed]


def _counted(owed: int, overdue: int) -> str:
    late = _("%(n)s overdue") % {"n": formats.number(overdue)}
    return f"{formats.number(owed)} ({late})" if overdue else formats.number(owed)
