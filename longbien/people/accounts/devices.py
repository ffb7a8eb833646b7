"""Devices: a browser that someone signs in on is known by a cookie of its own; a new one is told by letter."""

import secrets

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from longbien.kernel.actor import Actor
from longbien.people.actions.accounts.note_device import note_device
from longbien.people.models import Person

COOKIE = "longbien_device"
YEAR_S = 365 * 24 * 3600


def signed_in(request: HttpRequest, person: Person) -> None:
    """Note on which device someone signed in; `remember_device` gives a new one its cookie."""
    token = request.COOKIES.get(COOKIE, "")
    if not (token.isascii() and 20 <= len(token) <= 100):
        token = secrets.token_urlsafe(24)
    request.device_token = token  # type: ignore[attr-defined]
    agent = request.headers.get("User-Agent", "")[:300]
    by = Actor(id=person.pk, name=person.name)
    note_device(token=token, agent=agent, by=by, at=timezone.now())


def track(request: HttpRequest) -> None:
    """List a sign-in that didn't come through allauth among the person's devices."""
    UserSession.objects.create_from_request(request)


def remember_device(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie after a sign-in. It opens nothing: it only says which letters need not be sent."""
    if token := getattr(request, "device_token", ""):
        response.set_cookie(
            COOKIE, token, max_age=YEAR_S, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )  # fmt: skip
