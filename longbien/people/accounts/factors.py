"""The second step: how allauth keeps passkeys and app codes for us, and what happens as one is set up or removed."""

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from longbien.kernel.actor import Actor
from longbien.people.accounts.assurance import FACTORS, note
from longbien.people.actions.accounts.end_sessions import end_sessions, move_session
from longbien.people.actions.accounts.note_factor import note_factor
from longbien.people.models import Person

RECORDS = "account_authentication_methods"


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("You can't add an address to an account that has a second step."),
        "cannot_delete_authenticator": _("Your role needs a second step: set up another one before you remove this."),
        "cannot_generate_recovery_codes": _("Set up a passkey or an app first."),
        "incorrect_code": _("The code isn't right. Codes change every half minute: enter the one shown now."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets of apps and recovery codes lie encrypted in the database, under a key that is not in it."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Person, type: Any) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey {number}").format(number=count + 1)


def _fernet() -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"longbien.people.factors").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def has_factor(person_id: Any) -> bool:
    """Whether someone has set up a second step: a passkey or an app."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=person_id, type__in=kinds).exists())


def factor_set(request: HttpRequest, kind: Any) -> None:
    """A second step was just set up and shown to work, so it counts for this session."""
    made = Authenticator.objects.filter(user_id=request.user.pk, type=kind).latest("pk")
    note(request, _person(request), "mfa", type=kind, id=made.pk)
    _changed(request, kind, is_set=True)


def factor_removed(request: HttpRequest, kind: Any) -> None:
    """What was removed counts no more, here or elsewhere."""
    left = set(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    records = request.session.get(RECORDS, [])
    request.session[RECORDS] = [one for one in records if one["method"] != "mfa" or one["type"] in left]
    _changed(request, kind, is_set=False)


def renew_session(request: HttpRequest) -> str:
    """The same session under a new key, which is the answer: whoever knew the old one is out."""
    old = request.session.session_key or ""
    request.session.cycle_key()
    return move_session(old=old, new=request.session.session_key or "")


def _changed(request: HttpRequest, kind: Any, *, is_set: bool) -> None:
    """Write it down; this session goes on under a new key, every other one ends."""
    person, at = _person(request), timezone.now()
    by = Actor(id=person.pk, name=person.name)
    note_factor(kind=FACTORS[kind], is_set=is_set, by=by, at=at)
    end_sessions(keep=renew_session(request), by=by, at=at)


def _person(request: HttpRequest) -> Person:
    return Person.objects.get(pk=str(request.user.pk))
