"""What a trial owes, in one place: for its holder, and for those who watch over it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from longbien.trials import queries
from longbien.trials.queries.owed.duties import duties_of
from longbien.trials.queries.owed.incidents import reported
from longbien.trials.views.owed.finding import card_for
from longbien.trials.views.owed.standing import clocked
from longbien.ui.requests import Request


@require_safe
def owed(request: Request, trial_id: UUID) -> HttpResponse:
    """Full reports of incidents with their clocks, and the scale that sets them."""
    card = card_for(request, trial_id, "view")
    context = {
        "card": card,
        "incidents": clocked(reported(trial_id), timezone.now()),
        "scale": duties_of(trial_id).incidents,
        "may_file": queries.may(request.actor, "file-report", trial_id),
        "may_report": queries.may(request.actor, "report-incident", trial_id),
    }
    return render(request, "trials/owed/page.html", context)
