"""Turns a Refusal into a page or an API answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from longbien.kernel.refusal import Refusal


class RefusalMiddleware:
    """A Refusal raised by a view becomes its status, in words: HTML for people, problem+json below /api/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        if request.path.startswith("/api/"):
            return problem(error)
        return render(request, "ui/refusal.html", {"refusal": error}, status=error.status)


def problem(refusal: Refusal) -> JsonResponse:
    """RFC 9457 problem details, in every language of the refusal."""
    body = {
        "type": f"about:longbien#{refusal.code}",
        "title": dict(refusal.what),
        "status": refusal.status,
        "faults": [{"where": fault.where, "what": dict(fault.what)} for fault in refusal.faults],
    }
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")
