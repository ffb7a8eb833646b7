"""The last look before a problem is published, and what can be done to it afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.problems import queries
from longbien.problems.actions.close import close as close_problem
from longbien.problems.actions.discard import discard as discard_draft
from longbien.problems.actions.publish import publish as publish_problem
from longbien.problems.views.questions import todo_of
from longbien.problems.views.shown import Named
from longbien.problems.views.write import faults_of, seq_of
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.language import reader_language
from longbien.ui.requests import Request

WHY_CHANGED = Field(
    "reason", "longtext", Text.of(vi="Vì sao thay đổi", en="Why it changes"),
    Text.of(vi="Lý do này được công bố cùng bản mới.", en="The reason is published with the new version."),
    required=True, maximum=1000,
)  # fmt: skip
WHY_CLOSED = Field(
    "reason", "longtext", Text.of(vi="Vì sao đóng", en="Why it closes"),
    Text.of(vi="Lý do này được công bố.", en="The reason is published."),
    required=True, maximum=1000,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, problem_id: UUID) -> HttpResponse:
    """Show the whole draft with what is still missing; POST publishes it."""
    draft, words = queries.draft(request.actor, problem_id), queries.vocabulary()
    fields = (WHY_CHANGED,) if draft.number else ()
    answers, refusal = read(fields, request.POST, request.FILES), None
    if request.method == "POST":
        reason = answers.get("reason", "")
        try:
            publish_problem(draft.id, seq=seq_of(request), reason=reason, by=request.actor, at=timezone.now())
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("The problem is published."))
            return redirect("problems:page", problem_id)
    todo = [todo_of(fault, words) for fault in queries.faults(draft)]
    context = {
        "step": "review",
        "draft": draft,
        "named": Named(draft, words),
        "others": others(draft, words.languages),
        "todo": todo,
        "needs": queries.shown_needs(draft.needs),
        "form": Form(fields, answers, faults_of(refusal) if refusal and not todo else ()),
    }
    return render(request, "problems/write_review.html", context, status=refusal.status if refusal else 200)


def others(draft: queries.Draft, languages: tuple[str, ...]) -> list[dict[str, Any]]:
    """What is said in the languages that the reader is not reading."""
    statement = draft.statement
    named = [row["name"] for row in statement["kpis"]] + [row["source"] for row in statement["sources"]]
    return [
        {
            "code": code,
            **{key: statement[key].get(code, "") for key in ("title", "summary", "outputs")},
            "rows": [words[code] for words in named if words.get(code)],
        }
        for code in languages
        if code != reader_language()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, problem_id: UUID) -> HttpResponse:
    """Ask for the reason, then close."""
    draft = queries.draft(request.actor, problem_id)
    answers, refusal = read((WHY_CLOSED,), request.POST, request.FILES), None
    if request.method == "POST":
        try:
            close_problem(problem_id, reason=answers.get("reason", ""), by=request.actor, at=timezone.now())
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("The problem is closed."))
            return redirect("problems:page", problem_id)
    form = Form((WHY_CLOSED,), answers, faults_of(refusal) if refusal else ())
    context = {"draft": draft, "form": form}
    return render(request, "problems/close.html", context, status=refusal.status if refusal else 200)


@require_POST
def discard(request: Request, problem_id: UUID) -> HttpResponse:
    """Give up the draft of a next version."""
    discard_draft(problem_id, seq=seq_of(request), by=request.actor, at=timezone.now())
    messages.success(request, _("The draft is discarded; the published version stands."))
    return redirect("problems:page", problem_id)
