"""The forms of sign-up and sign-in: allauth's checks under our labels, hints and faults."""

from typing import Any

from allauth.account import forms as allauth
from allauth.socialaccount import forms as social
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from longbien.kernel.refusal import Refusal
from longbien.people.models import Person
from longbien.people.rules.names import clean_name
from longbien.ui.language import say

NAME, MAIL, PASSWORD = _("Your name"), _("E-mail address"), _("Password")
NAME_HINT = _("As you write it, family name first if you like.")
MAIL_HINT = _("We send you a letter to confirm it.")
PASSWORD_HINT = _("At least 10 characters. Several words in a row are easy to remember and hard to guess.")
NEW_PASSWORD, AGAIN, PRESENT = _("New password"), _("New password again"), _("Present password")
STAY = _("Stay signed in on this device")

MISSING = {
    "name": _("Enter your name."),
    "email": _("Enter your e-mail address."),
    "login": _("Enter your e-mail address."),
    "password": _("Enter your password."),
    "oldpassword": _("Enter your present password."),
    "password1": _("Enter a password."),
    "password2": _("Enter the new password again."),
    "code": _("Enter the code."),
}
NOT_MAIL = _("Enter an e-mail address such as name@example.org.")
LONGEST_PASSWORD = 1_000


class Ours:
    """Puts our words on allauth's fields: `labels` and `hints` by field name."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = MISSING.get(name, field.error_messages["required"])
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = NOT_MAIL
                field.validators = [_mail_validator(validator) for validator in field.validators]
            if "password" in name and isinstance(field, forms.CharField):
                field.max_length = LONGEST_PASSWORD
                field.widget.attrs["maxlength"] = str(LONGEST_PASSWORD)


def _clean_name(written: str) -> str:
    try:
        return clean_name(written, longest=120)
    except Refusal as refusal:
        raise forms.ValidationError(say(refusal.what)) from refusal


def _mail_validator(validator: Any) -> Any:
    if getattr(validator, "code", "") == "invalid":
        return type(validator)(message=NOT_MAIL)
    return validator


class SignupForm(Ours, allauth.SignupForm):
    name = forms.CharField(max_length=500, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]
    labels = {"name": NAME, "email": MAIL, "password1": PASSWORD}
    hints = {"name": NAME_HINT, "email": MAIL_HINT, "password1": PASSWORD_HINT}

    def try_save(self, request: HttpRequest) -> tuple[Person | None, HttpResponse | None]:
        """As slow for an address that has an account as for a new one: the time must not tell which it is."""
        if self.account_already_exists:
            Person().set_password(self.cleaned_data["password1"])
        saved: tuple[Person | None, HttpResponse | None] = super().try_save(request)
        return saved

    def clean_name(self) -> str:
        return _clean_name(self.cleaned_data["name"])


class LoginForm(Ours, allauth.LoginForm):
    labels = {"login": MAIL, "password": PASSWORD, "remember": STAY}


class AddEmailForm(Ours, allauth.AddEmailForm):
    labels = {"email": MAIL}
    hints = {"email": MAIL_HINT}


class ChangePasswordForm(Ours, allauth.ChangePasswordForm):
    labels = {"oldpassword": PRESENT, "password1": NEW_PASSWORD, "password2": AGAIN}
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(Ours, allauth.SetPasswordForm):
    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints = {"password1": PASSWORD_HINT}


class ResetPasswordForm(Ours, allauth.ResetPasswordForm):
    labels = {"email": MAIL}


class ResetPasswordKeyForm(Ours, allauth.ResetPasswordKeyForm):
    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints = {"password1": PASSWORD_HINT}


class RequestCodeForm(Ours, allauth.RequestLoginCodeForm):
    labels = {"email": MAIL}


class ConfirmCodeForm(Ours, allauth.ConfirmLoginCodeForm):
    labels = {"code": _("Code in the letter")}


class ProviderSignupForm(Ours, social.SignupForm):
    """What the provider didn't say of someone who comes from there."""

    name = forms.CharField(max_length=500, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email"]
    labels = {"name": NAME, "email": MAIL}
    hints = {"name": NAME_HINT, "email": MAIL_HINT}

    def clean_name(self) -> str:
        return _clean_name(self.cleaned_data["name"])


class ReauthenticateForm(Ours, allauth.ReauthenticateForm):
    labels = {"password": PASSWORD}
