"""The demonstration's people, each one click away. Only with LONGBIEN_DEVELOPMENT=1."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import not_found
from longbien.people import models
from longbien.people.accounts.assurance import DEMO, note
from longbien.people.accounts.devices import track
from longbien.people.queries import demonstration
from longbien.people.tokens import read_demo_token, require_development
from longbien.people.views.back import way_back


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Who there is to be, and what each can do."""
    require_development()
    return render(request, "people/demo.html", {"persons": demonstration(), "next": request.GET.get("next", "")})


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as a demonstration person."""
    require_development()
    try:
        chosen = from_slug(request.POST.get("person", ""))
    except ValueError as error:
        raise not_found() from error
    _sign_in(request, chosen)
    return redirect(way_back(request, reverse("people:me")))


@require_GET
@sensitive_variables("token")
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a link that `longbien demo load` printed."""
    _sign_in(request, read_demo_token(token))
    return redirect(way_back(request, reverse("people:me")))


def _sign_in(request: HttpRequest, person_id: UUID) -> None:
    person = models.Person.objects.filter(pk=person_id, is_demo=True, is_active=True).first()
    if person is None:
        raise not_found()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    note(request, person, DEMO)
    track(request)
