"""The files of an Iceberg table, read-only, for clients of S3. Source: Amazon S3 API, GetObject and HeadObject.

Whether the agreement is in force is asked anew for each file, so a revocation bites on the next request.
"""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from longbien.data.api.iceberg.granting import opened
from longbien.data.api.serving import served
from longbien.data.queries import iceberg
from longbien.ui.requests import Request

MEDIA = {"parquet": "application/vnd.apache.parquet", "avro": "application/avro", "json": "application/json"}
ERROR = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'


@csrf_exempt
def file(request: Request, agreement: str, name: str) -> HttpResponseBase:
    """405 for whoever would write; 403 when the key is too old, not one of this table, or the agreement is over."""
    if request.method not in ("GET", "HEAD"):
        return _wrong(405, "MethodNotAllowed", "These files are only read.")
    found = opened(request, agreement, at=timezone.now())
    if found is None:
        return _wrong(403, "AccessDenied", "The key is over fifteen minutes old, not of this table, or opens nothing.")
    made = iceberg.file(found, name)
    if made is None:
        return _wrong(404, "NoSuchKey", "There is no such file.")
    return served(request, made, MEDIA[name.rpartition(".")[2]])


def _wrong(status: int, code: str, message: str) -> HttpResponse:
    return HttpResponse(ERROR.format(code=code, message=message), content_type="application/xml", status=status)
