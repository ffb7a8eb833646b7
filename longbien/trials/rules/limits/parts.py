"""The further limits of a plan, all of them optional: what is not asked for is not written and changes no hash."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from longbien.kernel.money import Money
from longbien.trials.rules.limits.zones import SlowZone, Zone, read_slow_zone, read_zone
from longbien.trials.rules.reading import NAME, each, money, whole

HIGHEST_M = 20_000
MOST_EXPOSURE = 10**9
Read = Callable[[str, Callable[[Any], Any], Any], Any]


@dataclass(frozen=True)
class Limits:
    """`no_go` may not be entered, `slow` not as fast; `altitude_m` at most; only devices of `fleet`, if it names any.

    `value_day` of transactions a local day; `distance_km` and `device_hours` of all devices over the whole term;
    `incidents`: the trial stops at this one. `consent`: telemetry names nobody whose consent isn't on file.
    """

    no_go: tuple[Zone, ...] = ()
    slow: tuple[SlowZone, ...] = ()
    altitude_m: int | None = None
    fleet: tuple[str, ...] = ()
    value_day: Money | None = None
    distance_km: int | None = None
    device_hours: int | None = None
    incidents: int | None = None
    consent: bool = False

    def __bool__(self) -> bool:
        return bool(self.to_data())

    def to_data(self) -> dict[str, Any]:
        """The limits that are set, in the words of the form."""
        said = {
            "no_go_zones": [zone.to_data() for zone in self.no_go],
            "slow_zones": [zone.to_data() for zone in self.slow],
            "cap_altitude_m": self.altitude_m,
            "fleet": "\n".join(self.fleet),
            "cap_value_day": None if self.value_day is None else self.value_day.to_data(),
            "cap_distance_km": self.distance_km,
            "cap_device_hours": self.device_hours,
            "cap_incidents": self.incidents,
            "needs_consent": self.consent or None,
        }
        return {name: part for name, part in said.items() if part not in (None, [], "")}


NO_LIMITS = Limits()


def read_limits(data: Mapping[str, Any], part: Read) -> Limits:
    """The limits in the form's data; `part(name, read, default)` reads one and keeps its fault."""
    slower = partial(read_slow_zone, than=data.get("cap_speed_kmh"))
    return Limits(
        no_go=part("no_go_zones", lambda given: each(given, read_zone), []),
        slow=part("slow_zones", lambda given: each(given, slower), []),
        altitude_m=part("cap_altitude_m", _perhaps(most=HIGHEST_M), None),
        fleet=part("fleet", _fleet, ""),
        value_day=part("cap_value_day", lambda given: None if given is None else money(given), None),
        distance_km=part("cap_distance_km", _perhaps(), None),
        device_hours=part("cap_device_hours", _perhaps(), None),
        incidents=part("cap_incidents", _perhaps(least=1), None),
        consent=part("needs_consent", _yes, False),
    )


def _perhaps(least: int = 0, most: int = MOST_EXPOSURE) -> Callable[[Any], int | None]:
    return lambda given: None if given is None else whole(given, least, most)


def _yes(given: Any) -> bool:
    if not isinstance(given, bool):
        raise TypeError("yes or no")
    return given


def _fleet(given: str) -> tuple[str, ...]:
    """Names of devices, one a line: each once, in order."""
    names = sorted(set(given.split()))
    if not all(map(NAME, names)):
        raise ValueError("not a name that telemetry can bear")
    return tuple(names)
