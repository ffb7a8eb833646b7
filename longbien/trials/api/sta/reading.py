"""Read a SensorThings service: its root, sets, entities, properties, with query options."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from longbien.trials.api.sta.speaking import Told, router, service, sta
from longbien.trials.queries.sta.answering import answer, answering
from longbien.trials.rules.sta.entities import KINDS
from longbien.trials.rules.sta.options import read_options
from longbien.trials.rules.sta.paths import read_path
from longbien.trials.rules.sta.terms import CONFORMANCE, SPEC
from longbien.trials.rules.telemetry import instant_us

Body = dict[str, Any]
TOLD = {200: Any, 400: Body, 401: Body, 404: Body}


@router.get("/trials/{trial}/sta/v1.1", summary="The root of a trial's sensors", url_name="sta", response=TOLD)
@sta
def root(request: HttpRequest, trial: str) -> Told:
    """The sets of entities, and which parts of SensorThings 1.1 are there."""
    return _root(request, trial)


@router.get("/trials/{trial}/sta/v1.1/", url_name="sta-slash", response=TOLD, include_in_schema=False)
@sta
def root_again(request: HttpRequest, trial: str) -> Told:
    return _root(request, trial)


@router.get("/trials/{trial}/sta/v1.1/{path:path}", summary="Read sensors", url_name="sta-path", response=TOLD)
@sta
def read(request: HttpRequest, trial: str, path: str) -> Told:
    """A path such as `Things(1)/Datastreams`, with $top, $skip, $count, $orderby, $select, $expand and $filter."""
    asked = service(request, trial)
    place = read_path(path)
    options = read_options(request.GET.dict(), place.kind)
    to = answering(asked.trial_id, asked.base, instant_us(timezone.now()))
    found = answer(place, options, to, f"{asked.base}/{path}")
    return Told(200, str(found) if place.told == "value" and not isinstance(found, dict | list) else found)


def _root(request: HttpRequest, trial: str) -> Told:
    asked = service(request, trial)
    return Told(
        200,
        {
            "value": [{"name": kind.plural, "url": f"{asked.base}/{kind.plural}"} for kind in KINDS],
            "serverSettings": {
                "conformance": list(CONFORMANCE),
                f"{SPEC}/data-array/data-array": {"endpoints": [f"{asked.base}/CreateObservations"]},
            },
        },
    )
