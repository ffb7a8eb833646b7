"""Organisations and teams: register one, see it, invite and remove members."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people import models, queries
from longbien.people.actions.invite_member import end_invitation, invite_member
from longbien.people.actions.register_organisation import PUBLIC, register_organisation
from longbien.people.actions.remove_member import remove_member
from longbien.people.kinds.words import KINDS, MEMBER_ROLES
from longbien.people.policy import can, check
from longbien.people.views.back import way_back
from longbien.people.views.countries import country_name
from longbien.ui import links
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

INVITE = (
    Field("email", "text", Text.of(vi="Địa chỉ e-mail", en="E-mail address"), required=True, maximum=254),
    Field(
        "role",
        "choice",
        Text.of(vi="Vai trò", en="Role"),
        required=True,
        choices=tuple(Choice(role, MEMBER_ROLES[role]) for role in ("member", "lead")),
    ),
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request) -> HttpResponse:
    """Register a team or an organisation; one leads what one registers. `?next=` leads back to where it was needed."""
    fields = _register_fields(request)
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else {"kind": "team"}
    faults = check_form(fields, data) if request.method == "POST" else ()
    if request.method != "POST" or faults:
        return _register_page(request, Form(fields, data, faults))
    try:
        made = register_organisation(name=data["name"], kind=data["kind"], by=request.actor, at=datetime.now(UTC))
    except Refusal as refusal:
        if not refusal.faults:
            raise
        return _register_page(request, Form(fields, data, refusal.faults))
    return redirect(way_back(request, reverse("people:organisation", args=[made])))


@require_safe
def organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """An organisation's page; its members are shown to members and officers."""
    return _page(request, get_object_or_404(models.Organisation, pk=organisation_id), Form(INVITE, {"role": "member"}))


@login_required
@require_POST
def invite(request: Request, organisation_id: UUID) -> HttpResponse:
    """Invite someone by e-mail address."""
    found = get_object_or_404(models.Organisation, pk=organisation_id)
    check(request.actor, "manage", found)
    data = read(INVITE, request.POST, request.FILES)
    faults = tuple(check_form(INVITE, data))
    if not faults:
        try:
            invite_member(organisation_id=found.pk, **_invited(data), by=request.actor, at=datetime.now(UTC))
            messages.success(request, _("The invitation is on its way."))
            return redirect("people:organisation", found.pk)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    return _page(request, found, Form(INVITE, data, faults), status=422)


@login_required
@require_POST
def withdraw(request: Request, organisation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    end_invitation(invitation_id=_posted(request, "invitation"), by=request.actor, at=datetime.now(UTC))
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("people:organisation", organisation_id)


@login_required
@require_POST
def remove(request: Request, organisation_id: UUID) -> HttpResponse:
    """Remove a member, or leave."""
    person_id = _posted(request, "person")
    remove_member(organisation_id=organisation_id, person_id=person_id, by=request.actor, at=datetime.now(UTC))
    messages.success(request, _("The membership has ended."))
    return redirect("people:organisation", organisation_id)


def _page(request: Request, found: models.Organisation, form: Form, status: int = 200) -> HttpResponse:
    may_see, may_manage = can(request.actor, "view-members", found), can(request.actor, "manage", found)
    context = {
        "card": queries.organisation_card(found),
        "kind": KINDS[found.kind],
        "members": [(one, MEMBER_ROLES[one.role]) for one in queries.members(found.pk)] if may_see else (),
        "may_see": may_see,
        "may_manage": may_manage,
        "invitations": queries.invitations_of(found.pk) if may_manage else (),
        "neighbours": links.neighbours_of(request.actor, Subject("people.organisation", found.pk)),
        "form": form,
        **_registration(request, found),
    }
    return render(request, "people/organisation.html", context, status=status)


def _registration(request: Request, found: models.Organisation) -> dict[str, Any]:
    may_see = can(request.actor, "view-registration", found)
    known = queries.registration_of(found.pk) if may_see else None
    return {
        "may_see_registration": may_see,
        "may_verify": can(request.actor, "verify", found) and not request.actor.member_of(found.pk),
        "registration": known,
        "country": country_name(known.country) if known else "",
    }


def _register_fields(request: Request) -> tuple[Field, ...]:
    every = can(request.actor, "register-public-body", None, type="people.hub")
    kinds = tuple(Choice(kind, name) for kind, name in KINDS.items() if every or kind not in PUBLIC)
    return (
        Field("kind", "choice", Text.of(vi="Loại hình", en="Kind"), required=True, choices=kinds),
        Field("name", "text", Text.of(vi="Tên", en="Name"), required=True, maximum=200),
    )


def _register_page(request: Request, form: Form) -> HttpResponse:
    return render(request, "people/register.html", {"form": form}, status=422 if form.faults else 200)


def _invited(data: dict[str, str]) -> dict[str, str]:
    return {"email": data["email"], "role": data["role"]}


def _posted(request: Request, name: str) -> UUID:
    try:
        return from_slug(request.POST.get(name, ""))
    except ValueError as error:
        raise not_found() from error
