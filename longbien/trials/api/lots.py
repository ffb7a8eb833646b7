"""Who has the new and who the old in a trial that compares, for the fleet that has to switch."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router

from longbien.kernel.plain import utc_micros
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials.api.trials import PLAIN, AnyReader, check_reader, trial_id_in
from longbien.trials.queries.comparing import Schedule, schedules
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.reading import NAME
from longbien.trials.rules.telemetry import from_us

router = Router(tags=["trials"])
MOST_VEHICLES = 500
NO_VEHICLES = Text.of(
    vi="“vehicle” phải là mã thiết bị như trong dữ liệu gửi về, nhiều nhất 500 mã.",
    en="“vehicle” must be the name of a device as it reports, at most 500 of them.",
)


@router.get(
    "/trials/{trial}/lots",
    auth=AnyReader(),
    summary="Who has the new and who the old",
    description="The lots of each comparison for the coming seven days. Anybody draws them again: the lot of a unit is "
    "the last bit of SHA-256 over `seed/unit/comparison/number` (docs/reference/comparisons.md). Vehicles are those "
    "asked for (`?vehicle=r1&vehicle=r2`), else those that the licence names, else those that were heard of.",
    response=dict[str, Any],
)
def lots(request: HttpRequest, trial: str) -> HttpResponse:
    """By the fleet's key or for those who may see the trial. A plan that compares nothing has none. Refusal 422 for
    vehicles whose names telemetry can't bear."""
    trial_id = trial_id_in(trial)
    check_reader(request, trial_id)
    return JsonResponse(
        _lots(trial_id, _asked_for(request)), headers={"Cache-Control": "private, no-cache"}, json_dumps_params=PLAIN
    )


def _asked_for(request: HttpRequest) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(request.GET.getlist("vehicle")))
    if len(names) > MOST_VEHICLES or not all(map(NAME, names)):
        raise Refusal("no-vehicles", NO_VEHICLES)
    return names


def _lots(trial_id: UUID, vehicles: tuple[str, ...]) -> dict[str, Any]:
    drawn = policy_of(trial_id).lots
    return {
        "seed": drawn.seed if drawn else None,
        "comparisons": [_comparison(one) for one in schedules(trial_id, timezone.now(), vehicles=vehicles)],
    }


def _comparison(schedule: Schedule) -> dict[str, Any]:
    lottery = schedule.lottery
    return {
        "comparison": lottery.number,
        **lottery.asked.to_data(),
        "lots": [
            {
                "unit": turn.unit,
                "number": turn.index,
                "from": utc_micros(from_us(turn.begin_us)),
                "until": utc_micros(from_us(turn.end_us)),
                "has": "new" if turn.is_new else "old",
            }
            for turn in schedule.turns
        ],
    }
