"""Notices as sealed PDFs, for those who may see the notice."""

from django.http import FileResponse
from django.http.response import HttpResponseBase

from longbien.capital.queries.papers import NoticePaper
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.record.queries import open_document


def printed(paper: NoticePaper) -> HttpResponseBase:
    """The PDF. Refusal 404 while it is not made yet; the caller has asked the policy."""
    found = paper.document
    content = open_document(found.id) if found else None
    if found is None or content is None:
        raise Refusal("not-printed-yet", NOT_PRINTED, status=404)
    return FileResponse(content, filename=found.name, content_type=found.media_type)


NOT_PRINTED = Text.of(
    vi="Thông báo đang được in và đóng dấu. Hãy thử lại sau ít phút.",
    en="The notice is being printed and sealed. Try again in a few minutes.",
)
