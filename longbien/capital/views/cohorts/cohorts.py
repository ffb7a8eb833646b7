"""Cohorts for everyone: the list, one, opening one, applying."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from longbien.capital.actions.cohorts.hold_cohort import Planned, hold_cohort
from longbien.capital.actions.cohorts.take_place import ask_place
from longbien.capital.policy import HUB
from longbien.capital.queries.cohorts import cohorts as queries
from longbien.capital.queries.orders.routes import routes_for
from longbien.capital.views.cohorts.asked import led, place_fields, plan_fields
from longbien.capital.views.funds.asked import answer, day_of
from longbien.kernel.refusal import not_allowed
from longbien.people.policy import can
from longbien.people.queries import today
from longbien.ui.requests import Request


@require_safe
def every(request: Request) -> HttpResponse:
    """For everyone."""
    may = can(request.actor, "hold-cohort", None, type=HUB)
    return render(
        request, "capital/cohorts/cohorts.html", {"cohorts": queries.cohorts(), "may_hold": may, "today": today()}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Open a call for applications."""
    if not can(request.actor, "hold-cohort", None, type=HUB):
        raise not_allowed()

    def send(data: dict[str, Any]) -> HttpResponse:
        day = UUID(data["demo_day"]) if data.get("demo_day") else None
        planned = Planned(
            data["title"], data["about"], day_of(data, "apply_by"), day_of(data, "begins_on"), day_of(data, "ends_on"),
            day,
        )  # fmt: skip
        made = hold_cohort(planned, by=request.actor, at=timezone.now())
        messages.success(request, _("The cohort is open: companies can apply now."))
        return redirect("cohorts:cohort", made)

    return answer(request, "capital/cohorts/form.html", plan_fields(), send, heading=_("Open a cohort"))


@require_safe
def one(request: Request, cohort_id: UUID) -> HttpResponse:
    """Who is in and who graduated, for everyone; the rest for those whom it concerns."""
    found = queries.cohort(cohort_id)
    is_open, members = found.apply_by >= today(), queries.members_of(found)
    context = {
        "cohort": found,
        "members": members,
        "places": queries.places_of(request.actor, found),
        "is_open": is_open,
        "may_apply": is_open and bool(led(request.actor)),
        "may_pilot": bool(members) and any(one.is_pilot for one in routes_for(request.actor)),
    }
    return render(request, "capital/cohorts/cohort.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: Request, cohort_id: UUID) -> HttpResponse:
    """A company's lead asks for a place."""
    found, own = queries.cohort(cohort_id), led(request.actor)
    if not own:
        raise not_allowed()

    def send(data: dict[str, Any]) -> HttpResponse:
        made = ask_place(found.pk, UUID(data["company"]), data["about"], by=request.actor, at=timezone.now())
        messages.success(request, _("Your application is in. You are told here what is decided."))
        return redirect("cohorts:place", made)

    begun = {"company": str(own[0].id)}
    context = {"heading": _("Apply for a place"), "cohort": found}
    return answer(request, "capital/cohorts/form.html", place_fields(own), send, begun=begun, **context)
