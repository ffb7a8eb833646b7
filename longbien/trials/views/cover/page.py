"""Insurance and claims of a trial: for its holder to keep, for officers to see."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Fault, Refusal
from longbien.trials import queries
from longbien.trials.actions.cover.record_claim import record_claim
from longbien.trials.actions.cover.record_insurance import record_insurance
from longbien.trials.queries.cover.claims import ClaimView, claim_sums, claims
from longbien.trials.queries.cover.insurance import gaps, insurances, money
from longbien.trials.rules.cover.claims import AGREED, CLAIMED, PAID, REFUSED
from longbien.trials.views.cover.fields import CLAIM, claimed_of, insurance_fields, insurance_of
from longbien.trials.views.owed.finding import card_for
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

WHICH, INSURANCE = "form", "insurance"
TONES = {CLAIMED: "warn", AGREED: "info", REFUSED: "off", PAID: "ok"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: Request, trial_id: UUID) -> HttpResponse:
    """What is insured, which days are not, what was claimed and paid; for the holder two forms."""
    card, known = card_for(request, trial_id, "view"), insurances(trial_id)
    forms: dict[str, tuple[Field, ...]] = {INSURANCE: insurance_fields(known), "claim": CLAIM}
    which, asked = request.POST.get(WHICH, ""), request.method == "POST"
    fields = forms.get(which, CLAIM)
    data, faults = read(fields, request.POST, request.FILES), tuple[Fault, ...]()
    if asked:
        faults = check_form(fields, data) or _kept(request, trial_id, which, data)
        if not faults:
            messages.success(request, _("It is on the record."))
            return redirect("trials:cover", trial_id)
    total = claim_sums(trial_id)
    context = {
        "card": card,
        "insurances": known,
        "gaps": gaps(trial_id, timezone.localdate()),
        "claims": [shown(one) for one in claims(trial_id)],
        "sums": {name: money(getattr(total, f"{name}_minor")) for name in ("claimed", "agreed", "paid")},
        "keeps": queries.may(request.actor, "keep-cover", trial_id),
        "forms": {
            name: Form(one, data if name == which else {}, faults if name == which else ())
            for name, one in forms.items()
        },
        "wrong": Form(fields, data, faults) if faults else None,
    }
    return render(request, "trials/cover/page.html", context, status=422 if faults else 200)


def shown(one: ClaimView) -> tuple[ClaimView, str]:
    """A claim with its tone."""
    return one, TONES[one.state]


def _kept(request: Request, trial_id: UUID, which: str, data: dict[str, Any]) -> tuple[Fault, ...]:
    """Nothing when it is kept, else what is wrong with it."""
    now = timezone.now()
    try:
        if which == INSURANCE:
            said, replaces = insurance_of(data)
            record_insurance(trial_id, said, by=request.actor, at=now, replaces=replaces)
        else:
            record_claim(trial_id, claimed_of(data), by=request.actor, at=now)
    except Refusal as refused:
        if not refused.faults:
            raise
        return refused.faults
    return ()
