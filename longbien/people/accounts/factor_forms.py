"""The forms of the second step: allauth's checks under our labels, hints and faults."""

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from longbien.people.accounts.forms import Ours

CODE = _("Code of the app")
CODE_OR_RECOVERY = _("Code of the app, or a recovery code")
CODE_HINT = _("Six digits that change every half minute.")
ALONE = _("Sign in with this passkey alone, without a password")
NAME, NAME_HINT = _("Name of this passkey"), _("Such as “Office laptop”, so that you can tell them apart.")


class OneTime(Ours):
    """A field for a code: digits on a phone's keyboard, offered by the password manager."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "20"}


class ActivateTotpForm(OneTime, totp.ActivateTOTPForm):
    labels = {"code": CODE}
    hints = {"code": CODE_HINT}


class AuthenticateForm(OneTime, base.AuthenticateForm):
    labels = {"code": CODE_OR_RECOVERY}


class ReauthenticateForm(OneTime, base.ReauthenticateForm):
    labels = {"code": CODE_OR_RECOVERY}


class AddPasskeyForm(Ours, webauthn.AddWebAuthnForm):
    passwordless = forms.BooleanField(required=False, initial=True)
    labels = {"name": NAME, "passwordless": ALONE}
    hints = {"name": NAME_HINT}


class EditPasskeyForm(Ours, webauthn.EditWebAuthnForm):
    labels = {"name": NAME}
    hints = {"name": NAME_HINT}
