"""What programs read: the document behind the hub's DID, signed credentials, status lists."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from longbien.credentials import models
from longbien.credentials.linked import issuer
from longbien.credentials.policy import TYPE
from longbien.credentials.queries.credentials import status_list, written
from longbien.credentials.rules.documents import REVOCATION
from longbien.people.policy import check
from longbien.ui.requests import Request

ANYONE = {"Access-Control-Allow-Origin": "*"}
PUBLIC = {**ANYONE, "Cache-Control": "public, max-age=60"}


@require_safe
def did(request: Request) -> HttpResponse:
    """The keys that this hub signs credentials with (did:web)."""
    return _json(issuer.did_document(), "application/did+json")


@require_safe
def status(request: Request, number: int, purpose: str = REVOCATION) -> HttpResponse:
    """Which credentials of this list were revoked, or are suspended, signed."""
    return _json(status_list(number, purpose), "application/vc")


@require_safe
def credential(request: Request, credential_id: UUID) -> HttpResponse:
    """The signed credential, byte for byte: for its holder and officers; of an open kind, for anyone."""
    found = get_object_or_404(models.Credential, pk=credential_id)
    check(request.actor, "read", found, type=TYPE)
    headers = dict(ANYONE)
    if "download" in request.GET:
        headers["Content-Disposition"] = f'attachment; filename="credential-{str(credential_id)[-12:]}.json"'
    return HttpResponse(found.document, content_type="application/vc", headers=headers)


def _json(document: dict[str, Any], media_type: str) -> HttpResponse:
    return HttpResponse(written(document), content_type=media_type, headers=PUBLIC)
