"""A million events under every limit that a licence may have: a morning of the trace on fifty days, mixed and doubled.

Deterministic: the same lines each time. Nothing is kept in memory but one block.
"""

import gzip
import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TRACE = ROOT / "trace" / "hanoi-robots-20k.ndjson.gz"
EVENTS = 1_000_000
EARLIER = 75  # days: the fifty lie before any day on which this may run, so that no clock is ahead; with a holiday
BLOCK = 4_000  # lines that may change places: about three minutes of the fleet
PLAN: dict[str, Any] = {
    "areas": ["campus"],
    "start": "2026-08-28",
    "windows": [
        {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:30", "to": "11:00", "holidays": "never"},
        {"days": ["sat"], "from": "09:00", "to": "10:00"},
        {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "09:30", "to": "10:00", "holidays": "only"},
    ],
    "cap_participants": 3,
    "cap_devices": 4,
    "cap_speed_kmh": 10,
    "cap_value": {"minor": "20000000", "currency": "VND"},
    "cap_value_day": {"minor": "450000", "currency": "VND"},
    "cap_distance_km": 1200,
    "cap_device_hours": 250,
    "cap_altitude_m": 60,
    "fleet": "\n".join(f"robot-{number:02}" for number in range(1, 20)),
    "no_go_zones": [
        {"name": "Trường học", "outline": "105.8473, 21.0040", "margin_m": 40},
        {"name": "Đường xe lửa", "outline": "105.8490, 21.0020\n105.8499, 21.0066", "margin_m": 12},
    ],
    "slow_zones": [
        {
            "name": "Chợ",
            "outline": "105.8455, 21.0030\n105.8470, 21.0031\n105.8469, 21.0062\n105.8454, 21.0060",
            "margin_m": 15,
            "speed_kmh": 6,
        }
    ],
    "guardrails": [{"measure": "emergency_stop", "limit_per_site_day": 1000}],
    "stop_on": ["value"],
}


def events(count: int = EVENTS) -> Iterator[dict[str, Any]]:
    """The events in order of time: some carry money, some an altitude."""
    told = [json.loads(line) for line in gzip.decompress(TRACE.read_bytes()).splitlines()]
    for number in range(count):
        day, turn = divmod(number, len(told))
        one = told[turn]
        at = datetime.fromisoformat(one["at"]) + timedelta(days=day - EARLIER)
        event = {**one, "id": f"{one['id']}~{day}", "at": f"{at:%Y-%m-%dT%H:%M:%SZ}"}
        event.pop("measures", None)
        if turn % 23 == day % 23:
            event["value"] = {"minor": str((turn * 7919 + day * 31) % 900 + 100), "currency": "VND"}
        if turn % 11 == 0:
            event["altitude_m"] = (turn * 37 + day) % 64
        yield event


def lines(count: int = EVENTS, seed: int = 20261128) -> Iterator[bytes]:
    """The events as they arrive: shuffled within a block, one in a hundred twice."""
    dice, block = random.Random(seed), list[bytes]()
    for event in events(count):
        block.append(json.dumps(event, separators=(",", ":")).encode() + b"\n")
        if len(block) == BLOCK:
            yield from _mixed(block, dice)
            block = []
    yield from _mixed(block, dice)


def _mixed(block: list[bytes], dice: random.Random) -> list[bytes]:
    block += dice.sample(block, len(block) // 100)
    dice.shuffle(block)
    return block
