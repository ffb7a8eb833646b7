"""Who may read an exit report: the authority's decision on it, and the report for everyone once both agree."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.queries import open_document
from longbien.trials import models, queries
from longbien.trials.actions.leaving.release_exit import release_exit
from longbien.trials.actions.reason import LONGEST
from longbien.trials.queries.leaving.exit_words import lines
from longbien.trials.queries.leaving.exits import PUBLISHED, exit_report
from longbien.trials.queries.public.printed import printed_exit
from longbien.trials.queries.public.register import find_registered
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

PUBLISH, KEEP = "publish", "keep"
FIELDS = (
    Field(
        "decision",
        "choice",
        Text.of(vi="Mọi người có được đọc báo cáo này?", en="May everyone read this report?"),
        Text.of(
            vi="Đơn vị thử nghiệm đã đồng ý. Đã công bố thì không rút lại được.",
            en="The holder has agreed. What is published can't be taken back.",
        ),
        required=True,
        choices=(
            Choice(PUBLISH, Text.of(vi="Công bố trong sổ đăng ký", en="Publish it in the register")),
            Choice(KEEP, Text.of(vi="Chưa công bố", en="Keep it back for now")),
        ),
    ),
    Field(
        "reason",
        "longtext",
        Text.of(vi="Vì sao chưa công bố?", en="Why is it kept back?"),
        Text.of(vi="Chỉ cần khi chưa công bố. Đơn vị thử nghiệm đọc được.", en="Only if it is. The holder reads it."),
        maximum=LONGEST,
    ),
)
NOT_PRINTED = Text.of(
    vi="Báo cáo vừa được nộp; bản in đang được lập. Hãy thử lại sau một phút.",
    en="The report was just filed; its printed form is being drawn up. Try again in a minute.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: Request, trial_id: UUID) -> HttpResponse:
    """The authority's half of publishing a report."""
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, "release-exit", row)
    filed = exit_report(trial_id)
    if filed is None:
        raise not_found()
    data = read(FIELDS, request.POST, request.FILES)
    faults = check_form(FIELDS, data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        publish, reason = data["decision"] == PUBLISH, data.get("reason", "")
        try:
            release_exit(trial_id, publish=publish, reason=reason, by=request.actor, at=timezone.now())
        except Refusal as refused:
            faults = refused.faults
            if not faults:
                raise
        else:
            said = _("The report is public.") if publish else _("It is recorded that the report is kept back.")
            messages.success(request, said)
            return redirect("trials:exit", trial_id)
    context = {"card": queries.cards([row])[0], "filed": filed, "form": Form(FIELDS, data, faults)}
    return render(request, "trials/exit_release.html", context, status=422 if faults else 200)


@require_safe
def paper(request: Request, trial_id: UUID) -> HttpResponseBase:
    """The report as a sealed PDF, for whoever may see the trial."""
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, "view", row)
    return _paper(trial_id)


@require_safe
def published(request: Request, key: str) -> HttpResponse:
    """A published report, for everyone."""
    trial_id = _published(key)
    filed = exit_report(trial_id)
    context = {
        "card": queries.card(trial_id),
        "filed": filed,
        "figures": lines(filed.report.figures, queries.policy_of(trial_id)) if filed else [],
    }
    return render(request, "trials/exit_public.html", context)


@require_safe
def published_paper(request: Request, key: str) -> HttpResponseBase:
    """A published report as a sealed PDF."""
    return _paper(_published(key))


def _published(key: str) -> UUID:
    found = find_registered(key, timezone.localdate())
    filed = exit_report(found.card.id) if found else None
    if found is None or filed is None or filed.standing != PUBLISHED:
        raise not_found()
    return found.card.id


def _paper(trial_id: UUID) -> HttpResponseBase:
    if exit_report(trial_id) is None:
        raise not_found()
    found = printed_exit(trial_id)
    content = open_document(found.id) if found else None
    if found is None or content is None:
        raise Refusal("not-printed-yet", NOT_PRINTED, status=404)
    return FileResponse(content, filename=found.name, content_type=found.media_type)
