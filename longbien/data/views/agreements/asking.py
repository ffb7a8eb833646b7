"""The workbench: a question in SQL under an agreement, its answer as a table or a file."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.data.actions.agreements.ask import ask
from longbien.data.gateway.answer import Answer
from longbien.data.gateway.terms import LENGTH
from longbien.data.queries.agreements import AgreementView, agreement_view, asked_under, needed_agreement
from longbien.data.rules.agreement.compiled import view_name
from longbien.data.views.shown import said
from longbien.kernel.refusal import Refusal
from longbien.people.policy import check
from longbien.ui.requests import Request

SHOWN, PAST = 200, 10
REFUSED_OUTRIGHT = (403, 404)


@dataclass(frozen=True)
class Table:
    """The first rows of an answer, each value as it is read."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def workbench(request: Request, agreement_id: UUID) -> HttpResponse:
    found = needed_agreement(request.actor, agreement_id)
    check(request.actor, "query", found)
    view = agreement_view(found)
    statement = request.POST.get("statement", "")[: LENGTH + 1] if request.method == "POST" else _sample(view)
    context = {"view": view, "statement": statement, "name": view_name(view.code), "past": asked_under(found.pk)[:PAST]}
    if request.method != "POST":
        return render(request, "data/workbench.html", context)
    try:
        answer = ask(agreement_id, statement, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if refusal.status in REFUSED_OUTRIGHT:
            raise
        return render(request, "data/workbench.html", context | {"refusal": refusal}, status=refusal.status)
    if request.POST.get("as") in ("csv", "parquet"):
        return _file(answer, request.POST["as"], view)
    shown = Table(tuple(one.name for one in answer.schema), _first(answer))
    return render(request, "data/workbench.html", context | {"answer": answer, "table": shown})


def _sample(view: AgreementView) -> str:
    return f"SELECT * FROM {view_name(view.code)} LIMIT 10"  # noqa: S608


def _first(answer: Answer) -> tuple[tuple[str, ...], ...]:
    rows = (row for _, row in zip(range(SHOWN), answer.as_rows(), strict=False))
    return tuple(tuple(map(said, row)) for row in rows)


def _file(answer: Answer, kind: str, view: AgreementView) -> HttpResponse:
    content = answer.as_parquet() if kind == "parquet" else "\ufeff" + answer.as_csv()
    media = "application/vnd.apache.parquet" if kind == "parquet" else "text/csv; charset=utf-8"
    return HttpResponse(
        content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{view.code}.{kind}"'}
    )
