"""The workbench under an agreement."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.data.actions.agreements.ask import ask
from longbien.data.models import Agreement
from longbien.data.queries.agreements import agreement_view, asked_under, needed_agreement
from longbien.data.rules.agreement.compiled import view_name
from longbien.data.rules.agreement.noted import masks, notes
from longbien.data.views.workbench.bench import PAST, Bench, answered, begun
from longbien.people.policy import check
from longbien.ui.requests import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def workbench(request: Request, agreement_id: UUID) -> HttpResponse:
    """Counts with noise are asked for on their cube's page; what is not in force can't be asked for."""
    found = needed_agreement(request.actor, agreement_id)
    check(request.actor, "query", found)
    view = agreement_view(found)
    if view.terms.is_noisy:
        return redirect("data:cube", found.pk)
    bench = bench_under(request, found)
    if request.method == "POST":
        return answered(request, bench, request.POST.dict(), {})
    if view.state != "in-force":
        return redirect("data:agreement", found.pk)
    return begun(request, bench, request.GET.get("statement", f"SELECT * FROM {bench.name} LIMIT 10"))  # noqa: S608


def bench_under(request: Request, found: Agreement) -> Bench:
    """The bench of an agreement that its reader may ask under."""
    view = agreement_view(found)
    shown = view.terms.columns
    return Bench(
        code=view.code,
        title=view.contract.title,
        data_set_id=found.data_set_id,
        agreement_id=found.pk,
        name=view_name(view.code),
        columns=tuple((name, title) for title, name, _, _ in view.columns),
        masks=masks(shown),
        notes=notes(shown),
        address=reverse("data:ask", args=[found.pk]),
        ask=lambda statement: ask(found.pk, statement, by=request.actor, at=timezone.now()),
        past=asked_under(found.pk)[:PAST],
    )
