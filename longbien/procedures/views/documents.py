"""The files of a case, for who may read its answers."""

from uuid import UUID

from django.http import FileResponse
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.procedures.views.page import readable
from longbien.record.queries import document as find_document
from longbien.record.queries import open_document
from longbien.ui.requests import Request


@require_safe
def document(request: Request, case_id: UUID, document_id: UUID) -> FileResponse:
    """A file as a download, never opened in the page: what it holds came from outside."""
    case, _ = readable(request, case_id)
    check(request.actor, "read-answers", case)
    found = find_document(document_id)
    if found is None or found.subject != case.subject:
        raise not_found()
    content = open_document(document_id)
    if content is None:
        raise not_found()
    return FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
