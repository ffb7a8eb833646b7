"""Judge a fleet's events without Long Biên: plain Python and shapely, one event after another, from the plan's words.

    python trace/oracle.py LICENCE.json EVENTS.ndjson      prints one line an excursion: id and the rules broken

LICENCE.json: `{"plan": the licence form, "sites": [{"code": …, "geometry": GeoJSON}], "timezone": "Area/City"}`, and
`"holidays": ["2027-01-01", …]` where a window minds them. Outlines of zones are read as corners, one a line.
Slow on purpose: no arrays, no index, no caches, nothing shared with the engine it is held against.
"""

import gzip
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from shapely.geometry import LineString, Point, Polygon, shape

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EARTH_M = 6_371_008.8
Event = dict[str, Any]
Broken = dict[str, set[str]]


def judge(licence: dict[str, Any], events: Iterable[Event]) -> Broken:
    """Which rules of the licence each event broke, by its id; events that broke none are left out.

    What is dated outside the term breaks the term alone. `suspended` is added to what was done after the earliest
    breach that the plan calls stopping.
    """
    plan, zone = licence["plan"], ZoneInfo(licence["timezone"])
    sites = [shape(site["geometry"]) for site in licence["sites"]]
    broken: Broken = defaultdict(set)
    every, told = list(events), list[Event]()
    for event in every:
        local = moment(event).astimezone(zone)
        if not first_day(plan) <= local.date() < day_after_last(plan):
            broken[event["id"]].add("term")
            continue
        told.append(event)
        place = Point(event["lon"], event["lat"])
        checks = {
            "area": any(site.covers(place) for site in sites),
            "hours": any(is_open(window, local, licence.get("holidays", ())) for window in plan["windows"]),
            "speed": event.get("speed_kmh", 0) <= fastest(plan, event),
            "participants": event.get("participants", 0) <= plan["cap_participants"],
            "no_go": not any(is_inside(zone, event) for zone in plan.get("no_go_zones", ())),
            "altitude": event.get("altitude_m", 0) <= plan.get("cap_altitude_m", 10**9),
            "fleet": event["device"] in plan.get("fleet", event["device"]).split(),
        }
        broken[event["id"]].update(rule for rule, kept in checks.items() if not kept)
    too_many_devices(told, plan["cap_devices"], broken)
    too_much_value(told, int(plan["cap_value"]["minor"]), broken)
    after_the_stop(every, set(plan["stop_on"]), broken)
    return {name: rules for name, rules in broken.items() if rules}


def moment(event: Event) -> datetime:
    return datetime.fromisoformat(event["at"])


def is_open(window: dict[str, Any], local: datetime, holidays: Iterable[str]) -> bool:
    """Whether a window is open at a local time; one that closes at or before it opens runs into the next day."""
    clock = f"{local:%H:%M}"
    opens, closes = window["from"][:5], window["to"][:5]
    today = is_day(window, local.date(), holidays)
    if opens < closes:
        return today and opens <= clock < closes
    return (today and clock >= opens) or (is_day(window, local.date() - timedelta(days=1), holidays) and clock < closes)


def is_day(window: dict[str, Any], day: date, holidays: Iterable[str]) -> bool:
    """Whether a window opens on a day."""
    off = day.isoformat() in holidays
    wanted = {"also": True, "never": not off, "only": off}[window.get("holidays", "also")]
    return WEEKDAYS[day.weekday()] in window["days"] and wanted


def fastest(plan: dict[str, Any], event: Event) -> float:
    """The lowest speed limit that holds where an event was."""
    zones = [zone["speed_kmh"] for zone in plan.get("slow_zones", ()) if is_inside(zone, event)]
    return float(min([plan["cap_speed_kmh"], *zones]))


def is_inside(zone: dict[str, Any], event: Event) -> bool:
    """Whether an event was in a zone or within its margin: on a plane in metres around the event itself."""
    metres = EARTH_M * math.pi / 180
    corners = [[float(number) for number in line.split(",")] for line in zone["outline"].splitlines()]
    flat = [
        ((lon - event["lon"]) * metres * math.cos(math.radians(event["lat"])), (lat - event["lat"]) * metres)
        for lon, lat in corners
    ]
    shape_of = {1: Point, 2: LineString}.get(len(flat), Polygon)
    return bool(shape_of(flat if len(flat) > 1 else flat[0]).distance(Point(0, 0)) <= zone["margin_m"])


def first_day(plan: dict[str, Any]) -> date:
    return date.fromisoformat(plan["start"])


def day_after_last(plan: dict[str, Any]) -> date:
    """The start plus the term in months; a day that the last month lacks becomes its last day."""
    start = first_day(plan)
    months = start.month - 1 + plan["term_months"]
    year, month = start.year + months // 12, months % 12 + 1
    for day in range(start.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise ValueError("no such day")


def too_many_devices(events: list[Event], cap: int, broken: Broken) -> None:
    """More than `cap` devices in a minute of the clock: every event from the moment the first one too many appears."""
    minutes: dict[datetime, list[Event]] = defaultdict(list)
    for event in events:
        minutes[moment(event).replace(second=0, microsecond=0)].append(event)
    for told in minutes.values():
        seen: set[str] = set()
        for instant in sorted({moment(event) for event in told}):
            now = [event for event in told if moment(event) == instant]
            seen.update(event["device"] for event in now)
            if len(seen) > cap:
                for event in now:
                    broken[event["id"]].add("devices")


def too_much_value(events: list[Event], cap: int, broken: Broken) -> None:
    """Transactions that bring the running total above `cap`; those of one instant count together."""
    total = 0
    paid = [event for event in events if int(event.get("value", {"minor": "0"})["minor"])]
    for instant in sorted({moment(event) for event in paid}):
        now = [event for event in paid if moment(event) == instant]
        total += sum(int(event["value"]["minor"]) for event in now)
        if total > cap:
            for event in now:
                broken[event["id"]].add("value")


def after_the_stop(events: list[Event], stopping: set[str], broken: Broken) -> None:
    """Nobody resumes in this reading: all that happens after the first stopping breach happens under suspension."""
    stops = [moment(event) for event in events if broken[event["id"]] & stopping]
    for event in events:
        if stops and moment(event) > min(stops):
            broken[event["id"]].add("suspended")


def read_events(path: Path) -> list[Event]:
    """The events of a file, plain or gzipped."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.splitlines() if line.strip()]


def main() -> None:
    licence, events = (Path(given) for given in sys.argv[1:3])
    for name, rules in judge(json.loads(licence.read_text()), read_events(events)).items():
        print(name, *sorted(rules))


if __name__ == "__main__":
    main()
