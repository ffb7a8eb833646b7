"""The OpenID Connect provider of this hub, as allauth wants to hear of it."""

from collections.abc import Mapping
from typing import Any

from longbien.site.environment import Oidc

PROVIDER_ID = "hub"


def provider_apps(oidc: Oidc | None, hub: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One provider, or none. Where it is and who we are there says the environment; how it is read, hub.yaml."""
    if oidc is None:
        return []
    said = hub.get("sign_in_provider", {})
    claims = {"id": "sub", "name": "name", "email": "email", "email_verified": "email_verified"}
    own = {
        "server_url": oidc.issuer,
        "claims": {**claims, **said.get("claims", {})},
        "two_factors": said.get("two_factors", []),
        "scope": said.get("scopes", ["openid", "profile", "email"]),
        "oauth_pkce_enabled": True,
    }
    return [{"provider_id": PROVIDER_ID, "name": "OpenID Connect", "client_id": oidc.client, "secret": oidc.secret,
             "settings": own}]  # fmt: skip
