"""The answers of a form as data, for a command line or to keep: as they were sent, or as they stand in a draft."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.rules.forms import hidden_fields
from longbien.procedures.showing import classes_for
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.filling.wanted import refuse_unless_possible, wanted
from longbien.procedures.views.page import readable
from longbien.procedures.views.typed import Sheet
from longbien.ui.requests import Request


@require_safe
@signed_in
def sent(request: Request, case_id: UUID, seq: int) -> JsonResponse:
    """What was sent with one move of a case, for who may read its answers; of reviewers nothing personal is read."""
    case, version = readable(request, case_id)
    check(request.actor, "read-answers", case)
    found = case.answers.filter(seq=seq).first()
    if found is None:
        raise not_found()
    check(request.actor, "read", found)
    classes = classes_for(version.definition, roles_in(case, version.definition, request.actor))
    hidden = hidden_fields(version.schemas[found.form], classes)
    return _file(found.form, {name: value for name, value in found.data.items() if name not in hidden})


@require_safe
@signed_in
def draft(request: Request, case_id: UUID, action: str) -> JsonResponse:
    """What would be sent now, for whoever may send it."""
    want = wanted(request, case_id, action)
    refuse_unless_possible(request, want)
    if not want.action.form:
        raise not_found()
    sheet = Sheet.of(want.case, want.version, want.action.form, request.actor)
    return _file(want.action.form, sheet.settled.data)


def _file(form: str, data: Mapping[str, Any]) -> JsonResponse:
    answer = JsonResponse(dict(data), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{form}.json"'
    return answer
