"""My page: who I am here, what waits for me, where I belong."""

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
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
from longbien.people.actions.edit_person import choose_language, detail_person, rename_person
from longbien.people.actions.invite_member import accept_invitation, end_invitation
from longbien.people.actions.set_expertise import expertise_names, set_expertise
from longbien.people.queries.zones import Zone, canonical, zone_title, zones
from longbien.people.registry import lists_of_running, running_for, tallies_for, waiting_for
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.language import OWN_NAMES
from longbien.ui.requests import Request

MOST_RUNNING = 10
LETTERS_IN = Text.of(vi="Ngôn ngữ của thư gửi bạn", en="Language of letters to you")


@login_required
@require_safe
def me(request: Request) -> HttpResponse:
    """What waits for me and what is under way, my invitations, organisations, roles and seats."""
    actor = request.actor
    known = queries.expertise_of(actor.person_id)
    waiting, own = waiting_for(actor), queries.details_of(actor.person_id)
    told = {one.url for one in waiting}
    going_on = [one for one in running_for(actor, list(actor.organisations)) if one.url not in told]
    context = {
        "waiting": waiting,
        "now": datetime.now(UTC),
        "tallies": tallies_for(actor),
        "running": going_on[:MOST_RUNNING],
        "everything": lists_of_running() if actor.organisations else (),
        "erasure": queries.erasure_of(actor.person_id),
        "invitations": queries.invitations_for(actor),
        "organisations": queries.organisations_of(actor),
        "roles": queries.role_names(actor.roles),
        "bodies": [card for card in queries.bodies() if card.code in actor.bodies] if actor.bodies else [],
        "zone": zone_title(own.timezone, queries.today()),
        "letters_in": OWN_NAMES[own.language],
        "expertise": [name for tag, name in expertise_names().items() if tag in known],
    }
    return render(request, "people/me.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request) -> HttpResponse:
    """My name, the language and the time I am written to in, and what I know."""
    actor = request.actor
    fields = _fields()
    if request.method != "POST":
        known = sorted(queries.expertise_of(actor.person_id))
        own = queries.details_of(actor.person_id)
        stated = {
            "name": actor.name, "language": own.language, "expertise": known, "timezone": canonical(own.timezone),
            "address": own.address,
        }  # fmt: skip
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
        choose_language(person_id=actor.person_id, language=data["language"], by=actor, at=at)
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
        messages.success(request, _("You joined. What the team applies for stands on your page from now on."))
        return redirect("people:organisation", joined)
    end_invitation(invitation_id=invitation_id, by=request.actor, at=datetime.now(UTC))
    messages.success(request, _("The invitation is declined."))
    return redirect("people:me")


def _fields() -> tuple[Field, ...]:
    choices = tuple(Choice(tag, name) for tag, name in expertise_names().items())
    return (
        Field("name", "text", Text.of(vi="Tên", en="Name"), required=True, maximum=120),
        Field("language", "choice", LETTERS_IN, required=True, choices=_languages()),
        Field("timezone", "choice", Text.of(vi="Múi giờ", en="Time zone"), _zone_hint(), choices=_zones()),
        Field("address", "text", Text.of(vi="Địa chỉ", en="Address"), maximum=300),
        Field("expertise", "choices", Text.of(vi="Lĩnh vực bạn thạo", en="What you know well"), choices=choices),
    )


def _languages() -> tuple[Choice, ...]:
    return tuple(Choice(code, Text.of(und=OWN_NAMES[code])) for code in settings.HUB.languages)


def _zone_hint() -> Text:
    home = zone_title("", queries.today())
    return Text.of(
        vi="Giờ trên các trang và trong thư được đổi theo múi giờ này; ngày theo luật vẫn theo giờ của trung tâm. Để "
        f"trống: {home.in_language('vi')}.",
        en="Times on the pages and in letters are shown in it; days of law stay in the hub's own time. Left open: "
        f"{home.in_language('en')}.",
    )


def _known_zones() -> tuple[Zone, ...]:
    return zones(queries.today(), settings.HUB.timezone, settings.HUB.languages)


def _zones() -> tuple[Choice, ...]:
    return tuple(Choice(zone.name, zone.title) for zone in _known_zones())


def _form(request: Request, form: Form, status: int = 200) -> HttpResponse:
    """With what a script needs to find the zone of the device in the list."""
    older = {old: zone.name for zone in _known_zones() for old in zone.also}
    context = {"form": form, "older": json.dumps(older), "home": canonical(settings.HUB.timezone)}
    return render(request, "people/edit_me.html", context, status=status)
