"""The desk of data duties: what is held of persons, what they asked, what went wrong, what was deleted; open to all."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.data.models import Agreement
from longbien.data.policy import BREACH, DUTIES
from longbien.data.queries.duties.breaches import breaches
from longbien.data.queries.duties.dossiers import DossierView, dossiers
from longbien.data.queries.duties.meter import weighings
from longbien.data.queries.duties.receipts import consent_counts, receipt_view, receipts
from longbien.data.queries.duties.register import register
from longbien.data.queries.duties.requests import requests
from longbien.data.queries.duties.statutes import statutes
from longbien.data.queries.sets import contract_of
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.queries import organisation
from longbien.ui.requests import Request

NEWEST = 10
STANDINGS = {
    "running": (Text.of(vi="đang chạy", en="running"), "info"),
    "late": (Text.of(vi="trễ hạn", en="late"), "bad"),
    "kept": (Text.of(vi="đúng hạn", en="in time"), "ok"),
    "kept-late": (Text.of(vi="đã làm, nhưng trễ", en="done, but late"), "warn"),
}


@require_safe
def overview(request: Request) -> HttpResponse:
    """Everyone reads how the clocks stand; what was written stands on pages for stewards."""
    asked, broken, weighed = requests(), breaches(), weighings()
    actor = request.actor
    context = {
        "register": register(),
        "weighings": weighed,
        "waits": sum(one.waits for one in weighed),
        "requests": [(one, STANDINGS[one.answered], STANDINGS[one.done]) for one in asked[:NEWEST]],
        "open_requests": sum(one.is_open for one in asked),
        "late_requests": sum(one.is_open and "late" in (one.answered, one.done) for one in asked),
        "breaches": [(one, STANDINGS[one.clock]) for one in broken[:NEWEST]],
        "open_breaches": sum(one.is_open for one in broken),
        "late_breaches": sum(one.owes and one.clock == "late" for one in broken),
        "dossiers": _dossiers(request),
        "receipts": [receipt_view(one) for one in receipts()[:NEWEST]],
        "n_receipts": receipts().count(),
        "consents": consent_counts(),
        "statutes": statutes(),
        "unverified": next((one.as_of for one in statutes() if not one.is_verified), ""),
        "may_keep": can(actor, "keep", None, type=DUTIES),
        "may_read": can(actor, "read", None, type=DUTIES),
        "may_record": can(actor, "record", None, type=BREACH),
    }
    return render(request, "data/duties/overview.html", context)


def _dossiers(request: Request) -> list[tuple[Agreement, Text, str, DossierView]]:
    """Those that agreements need which the reader may see: the agreement, its set and recipient, each dossier."""
    found = []
    for row in Agreement.objects.filter(revocation=None).select_related("data_set").order_by("-proposed_at")[:50]:
        if can(request.actor, "view", row):
            party = organisation(row.organisation_id)
            named = party.name if party else ""
            found += [(row, contract_of(row.data_set).title, named, one) for one in dossiers(row)]
    return found
