"""The judgement of a whole trace at once, in numpy and shapely, written apart from the engine: it imports none of it.

All events are in memory, nothing is incremental, every rule is a few lines over whole columns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import numpy as np
import shapely

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EARTH_M = 6_371_008.8
SECOND, DAY = 1_000_000, 86_400_000_000


@dataclass
class Columns:
    """A trace as columns."""

    ids: np.ndarray
    device: np.ndarray
    at: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    speed: np.ndarray
    people: np.ndarray
    value: np.ndarray
    altitude: np.ndarray

    @classmethod
    def of(cls, events: Iterable[Mapping[str, Any]]) -> "Columns":
        rows = [
            (
                one["id"], one["device"], np.datetime64(one["at"][:-1], "us").astype(np.int64), one["lon"], one["lat"],
                one.get("speed_kmh", -1.0), one.get("participants", -1),
                int(one.get("value", {"minor": 0})["minor"]), one.get("altitude_m", -1.0),
            )
            for one in events
        ]  # fmt: skip
        ids, device, *numbers = (np.array(column) for column in zip(*rows, strict=True))
        return cls(ids, device, *numbers)

    def only(self, rows: np.ndarray) -> "Columns":
        return Columns(**{name: column[rows] for name, column in vars(self).items()})


def judge(
    told: Columns, plan: Mapping[str, Any], area: Any, *, holidays: Iterable[date], offset_hours: int
) -> dict[str, np.ndarray]:
    """Which events broke which rule, by rule; the zone's offset from UTC never changes.

    None of these traces reaches the end of its term; what is dated before its start breaks the term alone.
    """
    begins = (date.fromisoformat(plan["start"]) - date(1970, 1, 1)).days
    early = told.at + offset_hours * 3600 * SECOND < begins * DAY
    within = _within(told.only(~early), plan, area, holidays=holidays, offset_hours=offset_hours)
    broke = {"term": early}
    for rule, flags in within.items():
        broke[rule] = np.zeros(len(told.at), dtype=bool)
        broke[rule][~early] = flags
    return broke


def _within(
    told: Columns, plan: Mapping[str, Any], area: Any, *, holidays: Iterable[date], offset_hours: int
) -> dict[str, np.ndarray]:
    local = told.at + offset_hours * 3600 * SECOND
    slow = np.full(len(told.at), float(plan["cap_speed_kmh"]))
    for zone in plan["slow_zones"]:
        slow = np.where(_inside(zone, told), np.minimum(slow, zone["speed_kmh"]), slow)
    spent, daily = _spent(told, np.zeros_like(local)), _spent(told, local // DAY)
    broke = {
        "area": ~shapely.covers(area, shapely.points(told.lon, told.lat)),
        "hours": ~_is_open(plan["windows"], local, holidays),
        "speed": told.speed > slow,
        "participants": told.people > plan["cap_participants"],
        "no_go": np.any([_inside(zone, told) for zone in plan["no_go_zones"]], axis=0),
        "altitude": told.altitude > plan["cap_altitude_m"],
        "fleet": ~np.isin(told.device, plan["fleet"].split()),
        "devices": _at_work(told) > plan["cap_devices"],
        "value": (told.value > 0) & (spent > int(plan["cap_value"]["minor"])),
        "value_day": (told.value > 0) & (daily > int(plan["cap_value_day"]["minor"])),
        "device_hours": _by_then(told.at, _minutes(told)) > plan["cap_device_hours"] * 60,
        "distance": _by_then(told.at, _millimetres(told)) > plan["cap_distance_km"] * 1_000_000,
    }
    stopped = np.any([broke[rule] for rule in plan["stop_on"]], axis=0)
    broke["suspended"] = told.at > told.at[stopped].min() if stopped.any() else np.zeros(len(told.at), dtype=bool)
    return broke


def counts_of(broke: Mapping[str, np.ndarray]) -> dict[str, int]:
    return {rule: int(flags.sum()) for rule, flags in sorted(broke.items()) if flags.any()}


def digest_of(pairs: Iterable[tuple[str, str]]) -> str:
    """One hash of all (event id, rule), in whatever order they are given."""
    return sha256("\n".join(sorted(f"{name} {rule}" for name, rule in pairs)).encode()).hexdigest()


def pairs_of(told: Columns, broke: Mapping[str, np.ndarray]) -> Iterable[tuple[str, str]]:
    return ((str(name), rule) for rule, flags in broke.items() for name in told.ids[flags])


def _inside(zone: Mapping[str, Any], told: Columns) -> np.ndarray:
    """Within the margin of a zone, on a plane in metres around the zone's first corner."""
    corners = np.array([[float(part) for part in line.split(",")] for line in zone["outline"].splitlines()])
    metre = np.array([np.cos(np.radians(corners[0, 1])), 1.0]) * EARTH_M * np.pi / 180
    flat = (corners - corners[0]) * metre
    kind = {1: shapely.points, 2: shapely.linestrings}.get(len(flat), shapely.polygons)
    shape = kind(flat if len(flat) > 1 else flat[0])
    here = (np.column_stack([told.lon, told.lat]) - corners[0]) * metre
    return shapely.distance(shape, shapely.points(here)) <= zone["margin_m"]


