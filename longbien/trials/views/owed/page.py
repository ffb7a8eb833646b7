"""What a trial owes, in one place: for its holder, and for those who watch over it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from longbien.trials import queries
from longbien.trials.queries.owed.disengagements import asks_for_them
from longbien.trials.queries.owed.duties import duties_of
from longbien.trials.queries.owed.incidents import reported
from longbien.trials.queries.owed.periods import periods, running_period
from longbien.trials.views.owed.finding import card_for
from longbien.trials.views.owed.standing import clock, clocked
from longbien.ui.requests import Request


@require_safe
def owed(request: Request, trial_id: UUID) -> HttpResponse:
    """Full reports of incidents and reports on periods, each with its clock, and what sets them."""
    card, now, duties = card_for(request, trial_id, "view"), timezone.now(), duties_of(trial_id)
    ended = periods(trial_id)
    context = {
        "card": card,
        "incidents": clocked(reported(trial_id), now),
        "scale": duties.incidents,
        "schedule": duties.schedule,
        "periods": [(one, clock(one.standing(now), one.due_at, one.filed_at)) for one in reversed(ended)],
        "goes_on": running_period(trial_id),
        "disengagements": asks_for_them(trial_id),
        "may_file": queries.may(request.actor, "file-report", trial_id),
        "may_report": queries.may(request.actor, "report-incident", trial_id),
    }
    return render(request, "trials/owed/page.html", context)
