"""Persons, their roles and the governing bodies: for those who run the hub."""

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people import models, queries
from longbien.people.actions.accounts.end_sessions import sign_out_person
from longbien.people.actions.roles import grant_role, revoke_role
from longbien.people.actions.seats import fill_seat, vacate_seat
from longbien.people.policy import can, check, visible
from longbien.ui import links
from longbien.ui.requests import Request

PER_PAGE = 50


@login_required
@require_safe
def persons(request: Request) -> HttpResponse:
    """Everyone with an account, for those who grant roles."""
    check(request.actor, "list-persons", None, type="people.hub")
    wanted = request.GET.get("q", "").replace("\0", "").strip()[:120]
    found = visible(request.actor, models.Person.objects.all()).prefetch_related("hub_roles").order_by("sort_key", "pk")
    if wanted:
        found = found.filter(Q(name__icontains=wanted) | Q(email__iexact=wanted))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, queries.role_names({held.role for held in one.hub_roles.all()})) for one in page.object_list]
    return render(request, "people/persons.html", {"page": page, "rows": rows, "wanted": wanted})


@login_required
@require_safe
def person(request: Request, person_id: UUID) -> HttpResponse:
    """A person as far as the reader may see them; who may, grants and revokes roles here."""
    found = models.Person.objects.filter(pk=person_id).first()
    if found is None:
        raise not_found()
    check(request.actor, "view", found)
    standing = queries.actor_for(found.pk)
    context = {
        "person": found,
        "roles": [(code, name, code in standing.roles) for code, name in settings.HUB.roles.items()],
        "organisations": queries.organisations_of(standing),
        "bodies": [card for card in queries.bodies() if card.code in standing.bodies],
        "same_papers": queries.same_papers(found.pk) if found.pk != request.actor.id else 0,
        "may_sign_out": can(request.actor, "sign-out", found) and found.pk != request.actor.id,
        "may_grant": can(request.actor, "grant-role", None, type="people.hub"),
        "neighbours": links.neighbours_of(request.actor, Subject("people.person", found.pk)),
    }
    return render(request, "people/person.html", context)


@login_required
@require_POST
def set_role(request: Request, person_id: UUID) -> HttpResponse:
    """Grant or revoke one role."""
    change = grant_role if request.POST.get("set") == "grant" else revoke_role
    change(person_id=person_id, role=request.POST.get("role", ""), by=request.actor, at=datetime.now(UTC))
    messages.success(request, _("Saved. It counts from the next page on."))
    return redirect("people:person", person_id)


@login_required
@require_POST
def sign_out(request: Request, person_id: UUID) -> HttpResponse:
    """End every session of someone, at once."""
    sign_out_person(person_id=person_id, by=request.actor, at=datetime.now(UTC))
    messages.success(request, _("Signed out there."))
    return redirect("people:person", person_id)


@require_safe
def bodies(request: Request) -> HttpResponse:
    """The hub's founders and governing bodies, as far as they are published."""
    may_fill = can(request.actor, "fill-seat", None, type="people.hub")
    context = {
        "founders": queries.founders(),
        "boards": [(card, _led_to(request, card.code)) for card in queries.bodies()],
        "may_fill": may_fill,
        "persons": visible(request.actor, models.Person.objects.filter(is_active=True)).order_by("sort_key")[:200]
        if may_fill
        else (),
    }
    return render(request, "people/bodies.html", context)


def _led_to(request: Request, body: str) -> tuple[links.Link, ...]:
    """What other rooms show of a body, such as its meetings."""
    return links.neighbours_of(request.actor, queries.body_subject(body))


@login_required
@require_POST
def set_seat(request: Request, body: str) -> HttpResponse:
    """Fill or vacate a seat."""
    at = datetime.now(UTC)
    if seat := request.POST.get("seat", ""):
        vacate_seat(seat_id=int(seat) if seat.isdecimal() and len(seat) < 19 else -1, by=request.actor, at=at)
    else:
        fill_seat(body=body, person_id=_chosen(request), by=request.actor, at=at)
    messages.success(request, _("Saved."))
    return redirect("people:bodies")


def _chosen(request: Request) -> UUID:
    try:
        return from_slug(request.POST.get("person", ""))
    except ValueError as error:
        raise not_found() from error
