"""Setting up and removing a second step: allauth's pages, and what follows from them here."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.forms import Form
from django.http import HttpResponse

from longbien.people.accounts.factors import factor_removed, factor_set

TOTP, PASSKEY = Authenticator.Type.TOTP.value, Authenticator.Type.WEBAUTHN.value


class SetUpApp(ActivateTOTPView):
    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        factor_set(self.request, TOTP)
        return answer


class RemoveApp(DeactivateTOTPView):
    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        factor_removed(self.request, TOTP)
        return answer


class SetUpPasskey(AddWebAuthnView):
    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        factor_set(self.request, PASSKEY)
        return answer


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        factor_removed(self.request, PASSKEY)
        return answer
