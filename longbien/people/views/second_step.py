"""The second step of sign-in, and showing once more who one is."""

from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from longbien.people.accounts.assurance import DEMO, assurance, note
from longbien.people.models import Person
from longbien.people.queries import actor_for, needs_second_factor
from longbien.people.views.back import way_back
from longbien.ui.requests import Request


@login_required
@require_safe
@never_cache
def second_step(request: Request) -> HttpResponse:
    """Why a second step is needed, and the two ways to set it up; whoever has set one up shows it."""
    needed = needs_second_factor(actor_for(request.user.pk))
    if assurance(request).second_factor or not needed:
        return redirect("mfa_index")
    flow = next((one for one in get_reauthentication_flows(request.user) if one["id"] == "mfa_reauthenticate"), None)
    if flow is not None:
        return redirect(f"{_page_of(flow)}?{urlencode({'next': reverse('people:me')})}")
    return render(request, "people/second_step.html", {})


def _page_of(flow: Mapping[str, Any]) -> str:
    """Where a second step that was set up is shown."""
    return reverse("mfa_reauthenticate" if "totp" in flow["types"] else "mfa_reauthenticate_webauthn")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: Request) -> HttpResponse:
    """Show once more who one is, then back to `next`: by password or second factor, else by signing in anew."""
    back = way_back(request, reverse("people:me"))
    ways = {flow["id"]: flow for flow in get_reauthentication_flows(request.user)}
    query = urlencode({"next": back})
    if "reauthenticate" in ways:
        return redirect(f"{reverse('account_reauthenticate')}?{query}")
    if "mfa_reauthenticate" in ways:
        return redirect(f"{_page_of(ways['mfa_reauthenticate'])}?{query}")
    is_demo = DEMO in assurance(request).methods
    if request.method == "POST" and is_demo and isinstance(request.user, Person):
        note(request, request.user, DEMO, reauthenticated=True)
        return redirect(back)
    return render(request, "people/confirm.html", {"next": back, "is_demo": is_demo})
