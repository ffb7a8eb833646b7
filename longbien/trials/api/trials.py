"""The trials API: telemetry in, status out. A fleet shows its key as `Authorization: Bearer lb_…`."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router
from ninja.security import HttpBearer

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.plain import encode
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.actions.ingest_batch import ingest_batch
from longbien.trials.queries.public.register import find_registered
from longbien.trials.queries.public.register_data import burn_data, full_data, register_data
from longbien.trials.rules.telemetry import MAX_BYTES

NDJSON = "application/x-ndjson"
PLAIN = {"ensure_ascii": False}  # Vietnamese for whoever reads an answer in a terminal
router = Router(tags=["trials"])


class FleetKey(HttpBearer):
    """Authentication by a fleet's key; the request's `auth` is then its `KeyView`."""

    def authenticate(self, request: HttpRequest, token: str) -> queries.KeyView | None:
        return queries.key_behind(token)


class AnyReader(FleetKey):
    """A fleet's key where there is one; else the session decides."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) or ("session" if "Authorization" not in request.headers else None)


@router.post(
    "/trials/{trial}/telemetry",
    auth=FleetKey(),
    summary="Send a batch of telemetry",
    description="NDJSON, at most 8 MB. 200: stored and judged. 409: stored and judged, but some of it was operation "
    "under suspension or after the end: don't send it again, and stop if `message` says so. 422: nothing stored, every "
    "bad line named. `breaches` counts events by the rule they broke, `violations` those under suspension or after the "
    "end alone; a `message` says to stop whenever the trial is suspended, and that the devices need not where it was "
    "let go on since.",
    openapi_extra={"requestBody": {"required": True, "content": {NDJSON: {"schema": {"type": "string"}}}}},
    response={200: dict[str, Any], 409: dict[str, Any]},
)
def telemetry(request: HttpRequest, trial: str) -> HttpResponse:
    """Take in a batch. Idempotent: by the batch's bytes, and by each event's id."""
    trial_id = trial_id_in(trial)
    key: queries.KeyView = request.auth  # type: ignore[attr-defined]
    if key.trial_id != trial_id:
        raise not_found()
    if request.content_type != NDJSON:
        raise _wrong_type()
    # Read past Django's limit for form posts; one byte more than allowed tells that there is more.
    body = request.read(MAX_BYTES + 1)
    answer = ingest_batch(trial_id, body, key_id=key.id, by=SYSTEM, at=timezone.now())
    return JsonResponse(answer.body, status=answer.status, json_dumps_params=PLAIN)


@router.get("/trials/{trial}", auth=AnyReader(), summary="How a trial stands", response=dict[str, Any])
def status(request: HttpRequest, trial: str) -> HttpResponse:
    """State, figures, broken rules, suspension. With an ETag: ask again with If-None-Match."""
    trial_id = trial_id_in(trial)
    check_reader(request, trial_id)
    mark = f'"{queries.mark(trial_id)}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    return JsonResponse(
        _status(trial_id), headers={"ETag": mark, "Cache-Control": "private, no-cache"}, json_dumps_params=PLAIN
    )


@router.get("/register", summary="The public register of trials", response=dict[str, Any])
def register(request: HttpRequest) -> HttpResponse:
    """Every licence that was granted, in every language of the hub. Open to all; ask again with If-None-Match."""
    data = register_data(timezone.localdate())
    headers = {"ETag": f'"{data["mark"]}"', "Cache-Control": "public, no-cache", "Access-Control-Allow-Origin": "*"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    return JsonResponse(data, headers=headers, json_dumps_params=PLAIN)


@router.get("/register/{path:key}", summary="One licence with all that happened to it", response=dict[str, Any])
def registered(request: HttpRequest, key: str) -> HttpResponse:
    """By number or id: suspensions in plain words, and every public line with its record entry and proof."""
    found = find_registered(key, timezone.localdate())
    if found is None:
        raise not_found()
    return JsonResponse(full_data(found), headers={"Access-Control-Allow-Origin": "*"}, json_dumps_params=PLAIN)


def check_reader(request: HttpRequest, trial_id: UUID) -> None:
    auth = request.auth  # type: ignore[attr-defined]
    by_key = isinstance(auth, queries.KeyView) and auth.trial_id == trial_id
    if not by_key and not queries.may(request.actor, "view", trial_id):  # type: ignore[attr-defined]
        raise not_found()


def _status(trial_id: UUID) -> dict[str, Any]:
    card, now = queries.trial(trial_id).card, queries.live(trial_id)
    stopped = now.suspension
    return {
        "id": to_slug(trial_id),
        "number": card.number,
        "state": now.state,
        "term": {"start": encode(card.term_start), "end": encode(card.term_end)},
        "events": now.figures.events,
        "batches": now.figures.batches,
        "devices": now.figures.devices,
        "breaches": {one.rule: one.count for one in now.broken},
        "caps": [burn_data(burn) for burn in queries.burn_down(trial_id)],
        "received_at": encode(now.figures.received_at),
        "suspension": stopped
        and {
            "since": encode(stopped.since),
            "rule": stopped.rule,
            "event": stopped.event or None,
            "automatic": stopped.automatic,
            "why": dict(stopped.why),
        },
    }


def trial_id_in(written: str) -> UUID:
    """A trial's id as in its page's address, or as a UUID."""
    for read in (from_slug, UUID):
        try:
            return read(written)
        except ValueError:
            continue
    raise not_found()


def _wrong_type() -> Refusal:
    what = Text.of(vi=f"Hãy gửi với Content-Type: {NDJSON}.", en=f"Send it with Content-Type: {NDJSON}.")
    return Refusal("wrong-type", what, status=415)
