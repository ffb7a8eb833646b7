"""Write to a SensorThings service: declare entities, change them, observe. Nothing is ever deleted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils import timezone

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.trials.actions.sta.declare_entities import Change, Sender, change_entity, declare_entity
from longbien.trials.api.sta.observing import ID, Streams, conflict, counts, stop, take
from longbien.trials.api.sta.speaking import JSON, PATCH, Service, Told, body_of, router, service, sta
from longbien.trials.queries.sta.answering import answering
from longbien.trials.rules.mds.terms import EXTENSION
from longbien.trials.rules.sta.drafts import How, properties
from longbien.trials.rules.sta.entities import (
    BY_NAME,
    DATASTREAM,
    HISTORICAL_LOCATION,
    LOCATION,
    OBSERVATION,
    Entity,
    Kind,
)
from longbien.trials.rules.sta.options import Options
from longbien.trials.rules.sta.paths import Place, read_path
from longbien.trials.rules.sta.shown import address
from longbien.trials.rules.sta.terms import Said, unfit
from longbien.trials.rules.telemetry import instant_us

Body = dict[str, Any]
ROOT = "/trials/{trial}/sta/v1.1"
MADE = {201: Any, 400: Body, 401: Body, 404: Body, 409: Any}
CHANGED = {200: Any, 400: Body, 401: Body, 404: Body, 405: Body}
OBJECT = {"requestBody": {"required": True, "content": {JSON: {"schema": {"type": "object"}}}}}


@router.post(
    f"{ROOT}/{{path:path}}", summary="Declare or observe", url_name="sta-path", openapi_extra=OBJECT, response=MADE
)
@sta
def create(request: HttpRequest, trial: str, path: str) -> Told:
    """A new entity of a set, with all that it brings along; or an observation."""
    asked, place = service(request, trial), read_path(path)
    if not place.is_set or place.told:
        refuse_verb()
    body = body_of(request, JSON)
    given = _given(asked, place)
    if place.kind is OBSERVATION:
        return _observed(asked, body, given)
    if place.kind is HISTORICAL_LOCATION:
        refuse_verb()
    now = timezone.now()
    number = declare_entity(_sender(asked), place.kind, body, given, by=SYSTEM, at=now)
    return _told(201, asked, place.kind, number)


@router.patch(f"{ROOT}/{{path:path}}", summary="Change", url_name="sta-path", openapi_extra=OBJECT, response=CHANGED)
@sta
def patch(request: HttpRequest, trial: str, path: str) -> Told:
    """The next version of an entity: what is sent goes over what it said. JSON Patch is read too."""
    return _changed(request, trial, path, "patch" if request.content_type == PATCH else "merge")


@router.put(f"{ROOT}/{{path:path}}", summary="Replace", url_name="sta-path", openapi_extra=OBJECT, response=CHANGED)
@sta
def put(request: HttpRequest, trial: str, path: str) -> Told:
    """The next version of an entity: what is sent goes in place of what it said; its ways stay."""
    return _changed(request, trial, path, "replace")


@router.delete(f"{ROOT}/{{path:path}}", summary="Refused", url_name="sta-path", response={405: Body})
@sta
def delete(request: HttpRequest, trial: str, path: str) -> Told:
    """Nothing that was declared or observed is ever deleted: 405."""
    service(request, trial)
    refuse_verb(NOTHING_IS_LOST)


def _changed(request: HttpRequest, trial: str, path: str, how: How) -> Told:
    asked, place = service(request, trial), read_path(path)
    if place.is_set or place.field or place.told or not place.kind.code:
        refuse_verb()
    body = body_of(request, PATCH if how == "patch" else JSON)
    entity = _entity(asked, place)
    change_entity(_sender(asked), place.kind, int(entity.id), Change(body, how), by=SYSTEM, at=timezone.now())
    return _told(200, asked, place.kind, int(entity.id))


def _given(asked: Service, place: Place) -> Said:
    """What the place in a path says of a new entity: it hangs on what stands before it."""
    if len(place.steps) == 1:
        return {}
    parent = _entity(asked, replace(place, steps=place.steps[:-1]))
    here = {ID: parent.id}
    if place.kind is LOCATION:
        return {"Things": [here]}
    for way, relation in place.kind.ways.items():
        if relation.to == parent.kind.name:
            return {way: [here] if relation.many else here}
    return refuse_verb()


def _entity(asked: Service, place: Place) -> Entity:
    found = answering(asked.trial_id, asked.base, 0).at(place)
    if not isinstance(found, Entity):
        raise not_found()
    return found


def _observed(asked: Service, body: Any, given: Mapping[str, Any]) -> Told:
    """One observation."""
    if not isinstance(body, dict) or ID in body:
        unfit(f"Cần một đối tượng JSON không có {ID}.", f"A JSON object without {ID} is needed.")
    said = {**properties(OBSERVATION, body), **_hung({**body, **given}, streams := Streams(asked))}
    taken = take(streams, [(said.pop(DATASTREAM.name), said)])
    name = taken.ids[0]
    if name is None:
        raise taken.fault or conflict()
    told = _told(201, asked, OBSERVATION, name)
    if taken.answer.status == 409:
        return replace(told, status=409, body=stop(taken))
    return replace(told, body={**told.body, EXTENSION: counts(taken)})


def _hung(body: Mapping[str, Any], streams: Streams) -> Said:
    """The Datastream and the FeatureOfInterest of an observation; a feature that is described is declared."""
    stream, feature = body.get("Datastream"), body.get("FeatureOfInterest")
    if not isinstance(stream, dict) or ID not in stream:
        unfit(f'Cần Datastream: {{"{ID}": …}}.', f'A Datastream is needed: {{"{ID}": …}}.')
    hung = {"Datastream": stream[ID]}
    if feature is None:
        return hung
    if not isinstance(feature, dict):
        unfit("FeatureOfInterest cần một đối tượng.", "FeatureOfInterest needs an object.")
    streams.stream(stream[ID])
    number = feature[ID] if ID in feature else streams.note(properties(BY_NAME["FeatureOfInterest"], feature))
    return {**hung, "FeatureOfInterest/id": number}


def _told(status: int, asked: Service, kind: Kind, number: int | str) -> Told:
    to = answering(asked.trial_id, asked.base, instant_us(timezone.now()))
    entity = to.at(read_path(address("", kind.plural, number)))
    here = address(asked.base, kind.plural, number)
    return Told(status, to.entity(entity, Options()) if isinstance(entity, Entity) else None, here)


def _sender(asked: Service) -> Sender:
    return Sender(asked.trial_id, asked.key_id)


def refuse_verb(why: Text | None = None) -> NoReturn:
    raise Refusal("wrong-verb", why or NOT_HERE, status=405)


NOTHING_IS_LOST = Text.of(
    vi="Không xoá được: mọi khai báo và quan trắc được giữ làm bằng chứng. Hãy dùng PATCH để thay đổi.",
    en="Nothing can be deleted: what was declared and observed is kept as evidence. Use PATCH to change it.",
)
NOT_HERE = Text.of(
    vi="Địa chỉ này không nhận thao tác đó. Tạo mới bằng POST vào tập hợp; thay đổi bằng PATCH hoặc PUT vào thực thể.",
    en="That can't be done here. POST to a set to add to it; PATCH or PUT an entity to change it.",
)
