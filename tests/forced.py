"""A session in which two factors were shown just now, as an officer's is."""

import time
from typing import Any

from django.test import Client


def show_two_factors(client: Client, user: Any) -> None:
    """Whoever `client` signed in has shown a second factor as well."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
