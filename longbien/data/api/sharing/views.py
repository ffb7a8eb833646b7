"""The addresses of Delta Sharing: one share a hub, one schema an agreement, one table in it.

Whoever asks shows the bearer token of a profile. Files have addresses of their own, signed and short-lived; whether the
agreement is in force is asked anew for each of them, so a revocation bites on the next request.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from longbien.data.api.bearing import shown
from longbien.data.api.serving import served
from longbien.data.models import Agreement
from longbien.data.queries.shares import Snapshot, opens, snapshot, table_of, versions, with_id
from longbien.data.rules.sharing.lines import CAPABILITIES, Told, change, feed, file, metadata, wire_of, written
from longbien.data.rules.sharing.travel import as_of, instant, since, steps, wanted
from longbien.kernel.ids import from_slug, to_slug
from longbien.ui.requests import Request

MINUTES = 15
SALT = "longbien.data.sharing"
View = Callable[..., HttpResponse]


def _wrong(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"errorCode": code, "message": message}, status=status)


def bearer(view: View) -> View:
    """Let in whoever shows a token that opens an agreement now."""

    @wraps(view)
    def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        found = shown(request)
        if found is None:
            return _wrong(401, "UNAUTHENTICATED", "The token is missing, unknown, or opens nothing any more.")
        return view(request, found, *args, **kwargs)

    return asked


def share_name() -> str:
    return str(settings.HUB.code)


@require_safe
@bearer
def shares(request: Request, found: Agreement) -> HttpResponse:
    return JsonResponse({"items": [{"name": share_name()}]})


@require_safe
@bearer
def share(request: Request, found: Agreement, share: str) -> HttpResponse:
    return JsonResponse({"share": {"name": share_name()}}) if _is_ours(share) else _nothing()


@require_safe
@bearer
def schemas(request: Request, found: Agreement, share: str) -> HttpResponse:
    if not _is_ours(share):
        return _nothing()
    return JsonResponse({"items": [{"name": table_of(found)[0], "share": share_name()}]})


@require_safe
@bearer
def tables(request: Request, found: Agreement, share: str, schema: str = "") -> HttpResponse:
    """Of one schema, or of all of them."""
    name, table = table_of(found)
    if not _is_ours(share) or (schema and schema.lower() != name):
        return _nothing()
    return JsonResponse({"items": [{"name": table, "schema": name, "share": share_name(), "id": str(found.pk)}]})


@require_safe
@bearer
def version(request: Request, found: Agreement, share: str, schema: str, table: str) -> HttpResponse:
    """The newest version, or the earliest at `startingTimestamp` or after it."""
    try:
        moment = instant(request.GET["startingTimestamp"]) if "startingTimestamp" in request.GET else None
    except ValueError as error:
        return _faulty(error)
    every = versions(found) if _is_table(found, share, schema, table) else []
    number = since(every, moment) if moment else as_of(every, None)
    return _nothing() if number is None else HttpResponse(headers={"Delta-Table-Version": str(number)})


@require_safe
@bearer
def about(request: Request, found: Agreement, share: str, schema: str, table: str) -> HttpResponse:
    """The newest version's metadata, or that of `version` or `timestamp`."""
    if not _is_table(found, share, schema, table):
        return _nothing()
    return _lines(request, found, request.GET.dict(), with_file=False)


@csrf_exempt
@require_http_methods(["POST"])
@bearer
def query(request: Request, found: Agreement, share: str, schema: str, table: str) -> HttpResponse:
    """The file of the newest edition, of `version`, or as of `timestamp`."""
    if not _is_table(found, share, schema, table):
        return _nothing()
    try:
        asked = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        return _faulty(ValueError("the body is a JSON object"))
    return _lines(request, found, asked, with_file=True)


