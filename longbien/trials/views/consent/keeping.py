"""The holder's page of consent: its text, who gave it under which code, by hand or as a table."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Fault, Refusal
from longbien.trials import queries
from longbien.trials.actions.consent.note_consents import note_consents
from longbien.trials.actions.consent.publish_text import publish_text
from longbien.trials.queries.consent import register
from longbien.trials.rules.consent.codes import read_codes
from longbien.trials.rules.consent.steps import GIVE, NAMES, WITHDRAWN, standings
from longbien.trials.views.consent.fields import MANY, ONE, TEXT, row_of
from longbien.trials.views.owed.disengagement_fields import text_of
from longbien.trials.views.owed.finding import card_for
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

PER_PAGE, WHICH = 50, "form"
FORMS: dict[str, tuple[Field, ...]] = {"text": TEXT, "one": ONE, "many": MANY}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: Request, trial_id: UUID) -> HttpResponse:
    """Numbers and texts for all who watch; codes and forms for the holder alone."""
    card = card_for(request, trial_id, "view")
    which, asked = request.POST.get(WHICH, ""), request.method == "POST"
    fields = FORMS.get(which, TEXT)
    data, faults = read(fields, request.POST, request.FILES), tuple[Fault, ...]()
    if asked:
        faults = check_form(fields, data) or _done(request, trial_id, which, data)
        if not faults:
            return redirect("trials:consent", trial_id)
    keeps = queries.may(request.actor, "keep-consent", trial_id)
    texts, codes = register.texts(trial_id), standings(register.steps(trial_id)) if keeps else {}
    rows = sorted(codes.values(), key=lambda one: (one.since, one.code), reverse=True)
    shown = [(one, NAMES[one.state], "bad" if one.state == WITHDRAWN else "ok") for one in rows]
    context = {
        "card": card,
        "keeps": keeps,
        "texts": texts[::-1],
        "numbers": register.numbers(trial_id, cap=queries.policy_of(trial_id).plan.participants),
        "breaches": register.breaches_of_consent(trial_id),
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "forms": {name: _form(name, which, data, faults, asked=asked) for name in FORMS},
        "wrong": Form(fields, data, faults) if faults else None,
    }
    return render(request, "trials/consent/page.html", context, status=422 if faults else 200)


def _form(name: str, which: str, data: dict[str, Any], faults: tuple[Fault, ...], *, asked: bool) -> Form:
    """The form that was sent as it was sent, the others empty."""
    sent = asked and name == which
    return Form(FORMS[name], data if sent else {}, faults if sent else ())


def _done(request: Request, trial_id: UUID, which: str, data: dict[str, Any]) -> tuple[Fault, ...]:
    """Nothing when it is done, else what is wrong with it."""
    try:
        messages.success(request, DO.get(which, _publish)(request, trial_id, data))
    except Refusal as refused:
        if not refused.faults:
            raise
        return refused.faults
    return ()


def _publish(request: Request, trial_id: UUID, data: dict[str, Any]) -> str:
    said = {"purpose": data["purpose"], "words": data["words"]}
    version = publish_text(trial_id, **said, by=request.actor, at=timezone.now())
    return _("Version %(n)s is published.") % {"n": version}


def _note_one(request: Request, trial_id: UUID, data: dict[str, Any]) -> str:
    row = row_of(data)
    note_consents(trial_id, data["did"], [row], by=request.actor, at=timezone.now())
    return _("It is on the record. The participant's code: %(code)s") % {"code": row.code}


def _note_many(request: Request, trial_id: UUID, data: dict[str, Any]) -> str:
    rows = read_codes(text_of(data["table"]), timezone=settings.HUB.timezone)
    count = note_consents(trial_id, GIVE, rows, by=request.actor, at=timezone.now(), where="table")
    return ngettext("%(n)s consent is on the record.", "%(n)s consents are on the record.", count) % {"n": count}


DO: dict[str, Callable[[Request, UUID, dict[str, Any]], str]] = {
    "text": _publish,
    "one": _note_one,
    "many": _note_many,
}
