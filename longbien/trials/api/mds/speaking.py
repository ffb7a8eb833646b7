"""How an MDS endpoint answers: its media type, its own shape of errors, and its marks for who asks again."""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.api.trials import FleetKey
from longbien.trials.rules.mds.versions import FULL, answer_type

P = ParamSpec("P")
Answer = tuple[int, dict[str, Any]]
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
OPEN = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, no-cache"}
CLOSED = {"Cache-Control": "private, no-store"}


def mds(view: Callable[Concatenate[HttpRequest, P], Answer]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view that returns a status and a body, made to speak MDS: 406 for another version, its shape for refusals."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        kind = answer_type(request.headers.get("Accept", ""))
        try:
            if kind is None:
                raise Refusal("not_acceptable", OTHER_VERSION, status=406)
            status, body = view(request, *args, **kwargs)
        except Unfit as unfit:
            status, body = unfit.answer
        except Refusal as refusal:
            status, body = refusal.status, _error(refusal)
        return _written(request, status, body, kind or FULL)

    return answer


class Unfit(Exception):
    """Raised where objects of a request can't be taken; `answer` says which and why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer[0]))
        self.answer = answer


class AgencyKey(FleetKey):
    """A fleet's key. Without one the view itself says so, in the shape of MDS."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) or NOBODY


NOBODY = "nobody"


def key_of(request: HttpRequest) -> queries.KeyView:
    """The key that the request came with. Refusal 401 without a valid one."""
    key = request.auth  # type: ignore[attr-defined]
    if not isinstance(key, queries.KeyView):
        raise Refusal("unauthorized", NO_KEY, status=401)
    return key


def read_id(written: str) -> UUID:
    """An id as MDS writes them. Refusal 400 for anything else."""
    if not ID(written):
        raise Refusal("bad_param", NO_ID, status=400)
    return UUID(written)


def or_not_found(found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        raise not_found()
    return found


def in_words(text: Text) -> str:
    """In every language of the hub: whoever reads a fleet's log may read any of them."""
    return " · ".join(dict.fromkeys(text.in_language(language) for language in settings.HUB.languages))


def _error(refusal: Refusal) -> dict[str, Any]:
    details = [f"{fault.where}: {in_words(fault.what)}" for fault in refusal.faults]
    said = in_words(refusal.what)
    return {
        "error": refusal.code.replace("-", "_"),
        "error_description": said,
        "error_details": details or [said],
    }


def _written(request: HttpRequest, status: int, body: dict[str, Any], kind: str) -> HttpResponse:
    is_open = getattr(request, "auth", None) is None and status < 400
    response = JsonResponse(body, status=status, content_type=kind, headers=OPEN if is_open else CLOSED)
    response["Vary"] = "Accept"
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if is_open:
        response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match") == response["ETag"]:
            return HttpResponse(status=304, headers={**OPEN, "ETag": response["ETag"], "Vary": "Accept"})
    return response


OTHER_VERSION = Text.of(
    vi=f"Chỉ trả lời theo MDS 2.0. Hãy gửi Accept: {FULL}.", en=f"Only MDS 2.0 is spoken here. Send Accept: {FULL}."
)
NO_KEY = Text.of(
    vi="Cần khoá của đội thiết bị: Authorization: Bearer lb_…",
    en="The key of a fleet is needed: Authorization: Bearer lb_…",
)
NO_ID = Text.of(vi="Đây không phải một UUID viết thường.", en="This is not a UUID in small letters.")