def _is_open(windows: Iterable[Mapping[str, Any]], local: np.ndarray, holidays: Iterable[date]) -> np.ndarray:
    """Windows of one day only: none here runs past midnight."""
    day, clock = local // DAY, local % DAY
    off = np.isin(day, [(one - date(1970, 1, 1)).days for one in holidays])
    found = np.zeros(len(local), dtype=bool)
    for window in windows:
        opens, closes = (_clock(window[name]) for name in ("from", "to"))
        weekday = np.isin((day + 3) % 7, [DAYS.index(name) for name in window["days"]])
        wanted = {"also": True, "never": ~off, "only": off}[window.get("holidays", "also")]
        found |= weekday & wanted & (clock >= opens) & (clock < closes)
    return found


def _clock(written: str) -> int:
    at = datetime.strptime(written, "%H:%M")  # noqa: DTZ007
    return timedelta(hours=at.hour, minutes=at.minute) // timedelta(microseconds=1)


def _by_then(at: np.ndarray, amount: np.ndarray) -> np.ndarray:
    """For each event the sum of all amounts up to its instant, that instant included."""
    order = np.argsort(at, kind="stable")
    total = np.cumsum(amount[order])
    return total[np.searchsorted(at[order], at, side="right") - 1]


def _spent(told: Columns, span: np.ndarray) -> np.ndarray:
    """The money of each event's span (a day, or all) up to its instant."""
    found = np.zeros(len(told.at), dtype=np.int64)
    for one in np.unique(span):
        rows = span == one
        found[rows] = _by_then(told.at[rows], told.value[rows])
    return found


def _minutes(told: Columns) -> np.ndarray:
    """1 for the first event of a device in a minute of the clock, else 0."""
    order = np.lexsort((told.at, told.device, told.at // (60 * SECOND)))
    minute, device = told.at[order] // (60 * SECOND), told.device[order]
    first = np.append(True, (minute[1:] != minute[:-1]) | (device[1:] != device[:-1]))
    found = np.zeros(len(told.at), dtype=np.int64)
    found[order] = first
    return found


def _at_work(told: Columns) -> np.ndarray:
    """How many devices had begun in each event's minute by its instant."""
    begun = _by_then(told.at, _minutes(told))
    start = told.at // (60 * SECOND) * (60 * SECOND)
    order = np.argsort(told.at, kind="stable")
    before = np.searchsorted(told.at[order], start, side="left")
    return begun - np.append(0, np.cumsum(_minutes(told)[order]))[before]


def _millimetres(told: Columns) -> np.ndarray:
    """The straight line from each device's event before, between corners of a grid of millimetres, rounded up."""
    order = np.lexsort((told.lat, told.lon, told.at, told.device))
    lon, lat, device = np.radians(told.lon[order]), np.radians(told.lat[order]), told.device[order]
    ball = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    grid = np.round(ball * 6_371_008_800).astype(np.int64)
    squared = ((grid[1:] - grid[:-1]) ** 2).sum(axis=1)
    whole = np.floor(np.sqrt(squared)).astype(np.int64)
    line = np.append(0, np.where(device[1:] == device[:-1], whole + (whole * whole < squared), 0))
    found = np.zeros(len(told.at), dtype=np.int64)
    found[order] = line
    return found
