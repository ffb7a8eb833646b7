"""How every address of OGC API Features answers: JSON in the reader's language, for whatever page asks; what is wrong
as the standard says it; people are led to the page."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from longbien.data.rules.features.asked import wrong
from longbien.data.rules.features.described import HTML, JSON
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

View = Callable[..., Any]
FORMS = ("json", "html")


def answers(page: Callable[..., str]) -> Callable[[View], Callable[..., HttpResponse]]:
    """Decorator over a view that gives JSON: `page` is the address of the same for people, who ask for HTML."""

    def around(view: View) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if wants_page(request):
                    response: HttpResponse = HttpResponseRedirect(page(*args, **kwargs), status=303)
                else:
                    response = view(request, *args, **kwargs)
            except Refusal as refusal:
                response = told(refusal)
            response["Access-Control-Allow-Origin"] = "*"
            response["Vary"] = "Accept, Accept-Language"
            return response

        return asked

    return around


def wants_page(request: HttpRequest) -> bool:
    """Whether `f`, or else the header, asks for HTML before JSON. Refusal for another `f`."""
    said = request.GET.get("f")
    if said is not None and said not in FORMS:
        raise wrong("f", vi="f là json hoặc html", en="f is json or html")
    if said:
        return said == "html"
    return request.get_preferred_type([JSON, HTML]) == HTML


def told(refusal: Refusal) -> HttpResponse:
    """7.5.1: a code, and words."""
    code = "NotFound" if refusal.status == 404 else refusal.code
    body = {"code": code, "description": " | ".join(refusal.what.values())}
    return JsonResponse(body, status=refusal.status, json_dumps_params={"ensure_ascii": False})


def as_json(request: HttpRequest, body: Mapping[str, Any], kind: str = JSON) -> HttpResponse:
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False}, content_type=kind)
    response["Content-Language"] = get_language_from_request(request)
    return response


def speaker(request: HttpRequest) -> Callable[[Text], str]:
    """Words in the language that the reader asks for."""
    language = get_language_from_request(request)
    return lambda text: text.in_language(language)
