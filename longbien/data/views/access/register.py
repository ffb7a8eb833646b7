"""The public register of agreements as a table to take away."""

import csv

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from longbien.data.queries.agreements import AgreementView, agreement_view, every_agreement
from longbien.ui.formats import cell
from longbien.ui.language import say
from longbien.ui.requests import Request

MOST = 10_000
COLUMNS = (
    "data_set", "publisher", "recipient", "purpose", "columns", "conditions", "proposed", "until", "status", "ended",
    "why_ended", "digest",
)  # fmt: skip


@require_safe
def as_csv(request: Request) -> HttpResponse:
    """An agreement a line; conditions by their number alone, for their values may name somebody."""
    reply = HttpResponse(content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = 'attachment; filename="agreements.csv"'
    reply.write("\ufeff")  # tells a spreadsheet that this is UTF-8
    lines = csv.writer(reply)
    lines.writerow(map(cell, COLUMNS))
    for row in every_agreement()[:MOST]:
        lines.writerow(map(cell, _line(agreement_view(row))))
    return reply


def _line(view: AgreementView) -> tuple[object, ...]:
    ended = view.ended
    return (
        view.code,
        say(view.contract.publisher),
        view.recipient,
        view.terms.purpose,
        "; ".join(f"{one.column}: {one.mask.kind}" for one in view.terms.columns),
        len(view.terms.rows),
        view.proposed_at.date().isoformat(),
        view.terms.until.isoformat(),
        view.state,
        ended.at.date().isoformat() if ended else "",
        ended.reason if ended else "",
        view.digest,
    )
