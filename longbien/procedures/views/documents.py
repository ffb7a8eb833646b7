"""The files of a case, for who may read its answers."""

from uuid import UUID

from django.http import FileResponse
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.procedures.queries.papers import papers
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.page import is_inside, readable
from longbien.record.queries import open_document
from longbien.ui.requests import Request


@require_safe
@signed_in
def document(request: Request, case_id: UUID, document_id: UUID) -> FileResponse:
    """A file as a download, never opened in the page: what it holds came from outside."""
    case, version = readable(request, case_id)
    check(request.actor, "read-answers", case)
    inside = is_inside(version.definition, roles_in(case, version.definition, request.actor))
    found = next((one for one in papers(case, version, request.actor, inside=inside) if one.id == document_id), None)
    if found is None:
        raise not_found()
    content = open_document(document_id)
    if content is None:
        raise not_found()
    return FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
