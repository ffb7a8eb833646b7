"""MDS Policy and Geography: what the licences allow, for everyone, without a key."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials.api.mds.speaking import Answer, mds, or_not_found, read_id
from longbien.trials.queries.mds.published import Asked, last_published, published_geographies, published_policies
from longbien.trials.rules.mds.terms import EARLIEST, VERSION, milliseconds

router = Router()
Body = dict[str, Any]
TOLD = dict.fromkeys((200, 400, 404, 406), Body)


@router.get("/policies", summary="MDS policies", url_name="mds-policies", response=TOLD)
@mds
def policies(
    request: HttpRequest,
    start_date: str | None = None,
    end_date: str | None = None,
    last_updated: str = "",
    active_only: str = "",
) -> Answer:
    """What the licences allow, in order of effective date; from now on, unless `start_date` says from when."""
    start = _timestamp(start_date) if start_date is not None else milliseconds(timezone.now())
    asked = Asked(start, _timestamp(end_date) if end_date is not None else None, active_only == "true")
    newest = _updated(published_policies())
    return 200, newest if last_updated == "true" else newest | {"policies": list(published_policies(asked))}


@router.get("/policies.json", summary="Every MDS policy in one file", url_name="mds-policies-file", response=TOLD)
@mds
def policies_file(request: HttpRequest) -> Answer:
    """Those that were replaced or are over as well."""
    found = published_policies()
    return 200, _updated(found) | {"policies": list(found)}


@router.get("/policies/{policy_id}", summary="One MDS policy", url_name="mds-policy", response=TOLD)
@mds
def policy(request: HttpRequest, policy_id: str) -> Answer:
    known, wanted = published_policies(), str(read_id(policy_id))
    found = or_not_found(next((one for one in known if one["policy_id"] == wanted), None))
    return 200, _updated(known) | {"policies": [found]}


@router.get("/geographies", summary="MDS geographies", url_name="mds-geographies", response=TOLD)
@mds
def geographies(request: HttpRequest) -> Answer:
    """The areas of every licence, as the licence keeps them."""
    found = published_geographies()
    return 200, _updated(found) | {"geographies": list(found)}


@router.get(
    "/geographies.json", summary="Every MDS geography in one file", url_name="mds-geographies-file", response=TOLD
)
@mds
def geographies_file(request: HttpRequest) -> Answer:
    found = published_geographies()
    return 200, _updated(found) | {"geographies": list(found)}


@router.get("/geographies/{geography_id}", summary="One MDS geography", url_name="mds-geography", response=TOLD)
@mds
def geography(request: HttpRequest, geography_id: str) -> Answer:
    wanted = str(read_id(geography_id))
    found = next((one for one in published_geographies() if one["geography_id"] == wanted), None)
    return 200, {"version": VERSION, "geography": or_not_found(found)}


def _updated(documents: tuple[Body, ...]) -> Body:
    return {"version": VERSION, "last_updated": last_published(documents, timezone.now())}


def _timestamp(written: str) -> float:
    """Milliseconds since 1970, as MDS counts them. Refusal 400 for anything else."""
    try:
        instant = float(written)
    except ValueError:
        instant = 0.0
    if not EARLIEST <= instant < float("inf") or instant % 1:
        raise Refusal("bad_param", NO_TIMESTAMP, status=400)
    return instant


NO_TIMESTAMP = Text.of(
    vi="Thời điểm là số nguyên mili giây kể từ 1970, không sớm hơn năm 2018.",
    en="A time is a whole number of milliseconds since 1970, not before 2018.",
)
