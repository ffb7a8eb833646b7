"""Puts the actor on the request, and lets nobody act for an office on one factor alone."""

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, signed_out
from longbien.kernel.text import Text
from longbien.people.accounts.assurance import assurance, confirm_url, freshly
from longbien.people.accounts.devices import remember_device
from longbien.people.accounts.factors import has_factor, renew_session
from longbien.people.queries import actor_of, needs_second_factor
from longbien.ui import errors
from longbien.ui.language import keep_zone

# All that someone reaches whose second step is still missing: setting it up, and leaving.
OPEN = frozenset(
    {
        "people:second-step", "people:confirm", "account_logout", "account_reauthenticate", "account_confirm_email",
        "account_email_verification_sent", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)  # fmt: skip
# … setting up only for who has no second step yet: whoever has one shows that, and no other beside it.
FIRST = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})
# Changing how one signs in asks who one is once more, whatever the way in was.
SENSITIVE = frozenset(
    {
        "account_email", "account_change_password", "account_set_password", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes", "mfa_download_recovery_codes", "socialaccount_connections", "people:export",
        "people:papers",
    }
)  # fmt: skip
# Where someone shows once more who they are; the session then goes on under a new key.
AGAIN = frozenset({"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "people:confirm"})
FOUND = 302
ANYWHERE = frozenset({"favicon", "robots", "health"})
SECOND_STEP = Text.of(
    vi="Vai trò của bạn cần bước xác minh thứ hai. Hãy đăng nhập trên trang web và thiết lập bước đó trước.",
    en="Your role needs a second step of sign-in. Sign in on the website and set it up first.",
)
Answer = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """`request.actor`: the signed-in person's standing, looked up once and only when asked for; their time zone too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        keep_zone(lambda: getattr(request.user, "timezone", ""))
        try:
            response = self.get_response(request)
        finally:
            keep_zone(None)
        remember_device(request, response)
        return response


class Standing:
    """What a person stands for and whether that asks two factors of them: looked up once a request, when asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self._user = request.user

    @cached_property
    def actor(self) -> Actor:
        return actor_of(self._user) if self._user.is_authenticated else Actor()

    @cached_property
    def is_office(self) -> bool:
        return self.actor.is_signed_in and needs_second_factor(self.actor)


def _standing(request: HttpRequest) -> Standing:
    known = getattr(request, "standing", None)
    if not isinstance(known, Standing):
        known = request.standing = Standing(request)  # type: ignore[attr-defined]
    return known


def _actor(request: HttpRequest) -> Actor:
    """Who acts. Without the second factor that their standing asks for, they hold none of it."""
    standing = _standing(request)
    actor = standing.actor
    if actor.is_signed_in and not assurance(request).second_factor and standing.is_office:
        return Actor(id=actor.id, name=actor.name)
    return actor


class SecondFactorMiddleware:
    """Whatever the way in was: who needs a second factor and showed none gets to where it is set up, nowhere else.

    Sessions also end here when they are older than LONGEST_SESSION.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        shown_again = match and match.view_name in AGAIN and request.method == "POST" and response.status_code == FOUND
        if shown_again and request.user.is_authenticated:
            renew_session(request)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in ANYWHERE or not request.user.is_authenticated:
            return None
        shown = assurance(request)
        office = shown.second_factor or _standing(request).is_office
        longest = timedelta(seconds=settings.LONGEST_SESSION["office" if office else "everyone"])
        if shown.since and timezone.now() - shown.since > longest:
            return _ended(request)
        if shown.second_factor or not office or _is_open(request, name):
            return redirect(confirm_url(request)) if name in SENSITIVE and not freshly(request) else None
        if request.path.startswith(errors.UNPREFIXED):
            return errors.answer(request, Refusal("second-step", SECOND_STEP, status=403))
        return redirect("people:second-step")


def _is_open(request: HttpRequest, name: str) -> bool:
    return name in OPEN and (name not in FIRST or not has_factor(request.user.pk))


def _ended(request: HttpRequest) -> HttpResponse | None:
    """Sign out whoever has been signed in for too long; what they were writing is shown to them, not lost."""
    typed = request.method == "POST"
    logout(request)
    request.actor = Actor()  # type: ignore[attr-defined]
    return errors.answer(request, signed_out()) if typed else None
