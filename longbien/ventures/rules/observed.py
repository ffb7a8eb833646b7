"""Telemetry of a demonstration's fleet for a day: drawn, not measured, and the same wherever it is drawn again."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from math import exp
from random import Random
from typing import Any

from longbien.ventures.rules.script import Observed

HOURS = (9, 13, 17)  # when each device is heard of
NEAR = 0.0002  # degrees: about twenty metres
WALK_KMH = 4.5


def lines_of(seen: Observed, day: date, morning: datetime, arms: Mapping[str, bool]) -> Iterator[dict[str, Any]]:
    """The lines of a day that begins in the `morning`; `arms` says which device has the new."""
    for device in seen.devices:
        drawn = Random(f"{seen.seed}/{day.isoformat()}/{device}")  # noqa: S311 (a demonstration, to be drawn again)
        is_new = arms.get(device, False)
        rates = {seen.measure: seen.new if is_new else seen.old, **seen.besides}
        for hour in HOURS:
            at = morning + timedelta(hours=hour, minutes=drawn.randrange(50))
            counted = {name: poisson(rate / len(HOURS), drawn) for name, rate in rates.items()}
            yield {
                "id": f"{device}-{day.isoformat()}-{hour}",
                "device": device,
                "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "lon": round(seen.place[0] + drawn.uniform(-NEAR, NEAR), 6),
                "lat": round(seen.place[1] + drawn.uniform(-NEAR, NEAR), 6),
                "speed_kmh": WALK_KMH,
                "arm": "new" if is_new else "old",
                **({"measures": told} if (told := {name: count for name, count in counted.items() if count}) else {}),
            }


def poisson(mean: float, drawn: Random) -> int:
    """A count with this mean (Knuth, The Art of Computer Programming 2, 3.4.1)."""
    limit, product, count = exp(-mean), drawn.random(), 0
    while product > limit:
        product *= drawn.random()
        count += 1
    return count
