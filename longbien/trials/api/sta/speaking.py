"""How a SensorThings endpoint is asked and answers: a fleet's key as Bearer or as a password, JSON for every fault."""

from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from ninja import Router

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.api.bodies import read_json
from longbien.trials.api.mds.speaking import in_words
from longbien.trials.api.trials import FleetKey, trial_id_in
from longbien.trials.rules.sta.terms import check_depth, unfit
from longbien.trials.rules.telemetry import MAX_BYTES

P = ParamSpec("P")
NOBODY = "nobody"
CLOSED = {"Cache-Control": "private, no-store"}
JSON, PATCH = "application/json", "application/json-patch+json"


@dataclass(frozen=True)
class Told:
    """An answer: its status, its JSON (None: no body), and the address of what it made."""

    status: int
    body: Any
    location: str = ""


@dataclass(frozen=True)
class Service:
    """The service that was asked: whose trial it is, by which key, and its root address."""

    trial_id: UUID
    key_id: UUID
    base: str


class SensorKey(FleetKey):
    """A fleet's key as Bearer, or as the password of Basic, which is all that many clients know. Without a valid one
    the view itself says so."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) or self._basic(request) or NOBODY

    def _basic(self, request: HttpRequest) -> queries.KeyView | None:
        scheme, _, written = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            _, _, password = b64decode(written, validate=True).decode().partition(":")
        except (Error, ValueError):
            return None
        return queries.key_behind(password)


router = Router(tags=["SensorThings 1.1"], auth=SensorKey())  # one: a path has all its verbs in one place


def sta(view: Callable[Concatenate[HttpRequest, P], Told]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view that returns what is told, made to answer as SensorThings servers do, refusals too."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return _written(request, view(request, *args, **kwargs))
        except Refusal as refusal:
            return _refused(refusal)

    return answer


def service(request: HttpRequest, trial: str) -> Service:
    """The service of a trial that the key of a request opens. Refusal 401 without a valid key, 404 for another's."""
    key = request.auth  # type: ignore[attr-defined]
    if not isinstance(key, queries.KeyView):
        raise Refusal("unauthorized", NO_KEY, status=401)
    if key.trial_id != trial_id_in(trial):
        raise not_found()
    return Service(key.trial_id, key.id, request.build_absolute_uri(root(key.trial_id)))


def root(trial_id: UUID) -> str:
    """The path of a trial's service."""
    return reverse("api:sta", args=[to_slug(trial_id)])


def body_of(request: HttpRequest, *kinds: str) -> Any:
    """The JSON of a request. Refusal 415 for another type, 413 for too much, 400 for what is no JSON."""
    if request.content_type not in kinds:
        said = Text.of(vi=f"Hãy gửi với Content-Type: {kinds[0]}.", en=f"Send it with Content-Type: {kinds[0]}.")
        raise Refusal("wrong-type", said, status=415)
    body = request.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise Refusal("too-large", TOO_LARGE, status=413)
    try:
        said = read_json(body)
    except ValueError:
        unfit("Nội dung không phải JSON hợp lệ (UTF-8).", "The body is not valid JSON (UTF-8).")
    check_depth(said)
    return said


def _written(request: HttpRequest, told: Told) -> HttpResponse:
    headers = {**CLOSED, **({"Location": told.location} if told.location else {})}
    if told.body is None:
        return HttpResponse(status=told.status, headers=headers)
    if isinstance(told.body, str):
        return HttpResponse(told.body, status=told.status, headers=headers, content_type="text/plain; charset=utf-8")
    return JsonResponse(told.body, status=told.status, headers=headers, safe=False)


def _refused(refusal: Refusal) -> HttpResponse:
    faults = [f"{fault.where}: {in_words(fault.what)}" for fault in refusal.faults]
    said = {"code": refusal.status, "type": "error", "message": in_words(refusal.what)}
    response = JsonResponse(said | ({"faults": faults} if faults else {}), status=refusal.status, headers=CLOSED)
    if refusal.status == 401:
        response["WWW-Authenticate"] = 'Basic realm="SensorThings", Bearer'
    if refusal.status == 405:
        response["Allow"] = "GET, POST, PATCH, PUT"
    return response


NO_KEY = Text.of(
    vi="Cần khoá của đội thiết bị: Authorization: Bearer lb_…, hoặc Basic với khoá là mật khẩu.",
    en="The key of a fleet is needed: Authorization: Bearer lb_…, or Basic with the key as its password.",
)
TOO_LARGE = Text.of(vi="Mỗi lần gửi tối đa 8 MB.", en="A request holds at most 8 MB.")
