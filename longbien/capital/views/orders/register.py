"""The public register of orders and grants: the list, the same as data, the routes, one's own."""

import csv
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from longbien.capital.queries.orders import open_data
from longbien.capital.queries.orders.orders import (
    needed_order,
    order_view,
    order_views,
    own_orders,
)
from longbien.capital.queries.orders.routes import route as route_of
from longbien.capital.queries.orders.routes import routes, routes_for
from longbien.capital.rules.orders.routes import KINDS, PILOT
from longbien.kernel.refusal import not_found
from longbien.people.queries import today
from longbien.procedures.rules.deadlines import in_words, parse_span
from longbien.ui.formats import cell
from longbien.ui.requests import Request

PER_PAGE = 30
PLAIN = {"ensure_ascii": False}


@require_safe
def register(request: Request) -> HttpResponse:
    """What was ordered, from whom, for how much, and how much of it was proven and paid."""
    chosen = request.GET.get("kind", "")
    kinds = {code: name for code, name in KINDS.items() if code != PILOT}
    chosen = chosen if chosen in kinds else ""
    found = open_data.public_views(kind=chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "orders": page.object_list,
        "sums": open_data.sums(found),
        "has_contracts": any(one.kind != "grant" for one in found),
        "kinds": [(code, name, code == chosen) for code, name in kinds.items()],
        "chosen": chosen,
        "routes": routes(),
        "may_order": bool(routes_for(request.actor)),
        "now": timezone.now(),
    }
    return render(request, "capital/orders/register.html", context)


@require_safe
def register_json(request: Request) -> JsonResponse:
    """Every signed order with its parts."""
    found = [open_data.as_data(one) for one in open_data.public_views()]
    return JsonResponse({"orders": found}, json_dumps_params=PLAIN)


@require_safe
def register_csv(request: Request) -> HttpResponse:
    """The same, an order a line; amounts in minor units."""
    reply = HttpResponse(content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = 'attachment; filename="orders.csv"'
    reply.write("\ufeff")  # tells a spreadsheet that this is UTF-8
    lines = csv.writer(reply)
    lines.writerow(map(cell, open_data.COLUMNS))
    for one in open_data.public_views():
        lines.writerow(map(cell, open_data.as_row(one)))
    return reply


@require_safe
def records(request: Request) -> JsonResponse:
    """The record package of the Open Contracting Data Standard; grants are no contracting. 404 while there is no order:
    the standard has no package without a record."""
    if not open_data.contracts():
        raise not_found()
    return JsonResponse(open_data.record_package(request.build_absolute_uri), json_dumps_params=PLAIN)


@require_safe
def release(request: Request, order_id: UUID) -> JsonResponse:
    """The release package of one order."""
    view = order_view(needed_order(request.actor, order_id))
    if view.signed_at is None or view.kind in ("grant", PILOT):
        raise not_found()
    return JsonResponse(open_data.release_package(view, request.build_absolute_uri), json_dumps_params=PLAIN)


@require_safe
def route(request: Request, code: str) -> HttpResponse:
    """One route: the law it cites, what it says, what is open."""
    found = route_of(code)
    spans = {
        name: in_words(parse_span(getattr(found, name))) for name in ("accept_within", "pay_within", "decide_within")
    }
    return render(request, "capital/orders/route.html", {"route": found, **spans})


@login_required
@require_safe
@never_cache
def mine(request: Request) -> HttpResponse:
    """What one's own organisations ordered or deliver, drafts included."""
    context = {
        "orders": order_views(own_orders(request.actor)[:100]),
        "may_order": bool(routes_for(request.actor)),
        "today": today(),
        "now": timezone.now(),
    }
    return render(request, "capital/orders/mine.html", context)
