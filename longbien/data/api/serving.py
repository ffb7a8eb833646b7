"""Files for programs, whole or in part. Source: RFC 9110, sections 9.3.2 (HEAD) and 14 (ranges)."""

from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from longbien.data.rules.sharing.ranges import Part, part_of
from longbien.ui.requests import Request

CHUNK = 1 << 20


def served(request: Request, file: Path, media: str) -> HttpResponseBase:
    """The file, or the part of it that is asked for, in portions: it need not fit into memory."""
    told = file.stat()
    part = part_of(request.headers.get("Range", ""), told.st_size)
    length = part.last - part.first + 1 if part else told.st_size
    reply: HttpResponseBase
    if request.method == "HEAD":
        reply = HttpResponse(content_type=media)
    elif part is None:
        reply = FileResponse(file.open("rb"), content_type=media)
    else:
        reply = StreamingHttpResponse(_portions(file, part), content_type=media)
    if part:
        reply.status_code = 206
        reply["Content-Range"] = f"bytes {part.first}-{part.last}/{told.st_size}"
    reply["Content-Length"] = str(length)
    reply["Accept-Ranges"] = "bytes"
    reply["Cache-Control"] = "private, no-store"  # a cache would give it out after the agreement is over
    reply["Last-Modified"] = http_date(told.st_mtime)
    reply["ETag"] = f'"{told.st_mtime_ns:x}-{told.st_size:x}"'
    return reply


def _portions(file: Path, part: Part) -> Iterator[bytes]:
    left = part.last - part.first + 1
    with file.open("rb") as content:
        content.seek(part.first)
        while left > 0 and (portion := content.read(min(CHUNK, left))):
            left -= len(portion)
            yield portion
