"""My data: what I agreed to, a copy of everything, and erasure."""

import tempfile

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.kernel.ids import to_slug
from longbien.people import queries
from longbien.people.actions.give_consent import give_consent
from longbien.people.actions.privacy.erase_person import ask_erasure, cancel_erasure
from longbien.people.actions.withdraw_consent import withdraw_consent
from longbien.people.queries.packing import pack
from longbien.people.registry import holders
from longbien.people.rules.privacy import deadlines
from longbien.ui.language import reader_language, readers_zone
from longbien.ui.requests import Request

IN_MEMORY = 5_000_000


@login_required
@require_safe
def privacy(request: Request) -> HttpResponse:
    """Consents, the copy, the erasure, with the law behind them."""
    said = settings.HUB.data.get("privacy", {})
    context = {
        "purposes": queries.asked_of(request.actor.person_id),
        "erasure": queries.erasure_of(request.actor.person_id),
        "sources": settings.HUB.cite(said.get("source", ()), reader_language()),
    }
    return render(request, "people/privacy.html", context)


@login_required
@require_POST
def consent(request: Request) -> HttpResponse:
    """Agree to one purpose, or take it back."""
    purpose, version = request.POST.get("purpose", ""), request.POST.get("version", "")
    if request.POST.get("set") == "give":
        number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        give_consent(purpose=purpose, version=number, how="page", by=request.actor, at=timezone.now())
        messages.success(request, _("You agreed. You can take it back here at any time."))
    else:
        withdraw_consent(purpose=purpose, by=request.actor, at=timezone.now())
        messages.success(request, _("You took it back."))
    return redirect("people:privacy")


@login_required
@require_safe
@never_cache
def export(request: Request) -> FileResponse:
    """Everything that every room holds of me, as one ZIP: a JSON file a room, and my documents."""
    person_id = request.actor.person_id
    packed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    pack(packed, person_id, zone=readers_zone(), at=timezone.now())
    packed.seek(0)
    name = f"longbien-{to_slug(person_id)}.zip"
    return FileResponse(packed, as_attachment=True, filename=name, content_type="application/zip")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def erase(request: Request) -> HttpResponse:
    """What would be erased and what stays, room by room; then ask to be erased, or stay.

    Both only for whoever showed lately who they are (`middleware.SENSITIVE`)."""
    said = request.POST.get("set")
    if said == "stay":
        cancel_erasure(by=request.actor, at=timezone.now())
        messages.success(request, _("You stay. Nothing was erased."))
    elif said == "erase" and "sure" in request.POST:
        ask_erasure(by=request.actor, at=timezone.now())
        messages.success(request, _("Your request is noted."))
    else:
        due = deadlines(settings.HUB.data.get("privacy", {}), settings.HUB.calendar, timezone.now())
        return render(request, "people/erase.html", {"rooms": holders(), "due": due})
    return redirect("people:privacy")
