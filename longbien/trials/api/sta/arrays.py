"""Many observations in one request, as data arrays."""

from typing import Any

from django.http import HttpRequest

from longbien.trials.api.sta.observing import ID, Streams, conflict, nothing, stop, take
from longbien.trials.api.sta.speaking import JSON, Told, body_of, router, service, sta
from longbien.trials.rules.sta.arrays import read_groups
from longbien.trials.rules.sta.entities import OBSERVATION
from longbien.trials.rules.sta.shown import address

LIST = {"requestBody": {"required": True, "content": {JSON: {"schema": {"type": "array"}}}}}
MADE: dict[int, Any] = {201: list[str], **dict.fromkeys((400, 401, 404, 409), dict[str, Any])}


@router.post(
    "/trials/{trial}/sta/v1.1/CreateObservations",
    summary="Send many observations",
    url_name="sta-observations",
    openapi_extra=LIST,
    response=MADE,
)
@sta
def create_observations(request: HttpRequest, trial: str) -> Told:
    """Data arrays, at most 10,000 observations. 201: the address of each, or "error" for one that was not taken. 409:
    stored, but some of it was operation under suspension or after the end: stop."""
    asked = service(request, trial)
    groups = read_groups(body_of(request, JSON))
    streams = Streams(asked)
    taken = take(streams, ((group.datastream.get(ID), said) for group in groups for said in group.said()))
    if not any(taken.ids):
        raise taken.fault or (conflict() if taken.ids else nothing())
    links = [address(asked.base, OBSERVATION.plural, one) if one else "error" for one in taken.ids]
    if taken.answer.status == 409:
        return Told(409, {**stop(taken), "value": links})
    return Told(201, links)
