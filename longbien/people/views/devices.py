"""My devices: where I am signed in, and signing out there."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.people.actions.accounts.end_sessions import end_session, end_sessions
from longbien.people.queries import devices_of
from longbien.ui.requests import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: Request) -> HttpResponse:
    """The list; posted, it ends one session, all others, or all."""
    if request.method == "POST":
        return _end(request)
    cards = devices_of(request.actor.person_id, request.session.session_key)
    return render(request, "people/devices.html", {"devices": cards, "others": sum(not one.is_this for one in cards)})


def _end(request: Request) -> HttpResponse:
    which, at = request.POST.get("end", ""), timezone.now()
    mine = request.session.session_key or ""
    if which in ("others", "all"):
        end_sessions(keep=mine if which == "others" else "", by=request.actor, at=at)
        ended_mine = which == "all"
    else:
        number = int(which) if which.isascii() and which.isdigit() and len(which) < 18 else -1
        ended_mine = end_session(number=number, by=request.actor, at=at) == mine
    if ended_mine:
        logout(request)
        return redirect("home")
    messages.success(request, _("Signed out there."))
    return redirect("people:devices")
