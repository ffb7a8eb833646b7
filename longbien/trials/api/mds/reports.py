"""MDS Agency, what a fleet reports: telemetry, events and trips, each judged as all telemetry is."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from longbien.kernel.actor import SYSTEM
from longbien.trials import queries
from longbien.trials.actions.ingest_batch import ingest_batch
from longbien.trials.actions.mds.declare import Sent, declare
from longbien.trials.actions.mds.note_status import note_status
from longbien.trials.api.mds import bulk
from longbien.trials.api.mds.agency import LIST, TAKEN
from longbien.trials.api.mds.speaking import AgencyKey, Answer, key_of, mds
from longbien.trials.queries.mds.fleet import EVENT
from longbien.trials.rules.mds import agency
from longbien.trials.rules.mds.terms import EXTENSION

router = Router(auth=AgencyKey())
TOLD = ("batch", "stored", "duplicates", "violations", "breaches", "suspended", "message")


@router.post("/telemetry", summary="Send telemetry", url_name="mds-telemetry", openapi_extra=LIST, response=TAKEN)
@mds
def telemetry(request: HttpRequest) -> Answer:
    """201: stored and judged, each once by its telemetry_id. 409: stored, but the trial may not operate: stop."""
    key, items = _from_known(request, "telemetry")
    answer = _judged(key, "telemetry", items, [agency.line_of_telemetry(item) for item in items])
    note_status(key.trial_id, items, kind="telemetry", by=SYSTEM, at=timezone.now())
    return answer


@router.post("/events", summary="Send events", url_name="mds-events", openapi_extra=LIST, response=TAKEN)
@mds
def events(request: HttpRequest) -> Answer:
    """As telemetry, each once by its event_id; an event of a vehicle off the street is kept and not judged."""
    key, items = _from_known(request, "event")
    working = [item for item in items if agency.is_operation(item)]
    resting = [item for item in items if not agency.is_operation(item)]
    answer = bulk.taken(201, len(items))
    if working:
        status, body = _judged(key, "event", working, [agency.line_of_event(item) for item in working])
        answer = status, body | {"success": body["success"] + len(resting), "total": len(items)}
    if resting:
        sent = Sent(key.trial_id, EVENT, bulk.refs("event", resting), "note", key.id)
        declare(sent, by=SYSTEM, at=timezone.now())
    note_status(key.trial_id, items, kind="event", by=SYSTEM, at=timezone.now())
    return answer


@router.post("/trips", summary="Send trips", url_name="mds-trips", openapi_extra=LIST, response=TAKEN)
@mds
def trips(request: HttpRequest) -> Answer:
    """Each trip once by its trip_id, judged where and when it ended, with what was paid for it."""
    key, items = _from_known(request, "trip")
    currency = settings.HUB.currency
    return _judged(key, "trip", items, [agency.line_of_trip(item, currency) for item in items])


def _from_known(request: HttpRequest, kind: str) -> tuple[queries.KeyView, list[bulk.Item]]:
    key, items = key_of(request), bulk.read(request, kind)
    bulk.check_registered(key.trial_id, items)
    return key, items


def _judged(key: queries.KeyView, kind: str, items: list[bulk.Item], lines: list[agency.Line]) -> Answer:
    body, now = agency.batch(lines), timezone.now()
    answer = bulk.blaming(kind, items, partial(ingest_batch, key.trial_id, body, key_id=key.id, by=SYSTEM, at=now))
    again = [items[line - 1] for line in answer.body["conflict_lines"]]
    told = {name: answer.body[name] for name in TOLD if name in answer.body}
    return (201 if answer.status == 200 else answer.status), {
        "success": len(items) - answer.body["conflicts"],
        "total": len(items),
        "failures": [bulk.failure(item, "already_registered", bulk.OTHER_CONTENT) for item in again],
        EXTENSION: told,
    }
