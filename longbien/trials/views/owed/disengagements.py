"""Disengagements: told one by one or as a table, shown as a list, handed out as the form's own table."""

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from longbien.kernel.period import Period
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.trials import queries
from longbien.trials.actions.owed.tell_disengagements import tell_disengagements
from longbien.trials.queries.owed.disengagements import asks_for_them, driven, told_of
from longbien.trials.queries.owed.periods import period_numbered
from longbien.trials.rules.owed import disengagements as rules
from longbien.trials.views.owed.disengagement_fields import ALONE, TABLE, of_form, text_of
from longbien.trials.views.owed.finding import card_for
from longbien.ui.formats import cell
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

PER_PAGE = 50
TABLE_SENT = "table_sent"  # which of the two forms of the page it is


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def disengagements(request: Request, trial_id: UUID) -> HttpResponse:
    """All that was told, and for the holder two forms: for one of them, and for a table."""
    card = card_for(request, trial_id, "view")
    if not asks_for_them(trial_id):
        raise not_found()
    by_table, asked, faults = TABLE_SENT in request.POST, request.method == "POST", tuple[Fault, ...]()
    fields = TABLE if by_table else ALONE
    data = read(fields, request.POST, request.FILES)
    if asked:
        faults = check_form(fields, data) or _told(request, trial_id, data, by_table=by_table)
        if not faults:
            return redirect("trials:disengagements", trial_id)
    found = told_of(trial_id)
    context = {
        "card": card,
        "page": Paginator([_shown(one) for one in found[::-1]], PER_PAGE).get_page(request.GET.get("page")),
        "driven": driven(trial_id),
        "may_file": queries.may(request.actor, "file-report", trial_id),
        "alone": Form(ALONE, {} if by_table else data, () if by_table else faults),
        "table": Form(TABLE, data if by_table else {}, faults if by_table else ()),
        "wrong": Form(fields, data, faults) if faults else None,
    }
    return render(request, "trials/owed/disengagements.html", context, status=422 if faults else 200)


@require_safe
def disengagements_csv(request: Request, trial_id: UUID) -> HttpResponse:
    """As a table with the form's answers; `?period=2` of the days of that period alone."""
    card, number = card_for(request, trial_id, "view"), request.GET.get("period", "")
    if not asks_for_them(trial_id):
        raise not_found()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="disengagements.csv"'
    response.write("\ufeff")  # tells a spreadsheet that this is UTF-8
    table = csv.writer(response)
    for row in rules.table_rows(told_of(card.id, _days(card.id, number) if number else None)):
        table.writerow(map(cell, row))
    return response


def _shown(said: rules.Disengagement) -> dict[str, Any]:
    return {"said": said, "initiator": rules.INITIATORS[said.initiated_by], "place": rules.PLACES[said.place]}


def _days(trial_id: UUID, number: str) -> Period:
    found = period_numbered(trial_id, int(number)) if number.isdecimal() and len(number) < 9 else None
    if found is None:
        raise not_found()
    return found.days


def _told(request: Request, trial_id: UUID, data: dict[str, Any], *, by_table: bool) -> tuple[Fault, ...]:
    """Nothing when it is told, else what is wrong with it."""
    try:
        told = rules.read_table(text_of(data["table"])) if by_table else (of_form(data),)
        count = tell_disengagements(trial_id, told, by=request.actor, at=timezone.now(), alone=not by_table)
    except Refusal as refused:
        if not refused.faults:
            raise
        return refused.faults
    said = ngettext("%(n)s disengagement is on the record.", "%(n)s disengagements are on the record.", count)
    messages.success(request, said % {"n": count})
    return ()
