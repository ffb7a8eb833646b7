"""One claim for compensation: what became of it, and what may become of it now."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.trials import queries
from longbien.trials.actions.cover.record_claim import move_claim
from longbien.trials.queries.cover.claims import claim as found_claim
from longbien.trials.rules.cover.claims import verbs_in
from longbien.trials.views.cover.fields import STEPS, VERBS, step_of
from longbien.trials.views.cover.page import TONES
from longbien.trials.views.owed.finding import card_for
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: Request, trial_id: UUID, number: int) -> HttpResponse:
    """Its holder takes the steps; whoever may see the trial sees them."""
    card, found = card_for(request, trial_id, "view"), found_claim(trial_id, number)
    if found is None:
        raise not_found()
    verb, asked, faults = request.POST.get("verb", ""), request.method == "POST", tuple[Fault, ...]()
    if asked and verb not in STEPS:
        raise not_found()
    data = read(STEPS.get(verb, ()), request.POST, request.FILES)
    if asked:
        faults = check_form(STEPS[verb], data)
        if not faults:
            try:
                move_claim(trial_id, number, step_of(verb, data), by=request.actor, at=timezone.now())
            except Refusal as refused:
                faults = refused.faults
                if not faults:
                    raise
            else:
                messages.success(request, _("It is on the record."))
                return redirect("trials:claim", trial_id, number)
    keeps = queries.may(request.actor, "keep-cover", trial_id)
    forms = [
        (one, VERBS[one], Form(STEPS[one], data if one == verb else {}, faults if one == verb else ()))
        for one in (verbs_in(found.state) if keeps else ())
    ]
    context = {
        "card": card,
        "one": found,
        "tone": TONES[found.state],
        "steps": [(step, VERBS[step.verb]) for step in found.steps],
        "forms": forms,
        "wrong": Form(STEPS[verb], data, faults) if faults else None,
    }
    return render(request, "trials/cover/claim.html", context, status=422 if faults else 200)
