"""One address an action: its parameters from the query, a form or a JSON body; its answer in CKAN's envelope.

No cookie is looked at: what needs a right needs a token in the header `Authorization`.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from longbien.data.api.ckan import reading, tables, writing
from longbien.data.api.ckan.envelope import done, failed
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.ui.errors import TOO_LARGE, UNREADABLE

Action = Callable[[HttpRequest, Mapping[str, Any]], Any]
ACTIONS: Mapping[str, Action] = {one.__name__: one for one in (*reading.ACTIONS, *tables.ACTIONS, *writing.ACTIONS)}
UNKNOWN = Text.of(vi="Không có hành động này.", en="Action name not known.")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, name: str) -> HttpResponse:
    try:
        if name == "help_show":
            return done(request, name, _help(_asked(request)))
        found = ACTIONS.get(name)
        if found is None:
            raise Refusal("unknown-action", UNKNOWN, status=400)
        return done(request, name, found(request, _asked(request)))
    except Refusal as refusal:
        return failed(request, name if name in ACTIONS else "help_show", refusal)


@require_safe
def root(request: HttpRequest) -> JsonResponse:
    """Which API this is."""
    return JsonResponse({"version": 3})


def _asked(request: HttpRequest) -> Mapping[str, Any]:
    try:
        if request.method != "POST":
            return _flat(request.GET)
        if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
            return _flat(request.GET) | _flat(request.POST)
        body = json.loads(request.body or b"{}")
        json.dumps(body, ensure_ascii=False).encode()  # half a letter has no UTF-8 form
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        raise Refusal("too-large", TOO_LARGE, status=413) from None
    except (ValueError, RecursionError, MultiPartParserError):
        raise Refusal("unreadable", UNREADABLE, status=400) from None
    if not isinstance(body, dict):
        raise Refusal("unreadable", UNREADABLE, status=400)
    return _flat(request.GET) | body


def _flat(given: Any) -> dict[str, Any]:
    return {name: values[0] if len(values) == 1 else values for name, values in given.lists() if values}


def _help(asked: Mapping[str, Any]) -> str:
    found = ACTIONS.get(str(asked.get("name", "")))
    if found is None:
        raise not_found()
    return (found.__doc__ or "").strip()
