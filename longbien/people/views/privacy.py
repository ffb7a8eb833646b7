"""My data: what I agreed to, a copy of everything, and erasure."""

import tempfile

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.kernel.ids import to_slug
from longbien.people import queries
from longbien.people.accounts.assurance import assurance, freshly
from longbien.people.actions.give_consent import give_consent
from longbien.people.actions.privacy.erase_person import IN_OFFICE, ask_erasure, cancel_erasure
from longbien.people.actions.withdraw_consent import withdraw_consent
from longbien.people.queries.packing import pack
from longbien.people.registry import holders
from longbien.people.rules.privacy import deadlines
from longbien.ui.language import reader_language, readers_zone
from longbien.ui.requests import Request

IN_MEMORY = 5_000_000
GOING = "people.erasure"  # in the session: when someone said that they want to be erased


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
    """What would be erased and what stays, room by room, and what becomes of one's organisations; then, once one has
    shown anew who one is, ask to be erased."""
    person_id = request.actor.person_id
    if request.method == "POST" and "sure" in request.POST:
        if not _shown_for_this(request):
            request.session[GOING] = timezone.now().timestamp()
            return redirect(f"{reverse('people:confirm')}?{urlencode({'next': reverse('people:erase')})}")
        ask_erasure(by=request.actor, at=timezone.now())
        del request.session[GOING]
        messages.success(request, _("Your request is noted. A letter tells you how to stop it."))
        return redirect("people:privacy")
    left, in_office = queries.left_by(person_id), bool(request.actor.roles or request.actor.bodies)
    context = {
        "rooms": holders(),
        "due": deadlines(settings.HUB.data.get("privacy", {}), settings.HUB.calendar, timezone.now()),
        "left": left,
        "office": IN_OFFICE if in_office else None,
        "is_bound": in_office or any(one.must_be_handed_over for one in left),
        "is_shown": _shown_for_this(request),
    }
    return render(request, "people/erase.html", context)


@login_required
@require_POST
def stay(request: Request) -> HttpResponse:
    """Take the request back; whoever is signed in may, without showing anything more. Pressed twice, it is so still."""
    if queries.erasure_of(request.actor.person_id):
        cancel_erasure(by=request.actor, at=timezone.now())
    messages.success(request, _("You stay. Nothing was erased."))
    return redirect("people:privacy")


def _shown_for_this(request: Request) -> bool:
    """Whether someone showed who they are after they said that they want to be erased, and lately."""
    going, shown = request.session.get(GOING), assurance(request).at
    return going is not None and shown is not None and shown.timestamp() >= going and freshly(request)
