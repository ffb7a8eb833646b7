"""Signing in as people do: by the forms, with the second step where one is set up."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal import auth
from django.core import mail
from django.test import Client

from longbien.people.models import Person
from tests.people.make import PASSWORD

CODE = re.compile(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5}|\d{6})\s*$", re.MULTILINE)


def by_password(someone: Person, client: Client | None = None, **more: Any) -> Client:
    """A browser in which someone entered address and password, and nothing more."""
    client = client or Client()
    client.post("/accounts/login/", {"login": someone.email, "password": PASSWORD, **more})
    return client


def by_code(someone: Person) -> Client:
    """A browser in which someone entered the code of a letter."""
    client = Client()
    client.post("/accounts/login/code/", {"email": someone.email})
    client.post("/accounts/login/code/confirm/", {"code": CODE.search(mail.outbox[-1].body)[1]})
    return client


def set_up_app(client: Client) -> str:
    """Set up an authenticator app; the answer is its secret."""
    page = client.get("/accounts/2fa/totp/activate/")
    secret = str(page.context["form"].secret)
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    return secret


def code_of(secret: str, *, away: int = 0) -> str:
    """What the app shows now, or `away` half minutes from now."""
    counter = int(time.time()) // 30 + away
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))
