"""Whoever shows a token: the recipient of an agreement, or a steward who delivers."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from longbien.data.models import Agreement
from longbien.data.queries.keys import key_holder
from longbien.data.queries.shares import opened_by
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_allowed
from longbien.kernel.text import Text
from longbien.people.queries import actor_for

NOTHING = Text.of(
    vi="Mã truy cập không đúng, đã hết hạn, hoặc không còn mở được gì.",
    en="The token is unknown, over, or opens nothing any more.",
)


@dataclass(frozen=True)
class Steward:
    """Somebody who delivers rows of one data set."""

    code: str
    actor: Actor


def token_of(request: HttpRequest) -> str:
    """CKAN's clients send the token bare; others say `Bearer` before it."""
    said = request.headers.get("Authorization", "") or request.headers.get("X-CKAN-API-Key", "")
    kind, _, token = said.strip().partition(" ")
    return token.strip() if kind.lower() == "bearer" else said.strip()


def recipient(request: HttpRequest) -> tuple[Agreement, Actor] | None:
    """The agreement that the token opens, and in whose name; None without one, and for a steward who delivers.
    Refusal (403) for any other token."""
    token, now = token_of(request), timezone.now()
    if not token or key_holder(token, at=now):
        return None
    found = opened_by(token, at=now)
    if found is None:
        raise not_allowed(NOTHING)
    return found[0], actor_for(found[1])


def steward(request: HttpRequest) -> Steward:
    """Refusal (403) without a key that delivers."""
    found = key_holder(token_of(request), at=timezone.now())
    if found is None:
        raise not_allowed(NOTHING)
    return Steward(found[0].code, actor_for(found[1]))
