"""Prepare an order, a grant or a pilot: first the problem and the route, then everything else."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.orders.prepare_order import Wanted, prepare_order
from longbien.capital.queries.adoption.sources import Source, sources
from longbien.capital.queries.orders.routes import companies_led, routes_for
from longbien.capital.queries.orders.routes import route as route_of
from longbien.capital.rules.orders.routes import Route
from longbien.capital.views.orders.questions import (
    TITLE,
    about_field,
    asked_parts,
    buyer_field,
    parts_field,
    source_field,
    supplier_field,
)
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.queries import organisation_named
from longbien.problems.queries import Filters, ProblemView, cards, catalogue, departments, problem
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read, rearranged
from longbien.ui.requests import Request

MOST = 200
NO_KPI = Text.of(
    vi="Bài toán này chưa công bố KPI nào: chưa thể trả theo kết quả.",
    en="This problem has published no KPI yet: nothing can be paid by results.",
)
ORDER_WORDS = (
    Text.of(vi="Bên đặt hàng", en="Who orders"),
    Text.of(vi="Bên nhận", en="Supplier"),
    Text.of(vi="Đặt hàng gì", en="What is ordered"),
)
GRANT_WORDS = (
    Text.of(vi="Bên tài trợ", en="Who gives the grant"),
    Text.of(vi="Bên nhận tài trợ", en="Grantee"),
    Text.of(vi="Tài trợ cho việc gì", en="What it is given for"),
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Which problem, by which route."""
    known = routes_for(request.actor)
    if not known:
        raise not_found()
    fields = (_problem_field(request.actor), _route_field(known))
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else _begun(request, known)
    faults = check(fields, data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        chosen = UUID(data["problem"])
        if problem(request.actor, chosen).kpis:
            return redirect("orders:prepare", data["route"], chosen)
        faults = (Fault("problem", NO_KPI),)
    context = {"form": Form(fields, data, faults), "routes": known, "problem": _chosen(request)}
    context["only_pilot"] = all(one.is_pilot for one in known)
    return render(request, "capital/orders/new.html", context, status=422 if faults else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: Request, route: str, problem_id: UUID) -> HttpResponse:
    """Who, from whom, and a row for each part. Nothing is reserved before it is signed."""
    chosen, stated = route_of(route), problem(request.actor, problem_id)
    if chosen.kind == "adoption":
        raise not_found()
    if chosen not in routes_for(request.actor):
        raise not_found()
    fields = _fields(request.actor, chosen, stated)
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else {}
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        if (changed := rearranged(fields, request.POST, data)) is not None:
            return _page(request, chosen, stated, Form(fields, changed))
        faults = check(fields, data)
        if not faults:
            try:
                made = prepare_order(_wanted(request.actor, chosen, stated, data), by=request.actor, at=timezone.now())
                messages.success(request, _("Prepared. The other side reads it and agrees next."))
                return redirect("orders:order", made)
            except Refusal as refusal:
                if not refusal.faults:
                    raise
                faults = refusal.faults
    return _page(request, chosen, stated, Form(fields, data, faults))


def _page(request: Request, route: Route, stated: ProblemView, form: Form) -> HttpResponse:
    context = {"route": route, "problem": stated, "form": form}
    return render(request, "capital/orders/prepare.html", context, status=422 if form.faults else 200)


def _begun(request: Request, known: tuple[Route, ...]) -> dict[str, Any]:
    """What the link that led here has chosen already, and the route where there is but one."""
    only = {"route": known[0].code} if len(known) == 1 else {}
    return {"problem": request.GET.get("problem", "").replace("\0", ""), **only}


def _chosen(request: Request) -> ProblemView | None:
    """The problem that the link named, if it can be ordered for: then every route is one step away."""
    try:
        found = problem(request.actor, UUID(request.GET.get("problem", "")))
    except (ValueError, Refusal):
        return None
    return found if found.kpis else None


def _problem_field(actor: Actor) -> Field:
    choices = tuple(Choice(str(card.id), card.title) for card in cards(catalogue(actor, Filters())[:MOST]))
    hint = Text.of(vi="Bài toán đã công bố, có KPI.", en="A published problem that has a KPI.")
    return Field("problem", "choice", Text.of(vi="Bài toán", en="Problem"), hint, required=True, choices=choices)


def _route_field(known: Iterable[Route]) -> Field:
    choices = tuple(Choice(one.code, one.title) for one in known)
    return Field("route", "choice", Text.of(vi="Tuyến", en="Route"), required=True, choices=choices)


def _fields(actor: Actor, route: Route, stated: ProblemView) -> tuple[Field, ...]:
    if route.is_pilot:
        return _pilot_fields(actor, stated)
    buyer, supplier, about = GRANT_WORDS if route.kind == "grant" else ORDER_WORDS
    return (
        buyer_field(departments(actor), buyer),
        supplier_field(supplier),
        TITLE,
        about_field(about),
        parts_field(stated.kpis, by_dossier=route.by_dossier),
    )


def _pilot_fields(actor: Actor, stated: ProblemView) -> tuple[Field, ...]:
    buyer, _supplier, about = ORDER_WORDS
    return (
        buyer_field(companies_led(actor), buyer),
        source_field(sources(actor)),
        TITLE,
        about_field(about),
        parts_field(stated.kpis, by_dossier=True),
    )


def _wanted(actor: Actor, route: Route, stated: ProblemView, data: dict[str, Any]) -> Wanted:
    found = _source(actor, data["source"]) if route.is_pilot else None
    return Wanted(
        route=route.code,
        problem_id=stated.id,
        buyer_id=UUID(data["buyer"]),
        supplier_id=found.supplier_id if found else organisation_named(data["supplier"], where="supplier"),
        title=data["title"],
        about=data["about"],
        parts=asked_parts(data),
        solution_id=found.solution_id if found else None,
        place_id=found.place_id if found else None,
    )


def _source(actor: Actor, key: str) -> Source:
    return next(one for one in sources(actor) if one.key == key)
