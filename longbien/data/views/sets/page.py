"""A data set's page: what it is, its columns, its first rows, its editions, how to take and to cite it."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from longbien.data.models import Agreement, DataSet
from longbien.data.queries.duties.meter import weighing_of_set
from longbien.data.queries.duties.receipts import gone_editions
from longbien.data.queries.sets import SetCard, card, editions, rows_of, set_apart
from longbien.data.rules.contract.themes import THEMES
from longbien.data.rules.contract.vocabulary import ACCESS, CLASS, FREQUENCIES, KIND, LICENCES
from longbien.data.views.sets.downloads import FORMATS
from longbien.data.views.shown import said
from longbien.kernel.refusal import not_found
from longbien.people.policy import can
from longbien.ui.requests import Request

PREVIEW = 10


@require_safe
def page(request: Request, code: str) -> HttpResponse:
    found = card(code)
    if found is None:
        raise not_found()
    contract = found.contract
    context = {
        "card": found,
        "contract": contract,
        "theme": THEMES[contract.theme],
        "access": ACCESS[contract.access][0],
        "every": FREQUENCIES.get(contract.every),
        "licence": LICENCES.get(contract.licence, contract.licence),
        "columns": [(one, KIND[one.kind], CLASS[one.classified], one.is_personal) for one in contract.columns],
        "preview": _preview(found) if contract.access == "open" else [],
        "formats": [(name, reverse("data:download", args=[code, name])) for name in FORMATS],
        "editions": editions(found.id),
        "apart": set_apart(found.id)[:5],
        "address": request.build_absolute_uri(reverse("data:set", args=[code])),
        "gone": gone_editions(found.id),
        "weight": weighing_of_set(found.id),
        "may_agree": can(request.actor, "propose", Agreement()),
    }
    return render(request, "data/set.html", context)


def _preview(found: SetCard) -> list[list[str]]:
    table = rows_of(found)
    if table is None:
        return []
    return [[said(value) for value in row.values()] for row in table.slice(0, PREVIEW).to_pylist()]


@require_safe
def contract(request: Request, code: str) -> JsonResponse:
    """The contract as JSON: Open Data Contract Standard 3.1."""
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise not_found()
    return JsonResponse(found.contract, json_dumps_params={"ensure_ascii": False, "indent": 1})