@require_safe
@bearer
def changes(request: Request, found: Agreement, share: str, schema: str, table: str) -> HttpResponse:
    """What came and went between versions. Each edition takes the place of the one before: all rows of that one go,
    all rows of its own come."""
    if not _is_table(found, share, schema, table):
        return _nothing()
    every = versions(found)
    try:
        asked = steps(every, request.GET.dict())
    except ValueError as error:
        return _faulty(error)
    made = {number: snapshot(found, number) for one in asked for number in (one.number, one.before) if number}
    newest = made[asked[-1].number] if asked else None
    if newest is None or None in made.values():
        return _nothing()
    wire = wire_of(request.headers.get(CAPABILITIES, ""))
    files = {number: _told(request, found, one) for number, one in made.items() if one}
    start = 0 if request.GET.get("startingVersion") == "0" else asked[0].number
    lines = feed(_told(request, found, newest), wire, start=start)
    for one in asked:
        at = {"number": one.number, "at_ms": int(one.at.timestamp() * 1000)}
        if one.before is not None:
            lines.append(change(files[one.before], wire, is_new=False, **at))
        lines.append(change(files[one.number], wire, is_new=True, **at))
    headers = {"Delta-Table-Version": str(asked[0].number), CAPABILITIES: f"responseformat={wire}"}
    return HttpResponse(written(lines), content_type="application/x-ndjson; charset=utf-8", headers=headers)


def _lines(request: Request, found: Agreement, asked: dict[str, Any], *, with_file: bool) -> HttpResponse:
    try:
        number = as_of(versions(found), wanted(asked))
    except ValueError as error:
        return _faulty(error)
    made = snapshot(found, number) if number is not None else None
    if made is None:
        return _nothing()
    wire, told = wire_of(request.headers.get(CAPABILITIES, "")), _told(request, found, made)
    lines = [*metadata(told, wire), *([file(told, wire)] if with_file else [])]
    headers = {"Delta-Table-Version": str(made.number), CAPABILITIES: f"responseformat={wire}"}
    return HttpResponse(written(lines), content_type="application/x-ndjson; charset=utf-8", headers=headers)


def _told(request: Request, found: Agreement, made: Snapshot) -> Told:
    path = reverse("sharing:file", args=[to_slug(found.pk), made.number])
    # Clients built on Delta's kernel know a signed address by keys of its query, those of some cloud: `sp` is one.
    query = urlencode({"sp": "r", "sig": signing.TimestampSigner(salt=SALT).sign(path).removeprefix(f"{path}:")})
    url = request.build_absolute_uri(f"{path}?{query}")
    expires = int(timezone.now().timestamp() * 1000) + MINUTES * 60_000
    table, at = table_of(found)[1], int(made.at.timestamp() * 1000)
    return Told(f"{found.pk}", table, made.fields, url, made.size, made.rows, at, expires, made.notes)


@require_safe
def download(request: Request, agreement: str, number: int) -> HttpResponseBase:
    """A file, whole or in part (RFC 9110, 14). 403 when its address is too old or was changed, or when the agreement is
    over."""
    try:
        signed = f"{request.path}:{request.GET.get('sig', '')}"
        signing.TimestampSigner(salt=SALT).unsign(signed, max_age=MINUTES * 60)
    except signing.BadSignature:
        return _wrong(403, "PERMISSION_DENIED", "This address is over fifteen minutes old, or not ours.")
    found = with_id(from_slug(agreement))
    made = snapshot(found, number) if found and opens(found) else None
    if made is None:
        return _wrong(403, "PERMISSION_DENIED", "The agreement is not in force any more.")
    return served(request, made.file, "application/vnd.apache.parquet")


def _is_ours(share: str) -> bool:
    return share.lower() == share_name()


def _is_table(found: Agreement, share: str, schema: str, table: str) -> bool:
    return _is_ours(share) and (schema.lower(), table.lower()) == table_of(found)


def _faulty(error: ValueError) -> HttpResponse:
    return _wrong(400, "INVALID_PARAMETER_VALUE", f"{error}.".capitalize())


def _nothing() -> JsonResponse:
    return _wrong(404, "RESOURCE_DOES_NOT_EXIST", "There is no such share, schema, table or version.")
