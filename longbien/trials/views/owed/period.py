"""The report of a period: drawn up from the record, edited by the holder, filed for good; read by all who may."""

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
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.actions.owed.file_periodic_report import file_periodic_report
from longbien.trials.queries.owed.duties import duties_of
from longbien.trials.queries.owed.figures import period_figures
from longbien.trials.queries.owed.periods import PeriodView, period_numbered
from longbien.trials.rules.owed.periodic import LONGEST, SHORTEST, Answers
from longbien.trials.views.owed.finding import card_for
from longbien.trials.views.owed.period_words import drafted, lines
from longbien.trials.views.owed.standing import clock
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

FIELDS = (
    Field(
        "done",
        "longtext",
        Text.of(vi="Đã làm những gì trong kỳ?", en="What was done in this period?"),
        Text.of(
            vi="Dự thảo dưới đây lấy từ dữ liệu đã nhận; hãy sửa và bổ sung.",
            en="The draft below is made from what was received; edit it and add to it.",
        ),
        required=True,
        minimum=SHORTEST,
        maximum=LONGEST,
    ),
    Field(
        "troubles",
        "longtext",
        Text.of(vi="Có gì không ổn, và đã thay đổi gì?", en="What went wrong, and what was changed?"),
        Text.of(
            vi="Sự cố, vi phạm, lần dừng, phản ánh của người dân. Không có gì thì ghi như vậy.",
            en="Incidents, breaches, stops, concerns of residents. If there was nothing, say so.",
        ),
        required=True,
        minimum=SHORTEST,
        maximum=LONGEST,
    ),
    Field("ahead", "longtext", Text.of(vi="Kỳ tới sẽ làm gì?", en="What comes next?"), maximum=LONGEST),
)
NAMES = {field.name: field.label for field in FIELDS}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def period(request: Request, trial_id: UUID, number: int) -> HttpResponse:
    """To be reported on by the holder once it has ended; until then, and for others, what is known of it."""
    card, found = card_for(request, trial_id, "view"), period_numbered(trial_id, number)
    if found is None:
        raise not_found()
    now, policy, scale = timezone.now(), queries.policy_of(trial_id), duties_of(trial_id).incidents
    figures = found.report.figures if found.report else period_figures(trial_id, found.days, now=now)
    may_write = found.has_ended and found.report is None and queries.may(request.actor, "file-report", trial_id)
    asked, faults = request.method == "POST", tuple[Fault, ...]()
    data = read(FIELDS, request.POST, request.FILES) if asked else {"done": drafted(figures, policy, scale)}
    if asked:
        faults = check_form(FIELDS, data) or _filed(request, trial_id, number, data)
        if not faults:
            messages.success(request, _("The report of the period is filed."))
            return redirect("trials:owed", trial_id)
    context = {
        "card": card,
        "one": found,
        "clock": clock(found.standing(now), found.due_at, found.filed_at),
        "form": Form(FIELDS, data, faults) if may_write else None,
        "figures": lines(figures, policy, scale),
        "said": _said(found),
    }
    return render(request, "trials/owed/period.html", context, status=422 if faults else 200)


def _said(found: PeriodView) -> list[tuple[Text, str]]:
    answers = found.report.answers if found.report else None
    told = [(NAMES[name], getattr(answers, name)) for name in NAMES] if answers else []
    return [(name, words) for name, words in told if words]


def _filed(request: Request, trial_id: UUID, number: int, data: dict[str, Any]) -> tuple[Fault, ...]:
    """Nothing when it is filed, else what is wrong with it."""
    answers = Answers(*(str(data.get(name) or "") for name in NAMES))
    try:
        file_periodic_report(trial_id, number, answers, by=request.actor, at=timezone.now())
    except Refusal as refused:
        if not refused.faults:
            raise
        return refused.faults
    return ()
