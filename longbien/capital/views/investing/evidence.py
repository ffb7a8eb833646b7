"""The documents behind decisions, as downloads: what they hold came from outside."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from longbien.capital.queries.investing.decisions import needed
from longbien.kernel.refusal import not_found
from longbien.record.queries import document, open_document
from longbien.ui.requests import Request


@require_safe
def of_investment(request: Request, investment_id: UUID) -> HttpResponseBase:
    return sent(needed(request.actor, "investment", investment_id))


@require_safe
def of_valuation(request: Request, valuation_id: UUID) -> HttpResponseBase:
    return sent(needed(request.actor, "valuation", valuation_id))


@require_safe
def of_proceeds(request: Request, proceeds_id: UUID) -> HttpResponseBase:
    return sent(needed(request.actor, "proceeds", proceeds_id))


def sent(row: Any) -> HttpResponseBase:
    """The document of a row whose policy was asked. Refusal 404 where it has none."""
    kept = document(row.evidence) if row.evidence else None
    content = open_document(kept.id) if kept else None
    if kept is None or content is None:
        raise not_found()
    return FileResponse(content, as_attachment=True, filename=kept.name, content_type=kept.media_type)
