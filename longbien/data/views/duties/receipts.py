"""A receipt of what was deleted, for everyone: it names nobody."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.data.queries.duties.receipts import receipt
from longbien.data.rules.duties.statute import Span
from longbien.kernel.refusal import not_found
from longbien.ui.requests import Request


@require_safe
def page(request: Request, receipt_id: UUID) -> HttpResponse:
    found = receipt(receipt_id)
    if found is None:
        raise not_found()
    copies = found.report.get("copies_expire", "")
    context = {"receipt": found, "copies": Span.parse(copies).words if copies else None}
    return render(request, "data/duties/receipt.html", context)
