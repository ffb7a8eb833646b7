"""The catalogue: one namespace an agreement, one table in it. Source: Apache Iceberg REST Catalog API (OpenAPI), v1.

Whoever asks shows the bearer token of a profile, the one of Delta Sharing. What would write is refused in the form that
the specification has for errors.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from longbien.data.api.bearing import shown
from longbien.data.api.iceberg.granting import granted
from longbien.data.models import Agreement
from longbien.data.queries import iceberg
from longbien.data.queries.shares import table_of
from longbien.ui.requests import Request

View = Callable[..., HttpResponse]
TABLES = "/v1/{prefix}/namespaces/{namespace}/tables"
ENDPOINTS = [
    "GET /v1/{prefix}/namespaces", "GET /v1/{prefix}/namespaces/{namespace}",
    "HEAD /v1/{prefix}/namespaces/{namespace}", f"GET {TABLES}", f"GET {TABLES}/{{table}}",
    f"HEAD {TABLES}/{{table}}", f"GET {TABLES}/{{table}}/credentials",
]  # fmt: skip


def _wrong(status: int, kind: str, message: str) -> JsonResponse:
    return JsonResponse({"error": {"message": message, "type": kind, "code": status}}, status=status)


def reading(view: View) -> View:
    """Let in whoever shows a token that opens an agreement now, to read."""

    @wraps(view)
    def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        found = shown(request)
        if found is None:
            return _wrong(401, "NotAuthorizedException", "The token is missing, unknown, or opens nothing any more.")
        if request.method not in ("GET", "HEAD"):
            return _wrong(406, "UnsupportedOperationException", "This catalogue is read-only.")
        reply = view(request, found, *args, **kwargs)
        if request.method == "HEAD" and reply.status_code == 200:
            return HttpResponse(status=204)
        return reply

    return csrf_exempt(asked)


@reading
def config(request: Request, found: Agreement) -> HttpResponse:
    """404 for a warehouse other than the hub's; there is but one, so it need not be named."""
    code = str(settings.HUB.code)
    if request.GET.get("warehouse", code) not in (code, ""):
        return _wrong(404, "NoSuchWarehouseException", f"There is no such warehouse; this one is called {code}.")
    return JsonResponse({"defaults": {}, "overrides": {}, "endpoints": ENDPOINTS})


@reading
def namespaces(request: Request, found: Agreement) -> HttpResponse:
    parent = request.GET.get("parent", "")
    if parent and parent != table_of(found)[0]:
        return _no_namespace()
    return JsonResponse({"namespaces": [] if parent else [[table_of(found)[0]]]})


@reading
def namespace(request: Request, found: Agreement, namespace: str) -> HttpResponse:
    if namespace != table_of(found)[0]:
        return _no_namespace()
    return JsonResponse({"namespace": [namespace], "properties": {}})


@reading
def tables(request: Request, found: Agreement, namespace: str) -> HttpResponse:
    name, table = table_of(found)
    if namespace != name:
        return _no_namespace()
    return JsonResponse({"identifiers": [{"namespace": [name], "name": table}]})


@reading
def table(request: Request, found: Agreement, namespace: str, table: str) -> HttpResponse:
    """Its metadata, with a key for its files. `snapshots=refs` names the newest snapshot alone."""
    told = iceberg.table(found) if (namespace, table) == table_of(found) else None
    if told is None:
        return _no_table()
    where, metadata = told
    if request.GET.get("snapshots") == "refs":
        metadata["snapshots"] = metadata["snapshots"][-1:]
    config = granted(request, found, at=timezone.now())
    keys = [{"prefix": metadata["location"], "config": config}]
    told_all = {"metadata-location": where, "metadata": metadata, "config": config, "storage-credentials": keys}
    return JsonResponse(told_all, headers={"Cache-Control": "no-store"})


@reading
def credentials(request: Request, found: Agreement, namespace: str, table: str) -> HttpResponse:
    """A new key for the table's files."""
    told = iceberg.table(found) if (namespace, table) == table_of(found) else None
    if told is None:
        return _no_table()
    keys = [{"prefix": told[1]["location"], "config": granted(request, found, at=timezone.now())}]
    return JsonResponse({"storage-credentials": keys}, headers={"Cache-Control": "no-store"})


@reading
def unsupported(request: Request, found: Agreement, path: str) -> HttpResponse:
    return _wrong(406, "UnsupportedOperationException", "This catalogue lists and loads tables, and does nothing else.")


def _no_namespace() -> HttpResponse:
    return _wrong(404, "NoSuchNamespaceException", "There is no such namespace.")


def _no_table() -> HttpResponse:
    return _wrong(404, "NoSuchTableException", "There is no such table, or it has no rows yet.")
