"""Scripts of a demonstration: who does what, one scene after the other, as data of the hub.

    demonstration: robots
    scenes:
      - {by: founder, do: apply, problem: low-altitude-economy}
      - {by: founder, do: submit, case: application, data: {…}}

`do` is one of `VERBS` or an action of the case's procedure. In `data`, `"{today}"` and `"{today+30}"` stand for local
dates.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

# What a scene may do besides the actions of procedures.
VERBS = ("apply", "open", "hand_in", "start", "report", "resume", "end")
TODAY = re.compile(r"\{today([+-]\d{1,4})?\}")


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


@dataclass(frozen=True)
class Script:
    """A demonstration from its first deed to its last."""

    code: str
    scenes: tuple[Scene, ...]


def read_script(data: Mapping[str, Any]) -> Script:
    """The script in a file's data. KeyError or TypeError for data that `hub check` would fault."""
    return Script(data["demonstration"], tuple(_scene(one) for one in data["scenes"]))


def _scene(given: Mapping[str, Any]) -> Scene:
    points = tuple((point[0], point[1], point[2]) for point in given.get("points", ()))
    return Scene(**{**given, "points": points})


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
