"""The exit report: drawn up from the record, edited and kept by the holder, looked at once more, filed for good."""

from dataclasses import asdict
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
from longbien.people.policy import check
from longbien.trials import models, queries
from longbien.trials.actions.leaving.file_exit import file_exit
from longbien.trials.actions.leaving.keep_exit_draft import CHANGED, keep_exit_draft
from longbien.trials.queries.leaving.exit_words import drafted, lines
from longbien.trials.queries.leaving.exits import exit_draft, exit_due, exit_figures
from longbien.trials.queries.leaving.exits import exit_report as filed
from longbien.trials.queries.leaving.still_owed import still_owed
from longbien.trials.rules.leaving.exit import LONGEST, SHORTEST, Answers, check_answers
from longbien.trials.rules.lifecycle import OWING
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

KEEP, LOOKED, SEEN = "keep", "looked", "seen"
FIELDS = (
    Field(
        "activities",
        "longtext",
        Text.of(vi="Đã làm những gì?", en="What was done?"),
        Text.of(
            vi="Dự thảo dưới đây lấy từ dữ liệu đã nhận; hãy sửa và bổ sung.",
            en="The draft below is made from what was received; edit it and add to it.",
        ),
        required=True,
        minimum=SHORTEST,
        maximum=LONGEST,
    ),
    Field(
        "results",
        "longtext",
        Text.of(vi="Kết quả là gì?", en="What came of it?"),
        Text.of(vi="So với mục tiêu của phương án.", en="Held against the aims of the plan."),
        required=True,
        minimum=SHORTEST,
        maximum=LONGEST,
    ),
    Field(
        "learnt",
        "longtext",
        Text.of(vi="Đã học được gì?", en="What was learnt?"),
        Text.of(vi="Kể cả từ sự cố và lần dừng.", en="From incidents and stops, too."),
        required=True,
        minimum=SHORTEST,
        maximum=LONGEST,
    ),
    Field(
        "recommendation",
        "longtext",
        Text.of(vi="Quy định nào nên đổi, và đổi thế nào?", en="Which rule should change, and how?"),
        Text.of(
            vi="Được công bố thành bài học cho pháp luật, và theo dõi công khai đến khi có kết quả.",
            en="It is published as a lesson for law, and followed in public until something comes of it.",
        ),
        maximum=LONGEST,
    ),
    Field(
        "may_publish",
        "yesno",
        Text.of(vi="Đồng ý để mọi người đọc báo cáo này?", en="May everyone read this report?"),
        Text.of(vi="Chỉ công bố khi cơ quan cấp phép cũng đồng ý.", en="Only if the licensing authority agrees, too."),
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
def exit_report(request: Request, trial_id: UUID) -> HttpResponse:
    """The report of a trial: to be written by its holder while it is owed, to be read by who may see the trial."""
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, "view", row)
    found = filed(trial_id)
    may_write = queries.may(request.actor, "exit", trial_id)
    if found is None and row.state in OWING and may_write:
        return _write(request, row)
    typed = _answers(read(FIELDS, request.POST, request.FILES)) if request.method == "POST" and may_write else None
    context = {
        "typed": typed,
        "card": queries.cards([row])[0],
        "filed": found,
        "due": exit_due(row),
        "figures": lines(found.report.figures, queries.policy_of(trial_id)) if found else [],
        "may_release": found is not None and queries.may(request.actor, "release-exit", trial_id),
    }
    return render(request, "trials/exit.html", context, status=409 if typed else 200)


def _write(request: Request, row: models.Trial) -> HttpResponse:
    figures, policy = exit_figures(row.pk), queries.policy_of(row.pk)
    asked = request.method == "POST"
    data = read(FIELDS, request.POST, request.FILES) if asked else {}
    faults = _kept(request, row.pk, data) if asked else ()
    kept = exit_draft(row.pk)
    if not asked:
        data = asdict(kept.answers) if kept else {"activities": drafted(figures, policy)}
    if asked and faults == ():
        if KEEP in request.POST:
            messages.success(request, _("The draft is kept. Nothing is filed yet."))
            return redirect("trials:exit", row.pk)
        faults = check_form(FIELDS, data)
        if not faults:
            return redirect("trials:exit-confirm", row.pk)
    context = {
        "card": queries.cards([row])[0],
        "form": Form(FIELDS, data, faults or ()),
        "others": _others(kept.answers, data) if faults is None and kept else (),
        "figures": lines(figures, policy),
        "looks_ahead": True,
        "owes": still_owed(row.pk, timezone.now()),
        "due": exit_due(row),
        "kept": kept,
        "whole": kept is not None and _is_whole(kept.answers),
    }
    status = 409 if faults is None else 422 if faults else 200
    return render(request, "trials/exit_form.html", context, status=status)


def _kept(request: Request, trial_id: UUID, data: dict[str, Any]) -> tuple[Fault, ...] | None:
    """What was typed is kept, whatever is still wanting: nothing, or what can't even be kept; None where somebody else
    wrote on meanwhile."""
    try:
        keep_exit_draft(trial_id, _answers(data), by=request.actor, at=timezone.now(), seen=request.POST.get(SEEN))
    except Refusal as refused:
        if refused.code == CHANGED:
            return None
        if not refused.faults:
            raise
        return refused.faults
    return ()


def _others(now: Answers, data: dict[str, Any]) -> list[tuple[Text, str]]:
    """What the draft says by now where it says something else than what was typed: the question, and its answer."""
    mine, theirs = asdict(_answers(data).trimmed()), asdict(now)
    differ = [one for one in FIELDS if theirs[one.name] != mine[one.name]]
    said = {True: _("yes"), False: _("no"), "": _("nothing")}
    return [(one.label, said.get(theirs[one.name], theirs[one.name])) for one in differ]


def _is_whole(answers: Answers) -> bool:
    try:
        check_answers(answers)
    except Refusal:
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, trial_id: UUID) -> HttpResponse:
    """The draft as it would be filed, for a last look; filed as it was looked at, or shown again."""
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, "exit", row)
    kept = exit_draft(trial_id)
    if kept is None or row.state not in OWING or not _is_whole(kept.answers):
        return redirect("trials:exit", trial_id)
    changed = request.method == "POST" and request.POST.get(LOOKED) != kept.sha256
    if request.method == "POST" and not changed:
        file_exit(trial_id, kept.answers, by=request.actor, at=timezone.now())
        messages.success(request, _("The exit report is filed. The trial has ended."))
        return redirect("trials:page", trial_id)
    context = {
        "card": queries.cards([row])[0],
        "kept": kept,
        "changed": changed,
        "figures": lines(exit_figures(trial_id), queries.policy_of(trial_id)),
        "looks_ahead": True,
        "owes": still_owed(trial_id, timezone.now()),
    }
    return render(request, "trials/exit_confirm.html", context, status=409 if changed else 200)


def _answers(data: dict[str, Any]) -> Answers:
    said = {name: str(data.get(name) or "") for name in ("activities", "results", "learnt", "recommendation")}
    return Answers(**said, may_publish=data.get("may_publish") is True)
