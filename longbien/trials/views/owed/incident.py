"""One incident: as it was told, its clock, and its full report: written here by the holder, read by all who may."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.actions.owed.file_incident_report import file_incident_report
from longbien.trials.queries.owed.incidents import incident as found_incident
from longbien.trials.rules.owed.accounts import LONGEST, PARTS, SHORTEST, Account
from longbien.trials.views.owed.finding import card_for
from longbien.trials.views.owed.standing import clocked
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.links import url_for
from longbien.ui.requests import Request

NAMES = {
    "course": Text.of(vi="Sự việc diễn ra thế nào?", en="How did it come about?"),
    "harm": Text.of(vi="Ai, cái gì bị ảnh hưởng?", en="What did it do to people and things?"),
    "cause": Text.of(vi="Nguyên nhân là gì?", en="What was the cause?"),
    "measures": Text.of(vi="Làm gì để không lặp lại?", en="What keeps it from happening again?"),
}
HINTS = {
    "course": Text.of(vi="Theo thứ tự thời gian.", en="In the order it happened."),
    "harm": Text.of(
        vi="Không nêu tên hay số điện thoại của người dân. Không ai bị gì thì ghi như vậy.",
        en="Leave out names and numbers of residents. If nobody came to harm, say so.",
    ),
}
FIELDS = tuple(
    Field(part, "longtext", NAMES[part], HINTS.get(part), required=True, minimum=SHORTEST, maximum=LONGEST)
    for part in PARTS
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: Request, trial_id: UUID, incident_id: UUID) -> HttpResponse:
    """To be reported in full by the holder while nobody has."""
    card = card_for(request, trial_id, "view")
    found = found_incident(incident_id)
    if found is None or found.trial_id != trial_id:
        raise not_found()
    may_write = found.filed_at is None and queries.may(request.actor, "file-report", trial_id)
    data, faults = read(FIELDS, request.POST, request.FILES), tuple[Fault, ...]()
    if request.method == "POST":
        faults = check_form(FIELDS, data) or _filed(request, trial_id, incident_id, data)
        if not faults:
            messages.success(request, _("The full report is filed."))
            return redirect("trials:owed", trial_id)
    [(_same, clock)] = clocked((found,), timezone.now())
    context = {
        "card": card,
        "one": found,
        "clock": clock,
        "form": Form(FIELDS, data, faults) if may_write else None,
        "said": [(NAMES[part], getattr(found.account, part)) for part in PARTS] if found.account else [],
        "case_url": url_for(Subject("procedures.case", found.case_id)) if found.case_id else None,
    }
    return render(request, "trials/owed/incident.html", context, status=422 if faults else 200)


def _filed(request: Request, trial_id: UUID, incident_id: UUID, data: dict[str, Any]) -> tuple[Fault, ...]:
    """Nothing when it is filed, else what is wrong with it."""
    account = Account(*(str(data[part]) for part in PARTS))
    try:
        file_incident_report(trial_id, incident_id, account, by=request.actor, at=timezone.now())
    except Refusal as refused:
        if not refused.faults:
            raise
        return refused.faults
    return ()
