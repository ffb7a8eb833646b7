"""Signing in with the hub's OpenID Connect provider.

Allauth does the code flow with PKCE (S256) and a state that works once. Here is added: a nonce, claims by the hub's own
names, and the provider's word (`acr`) on whether two factors were shown. OpenID Connect Core 1.0, 3.1.2 and 3.1.3.7.
"""

import secrets
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import jwt
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from longbien.people.accounts.assurance import OIDC_HIGH, note
from longbien.people.actions.register_person import register_linked_person
from longbien.people.models import Person
from longbien.ui.language import reader_language

NONCE = "longbien_oidc_nonce"
SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]


class Adapter(OpenIDConnectOAuth2Adapter):
    """How the provider is asked: it must be the one that was meant, and every ID token must bear its signature."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider publishes of itself. OAuth2Error when it calls itself by another name."""
        found: dict[str, Any] = super().openid_config
        if str(found.get("issuer", "")).rstrip("/") != self.get_provider().app.settings["server_url"]:
            raise OAuth2Error("the provider names another issuer")
        return found

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """The claims of a token that the provider signed for this client. OAuth2Error for any other."""
        with get_adapter().get_requests_session() as session:
            published = session.get(self.openid_config["jwks_uri"])
            published.raise_for_status()
        try:
            key = _key(jwt.PyJWKSet.from_dict(published.json()), jwt.get_unverified_header(id_token).get("kid"))
            said: dict[str, Any] = jwt.decode(
                id_token, key, algorithms=SIGNATURES, audience=app.client_id, issuer=self.openid_config["issuer"],
                options={"require": ["iss", "aud", "exp", "iat", "sub"]},
            )  # fmt: skip
        except (jwt.PyJWTError, ValueError) as error:
            raise OAuth2Error("the ID token can't be trusted") from error
        return said


def _key(published: jwt.PyJWKSet, named: str | None) -> jwt.PyJWK:
    """The key that the token names; where it names none, the only one there is (OpenID Connect Core 1.0, 10.1)."""
    fitting = [key for key in published.keys if named is None or key.key_id == named]
    if len(fitting) != 1:
        raise OAuth2Error("the ID token names no key")
    return fitting[0]


class Provider(OpenIDConnectProvider):
    """The provider as the hub describes it; what a visitor adds to the address is not passed on."""

    oauth2_adapter_class = Adapter

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        request.session[NONCE] = secrets.token_urlsafe(24)
        asked = {"nonce": request.session[NONCE]}
        levels = self.app.settings["two_factors"]
        return asked | ({"acr_values": " ".join(levels)} if levels else {})

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        """ProviderException unless the answer was made for this very request."""
        token, known = response.get("id_token") or {}, request.session.pop(NONCE, None)
        if not known or not secrets.compare_digest(str(token.get("nonce", "")), known):
            raise ProviderException("the nonce is not ours")
        info = response.get("userinfo") or {}
        if info and info.get("sub") != token.get("sub"):
            raise ProviderException("the two answers speak of different people")
        return super().sociallogin_from_response(request, response)

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(self._claims(data)["id"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        said = self._claims(data)
        return {"email": said["email"], "name": said["name"]}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        said = self._claims(data)
        if not said["email"]:
            return []
        return [EmailAddress(email=said["email"], verified=said["email_verified"] is True, primary=True)]

    def _claims(self, data: dict[str, Any]) -> dict[str, Any]:
        merged = {**(data.get("id_token") or {}), **(data.get("userinfo") or {})}
        return {ours: merged.get(theirs) for ours, theirs in self.app.settings["claims"].items()}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """What allauth asks us about people who come from the provider."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        found = super().get_provider(request, provider, client_id)
        return Provider(request, app=found.app) if type(found) is OpenIDConnectProvider else found

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        """Open the account as every other one is opened, so that the record says so."""
        user: Person = sociallogin.user
        user.pk = UUID(str(user.pk))  # it comes as text from the session of someone who had to fill in a form
        user.set_unusable_password()
        user.language = reader_language()
        if form:
            user.email, user.name = form.cleaned_data["email"], form.cleaned_data["name"]
        return register_linked_person(user, link=partial(sociallogin.save, request), at=datetime.now(UTC))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        user: Person = sociallogin.user
        user.email, user.name = data.get("email") or "", data.get("name") or ""
        return user

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Only with a name and an address that the provider has verified; else the person fills in a form."""
        verified = any(address.verified for address in sociallogin.email_addresses)
        return verified and bool(sociallogin.user.name) and super().is_auto_signup_allowed(request, sociallogin)

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any) -> None:
        """A replayed, forged or broken answer of the provider is refused in words, as a 403."""
        raise ImmediateHttpResponse(failed(request, status=403))


def failed(request: HttpRequest, *, status: int) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=status)


def note_level(request: HttpRequest, person: Person, sociallogin: SocialLogin | None) -> None:
    """Note when the provider says (`acr`) that two factors were shown."""
    if sociallogin is None:
        return
    token = sociallogin.account.extra_data.get("id_token") or {}
    if token.get("acr") in sociallogin.provider.app.settings["two_factors"]:
        note(request, person, OIDC_HIGH)
