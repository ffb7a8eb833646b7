"""My page: who I am here, what waits for me, where I belong."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people import queries
from longbien.people.actions.edit_person import detail_person, rename_person
from longbien.people.actions.invite_member import accept_invitation, end_invitation
from longbien.people.actions.set_expertise import expertise_names, set_expertise
from longbien.people.registry import waiting_for
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

CONTINENTS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
ZONE_HINT = Text.of(
    vi="Giờ trên các trang được đổi theo múi giờ này; ngày theo luật vẫn theo giờ của trung tâm.",
    en="Times on the pages are shown in it; days of law stay in the hub's own time.",
)


@login_required
@require_safe
def me(request: Request) -> HttpResponse:
    """What waits for me, my invitations, organisations, roles and seats."""
    actor = request.actor
    known = queries.expertise_of(actor.person_id)
    context = {
        "waiting": waiting_for(actor),
        "now": datetime.now(UTC),
        "invitations": queries.invitations_for(actor),
        "organisations": queries.organisations_of(actor),
        "roles": queries.role_names(actor.roles),
        "bodies": [card for card in queries.bodies() if card.code in actor.bodies],
        "expertise": [name for tag, name in expertise_names().items() if tag in known],
    }
    return render(request, "people/me.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request) -> HttpResponse:
    """My name and what I know."""
    actor = request.actor
    fields = _fields()
    if request.method != "POST":
        known = sorted(queries.expertise_of(actor.person_id))
        own = queries.details_of(actor.person_id)
        stated = {"name": actor.name, "expertise": known, "timezone": own.timezone, "address": own.address}
        return _form(request, Form(fields, stated))
    data: dict[str, Any] = read(fields, request.POST, request.FILES)
    if faults := check(fields, data):
        return _form(request, Form(fields, data, faults), status=422)
    at = datetime.now(UTC)
    try:
        rename_person(person_id=actor.person_id, name=data["name"], by=actor, at=at)
        detail_person(
            person_id=actor.person_id, timezone=data.get("timezone") or "", address=data.get("address") or "",
            by=actor, at=at,
        )  # fmt: skip
        set_expertise(person_id=actor.person_id, tags=tuple(data["expertise"]), by=actor, at=at)
    except Refusal as refusal:
        return _form(request, Form(fields, data, refusal.faults), status=refusal.status)
    messages.success(request, _("Saved."))
    return redirect("people:me")


@login_required
@require_POST
def answer(request: Request) -> HttpResponse:
    """Accept or decline an invitation."""
    try:
        invitation_id = from_slug(request.POST.get("invitation", ""))
    except ValueError as error:
        raise not_found() from error
    if request.POST.get("answer") == "accept":
        joined = accept_invitation(invitation_id=invitation_id, by=request.actor, at=datetime.now(UTC))
        return redirect("people:organisation", joined)
    end_invitation(invitation_id=invitation_id, by=request.actor, at=datetime.now(UTC))
    messages.success(request, _("The invitation is declined."))
    return redirect("people:me")


def _fields() -> tuple[Field, ...]:
    choices = tuple(Choice(tag, name) for tag, name in expertise_names().items())
    return (
        Field("name", "text", Text.of(vi="Tên", en="Name"), required=True, maximum=120),
        Field("timezone", "choice", Text.of(vi="Múi giờ", en="Time zone"), ZONE_HINT, choices=_zones()),
        Field("address", "text", Text.of(vi="Địa chỉ", en="Address"), maximum=300),
        Field("expertise", "choices", Text.of(vi="Lĩnh vực bạn thạo", en="What you know well"), choices=choices),
    )


@lru_cache
def _zones() -> tuple[Choice, ...]:
    """Every time zone with a place in its name."""
    places = sorted(zone for zone in available_timezones() if zone.split("/")[0] in CONTINENTS)
    return tuple(Choice(zone, Text.of(vi=zone.replace("_", " "), en=zone.replace("_", " "))) for zone in places)


def _form(request: Request, form: Form, status: int = 200) -> HttpResponse:
    return render(request, "people/edit_me.html", {"form": form}, status=status)
