"""What CKAN wraps its answers and its errors in. Source: CKAN 2.11, "API guide", "Making an API request"."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from longbien.kernel.refusal import Refusal

TYPES = {404: "Not Found Error", 403: "Authorization Error", 401: "Authorization Error"}
VALIDATION = 409  # what CKAN answers to what isn't in order


def _help(request: HttpRequest, name: str) -> str:
    where = reverse("ckan:ckan-action", args=["help_show"])
    return request.build_absolute_uri(f"{where}?name={name}")


def done(request: HttpRequest, name: str, result: Any) -> JsonResponse:
    return _said({"help": _help(request, name), "success": True, "result": result})


def failed(request: HttpRequest, name: str, refusal: Refusal) -> JsonResponse:
    """A refusal as CKAN says it: by type, with the faults under the parameters that they stand in."""
    kind = TYPES.get(refusal.status, "Validation Error")
    message = " | ".join(refusal.what.values())
    if refusal.status in (400, 413, 429, 503):
        error: dict[str, Any] = {"__type": "Bad Request", "message": message}
        status = refusal.status
    elif kind == "Validation Error":
        faults: dict[str, list[str]] = {}
        for fault in refusal.faults:
            faults.setdefault(fault.where, []).append(" | ".join(fault.what.values()))
        error, status = {"__type": kind, "message": message, "code": refusal.code, **faults}, VALIDATION
    else:
        said = f"Not found: {message}" if refusal.status == 404 else f"Access denied: {message}"
        error, status = {"__type": kind, "message": said}, refusal.status
    return _said({"help": _help(request, name), "success": False, "error": error}, status)


def _said(body: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(
        body, status=status, content_type="application/json; charset=utf-8", json_dumps_params={"ensure_ascii": False}
    )
