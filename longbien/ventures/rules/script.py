"""Scripts of a demonstration: who does what, one scene after the other, as data of the hub.

    demonstration: robots
    ago: 46                      # days before it is played that its first scene happened; `observe` leads to today
    scenes:
      - {by: founder, do: apply, problem: low-altitude-economy}
      - {by: founder, do: submit, case: application, data: {…}}

`do` is one of `VERBS` or an action of the case's procedure. In `data`, `"{today}"` and `"{today+30}"` stand for local
dates.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

# What a scene may do besides the actions of procedures.
VERBS = ("apply", "open", "hand_in", "start", "observe", "report", "resume", "end")
OBSERVE = "observe"
TODAY = re.compile(r"\{today([+-]\d{1,4})?\}")


@dataclass(frozen=True)
class Observed:
    """What the fleet counts on every whole day since the trial began: `devices` at `place`, each on average `old` times
    `measure` a day under the old and `new` times under the new, as the lots of the licence fall, and `besides` whatever
    the lot. Drawn from a `seed`, so that it is the same wherever it is played on the same day."""

    devices: tuple[str, ...]
    place: tuple[float, float]
    measure: str
    old: float
    new: float
    seed: int
    besides: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """One deed. `case` is a step of the journey; `points` are [longitude, latitude, km/h] a second apart."""

    do: str
    by: str = ""
    case: str = ""
    problem: str = ""
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    points: tuple[tuple[float, float, float], ...] = ()
    observed: Observed | None = None


@dataclass(frozen=True)
class Script:
    """A demonstration from its first deed to its last; the first happened `ago` days before it is played."""

    code: str
    scenes: tuple[Scene, ...]
    ago: int = 0

    def days_before(self) -> Iterator[tuple[Scene, int]]:
        """Each scene with how many days before the play it happens: none once the fleet was observed."""
        past = self.ago
        for scene in self.scenes:
            past = 0 if scene.do == OBSERVE else past
            yield scene, past


def read_script(data: Mapping[str, Any]) -> Script:
    """The script in a file's data. KeyError or TypeError for data that `hub check` would fault."""
    return Script(data["demonstration"], tuple(_scene(one) for one in data["scenes"]), data.get("ago", 0))


def _scene(given: Mapping[str, Any]) -> Scene:
    points = tuple((point[0], point[1], point[2]) for point in given.get("points", ()))
    seen = given.get("observed")
    observed = Observed(**{**seen, "devices": tuple(seen["devices"]), "place": tuple(seen["place"])}) if seen else None
    return Scene(**{**given, "points": points, "observed": observed})


def dated(data: Any, today: date) -> Any:
    """The data with its dates filled in."""
    match data:
        case str():
            found = TODAY.fullmatch(data)
            return (today + timedelta(days=int(found[1] or 0))).isoformat() if found else data
        case Mapping():
            return {key: dated(value, today) for key, value in data.items()}
        case list() | tuple():
            return [dated(value, today) for value in data]
    return data
