"""Who shows the token of a profile: the agreement that it opens now."""

from django.utils import timezone

from longbien.data.models import Agreement
from longbien.data.queries.shares import agreement_of
from longbien.ui.requests import Request


def shown(request: Request) -> Agreement | None:
    """The agreement, asked for anew with every request. None for a token that is missing, unknown, old or over."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return agreement_of(token.strip(), at=timezone.now()) if kind.lower() == "bearer" and token else None
