"""Services for other catalogues: CPSV-AP as JSON-LD."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from longbien.people.queries import today
from longbien.procedures.links import origin
from longbien.procedures.queries.authoring.carrying import edition
from longbien.procedures.queries.versions import all_in_force, in_force
from longbien.procedures.rules.authoring.cpsv import Provider, catalogue_document, service_document
from longbien.ui.requests import Request

MEDIA_TYPE = "application/ld+json"


@require_safe
def service(request: Request, code: str) -> HttpResponse:
    """The version in force. 404 when there is none."""
    return _answer(service_document(edition(in_force(code)), _provider()))


@require_safe
def catalogue(request: Request) -> HttpResponse:
    """Every service that is offered today."""
    offered = [one for one in all_in_force() if one.definition.service.is_offered(today())]
    return _answer(catalogue_document(tuple(map(edition, offered)), _provider()))


def _provider() -> Provider:
    hub = settings.HUB
    return Provider(hub.name, hub.city, hub.languages, origin())


def _answer(document: dict[str, Any]) -> HttpResponse:
    content = json.dumps(document, ensure_ascii=False, indent=1)
    return HttpResponse(content, content_type=MEDIA_TYPE, headers={"Access-Control-Allow-Origin": "*"})
