"""`{% load people %}`: what the pages of accounts and people ask."""

from django import template
from django.conf import settings
from django.urls import reverse

from longbien.ui.language import say

register = template.Library()


@register.simple_tag
def in_development() -> bool:
    """Whether mail stays on this machine and can be read on a page."""
    return bool(settings.DEVELOPMENT)


@register.simple_tag
def provider_name() -> str:
    """What people call the OpenID Connect provider of this hub; "" when there is none."""
    if settings.ENV.oidc is None:
        return ""
    said = settings.HUB.data.get("sign_in_provider", {}).get("name", "OpenID Connect")
    return say(settings.HUB.text(said)) if isinstance(said, dict) else str(said)


@register.simple_tag
def provider_url() -> str:
    """Where signing in with it begins."""
    return reverse("openid_connect_login", kwargs={"provider_id": "hub"})
