"""The journal, one entry with its chain and its evidence, and the whole as a file of Beancount."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.ledger import models, queries
from longbien.ledger.policy import BOOK
from longbien.ledger.queries import browsing, exporting
from longbien.ledger.views.shown import PHASES, account_names, amount, called, kind, totals
from longbien.people.policy import check
from longbien.record.queries import entry_url
from longbien.ui.requests import Request

PER_PAGE = 30


@login_required
@require_safe
def journal(request: Request) -> HttpResponse:
    """Every entry, newest first."""
    check(request.actor, "read", None, type=BOOK)
    rows = models.Entry.objects.order_by("-number").values_list("pk", flat=True)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    found = browsing.entry_views(page.object_list)
    shown = [(one, kind(one.posting.kind), totals(one), *PHASES[one.posting.phase]) for one in found]
    return render(request, "ledger/journal.html", {"page": page, "rows": shown})


@login_required
@require_safe
def entry(request: Request, entry_id: UUID) -> HttpResponse:
    """One entry: what it moved, where it stands in the chain, what proves it."""
    check(request.actor, "view", get_object_or_404(models.Entry, pk=entry_id))
    found = browsing.entry_view(entry_id)
    if found is None:
        raise not_found()
    neighbours = browsing.beside(found.number)
    state, tone = PHASES[found.posting.phase]
    called_so = account_names(side.code for one in found.moved for side in (one.debit, one.credit))
    context: dict[str, Any] = {
        "entry": found,
        "state": state,
        "tone": tone,
        "rows": [
            (
                one,
                called_so[one.debit.code],
                called_so[one.credit.code],
                amount(one.leg.amount, one.debit.unit, one.debit.scale),
            )
            for one in found.moved
        ],
        "kind": kind(found.posting.kind),
        "event": called(found.posting.event),
        "record_url": entry_url(queries.posted(entry_id).record_id),
        "before": neighbours.get(found.number - 1),
        "after": neighbours.get(found.number + 1),
    }
    return render(request, "ledger/entry.html", context)


@login_required
@require_safe
def beancount(request: Request) -> StreamingHttpResponse:
    """The whole ledger as a file of Beancount."""
    check(request.actor, "read", None, type=BOOK)
    lines = (f"{line}\n" for line in exporting.beancount())
    headers = {"Content-Disposition": 'attachment; filename="books.beancount"'}
    return StreamingHttpResponse(lines, content_type="text/plain; charset=utf-8", headers=headers)
