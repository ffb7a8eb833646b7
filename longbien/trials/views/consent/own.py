"""A participant's own page: whoever knows the code sees what was agreed to, withdraws, or reverses that. No account."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.actions.consent.note_consents import note_own
from longbien.trials.queries.consent import register
from longbien.trials.rules.consent.codes import plain
from longbien.trials.rules.consent.steps import NAMES, RESTORE, WITHDRAW, Standing
from longbien.trials.views.consent.fields import OWN
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def taking_part(request: Request, trial_id: UUID) -> HttpResponse:
    """The code is typed, never part of an address."""
    card = queries.card(trial_id)
    if card is None:
        raise not_found()
    data, faults, found = read(OWN, request.POST, request.FILES), tuple[Fault, ...](), None
    if request.method == "POST":
        faults = check_form(OWN, data)
        if not faults:
            faults, found = _answered(trial_id, data)
    texts = {one.version: one for one in register.texts(trial_id)}
    context = {
        "card": card,
        "form": Form(OWN, data, faults),
        "found": found,
        "state": NAMES[found.state] if found else None,
        "did": data.get("did") if found else "",
        "text": texts.get(found.version) if found else None,
    }
    response = render(request, "trials/consent/own.html", context, status=422 if faults else 200)
    # With "no-referrer" a browser sends its forms from the origin "null", and they are refused.
    response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
    return response


def _answered(trial_id: UUID, data: dict[str, Any]) -> tuple[tuple[Fault, ...], Standing | None]:
    """What is wrong, or how the code stands after what was asked for."""
    code, did = plain(data["code"]), data["did"]
    if register.standing_of(trial_id, code) is None:
        return (Fault("code", UNKNOWN),), None
    try:
        if did in (WITHDRAW, RESTORE):
            note_own(trial_id, did, code, at=timezone.now())
    except Refusal as refused:
        if not refused.faults:
            raise
        return refused.faults, None
    return (), register.standing_of(trial_id, code)


UNKNOWN = Text.of(
    vi="Không ai đồng ý dưới mã này trong thử nghiệm này. Hãy kiểm tra từng chữ.",
    en="Nobody consented under this code in this trial. Check each letter.",
)
