"""What a page that refuses something says of this room: what its boxes are called, and the way back to the case."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.procedures.models import Case
from longbien.procedures.queries.versions import all_in_force
from longbien.procedures.views.desk.case import NEW_NOTE
from longbien.procedures.views.filling.wanted import read
from longbien.procedures.views.grounds import CALLED, REASON, WORDING
from longbien.procedures.views.queue import LIST, added, carried, queue_in

BACK = Text.of(vi="Trở lại hồ sơ", en="Back to the case")
TYPED: Mapping[str, Text | None] = {REASON: CALLED, NEW_NOTE.name: NEW_NOTE.label}
PASSED_ALONG: Mapping[str, Text | None] = dict.fromkeys(("seq", LIST, WORDING, "press", "do", "back", "case", "person"))


def boxes(names: frozenset[str]) -> Mapping[str, Text | None]:
    """The questions of whichever form in force has most of these names: who is signed out may not be told of the case
    itself."""
    schemas = [schema["properties"] for version in all_in_force() for schema in version.schemas.values()]
    best: Mapping[str, Any] = max(schemas, key=lambda questions: len(names & questions.keys()), default={})
    found: dict[str, Text | None] = {name: read(best[name]["x-title"]) for name in names & best.keys()}
    return {**found, **TYPED, **PASSED_ALONG}


def back(request: HttpRequest) -> tuple[str, Text] | None:
    """The case, at the desk for whoever works on it there; for who is signed out, by the page that they were on."""
    match = request.resolver_match
    case_id = match.kwargs.get("case_id") if match and match.namespace == "procedures" else None
    if match is None or not isinstance(case_id, UUID):
        return None
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    at_desk = match.url_name in {"desk-case", "note"}
    if actor.is_signed_in:
        case = Case.objects.filter(pk=case_id).first()
        if case is None or not can(actor, "view", case):
            return None
        at_desk = can(actor, "note", case)
    if not at_desk:
        return reverse("procedures:case", args=[case_id]), BACK
    do = match.kwargs.get("action") or request.GET.get("do", "")
    url = carried(reverse("procedures:desk-case", args=[case_id]), queue_in(request))
    return added(url, do=do) if do else url, BACK
