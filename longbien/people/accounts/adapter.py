"""What allauth asks us: how an account is saved, in which words it refuses, where its mail comes from."""

from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from longbien.people.accounts.assurance import LETTER, freshly, note
from longbien.people.accounts.devices import signed_in
from longbien.people.accounts.oidc import note_level
from longbien.people.actions.register_person import register_person
from longbien.people.models import Person
from longbien.people.queries import reader_of
from longbien.people.rules.agents import device_name
from longbien.ui.formats import moment
from longbien.ui.language import reader_language, say, written_for

WEAK = {
    "password_too_short": _("The password is too short: use at least 10 characters."),
    "password_too_common": _("This password is one of the most common ones. Choose another."),
    "password_hub_word": _("The password is made of a word that everyone thinks of here. Choose another."),
    "password_too_similar": _("The password is too much like your name or e-mail address."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This account already has that e-mail address."),
        "email_password_mismatch": _("The e-mail address or the password isn't right."),
        "email_taken": _("There is already an account with this e-mail address."),
        "enter_current_password": _("That isn't your present password."),
        "incorrect_code": _("The code isn't right."),
        "incorrect_password": _("The password isn't right."),
        "invalid_password_reset": _("This link was used already or is too old. Ask for a new one."),
        "rate_limited": _("That was too fast. Wait a little and try again."),
        "same_as_current": _("That is the same as now."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "unknown_email": _("There is no account with this e-mail address."),
        "unverified_primary_email": _("Confirm your e-mail address first."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer's address, or what the outermost of our own proxies saw; never a header that anyone may send."""
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        proxies = settings.ENV.proxies
        address = forwarded[-proxies].strip() if 0 < proxies <= len(forwarded) else request.META.get("REMOTE_ADDR")
        if not address:
            raise PermissionDenied("a request without a client address")
        return address

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Before password, address or second step change, unless the person has just shown who they are."""
        return not freshly(context.request)

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, str]]:
        """Ways to show once more who one is; whoever has neither password nor second step signs in anew."""
        ways: list[dict[str, str]] = super().get_reauthentication_methods(user)
        return ways or [{"id": "confirm", "description": "", "url": reverse("people:confirm")}]

    def login(self, request: HttpRequest, user: Person) -> None:
        if not get_authentication_records(request, user):
            note(request, user, LETTER)
        super().login(request, user)
        signed_in(request, user)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        note_level(request, user, kwargs["signal_kwargs"].get("sociallogin") if kwargs["signal_kwargs"] else None)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """Keep what was asked at sign-up and enter it in the record."""
        user.email = form.cleaned_data["email"]
        user.name = form.cleaned_data["name"]
        user.language = reader_language()
        user.set_password(form.cleaned_data["password1"])
        return register_person(user, at=datetime.now(UTC))

    def clean_password(self, password: str, user: Person | None = None) -> str:
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise ValidationError([WEAK.get(str(one.code), one.message) for one in weak.error_list]) from weak
        return password

    def format_email_subject(self, subject: str) -> str:
        return f"Long Biên: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language and time of whose address it is; of an address without an account we know only the page."""
        language, zone = reader_of(email) or (reader_language(), "")
        with written_for(language, zone):
            told = {**context, **_in_words(context), "hub_name": say(settings.HUB.name)}
            super().send_mail(template_prefix, email, told)


def _in_words(context: dict[str, Any]) -> dict[str, str]:
    """From where and when something was done, as its reader says it."""
    if "user_agent" not in context:
        return {}
    device = device_name(context["user_agent"]) or gettext("an unknown device")
    return {"user_agent": device, "timestamp": moment(context["timestamp"])}
