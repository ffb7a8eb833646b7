"""An eventful trial and its dossier, honest or forged."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from longbien.record.keys import make_key
from longbien.record.rules.checkpoint import Verifier
from longbien.trials.actions.build_dossier import build_dossier
from longbien.trials.actions.leaving.end_trial import end_trial
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.actions.resume import resume
from longbien.trials.actions.suspend import suspend
from longbien.trials.rules.dossier.file import Header, part_lines, read, write
from longbien.trials.rules.dossier.verify import verify
from tests.trials.make import MONDAY, NOW, Staged, event, later, outside, running

Parts = dict[str, Any]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FROZEN = Path(__file__).with_name("eventful.dossier")
FROZEN_LIMITED = Path(__file__).with_name("limited.dossier")
OF_A_KIND = Path(__file__).with_name("of-a-kind.dossier")
GUARDRAILS = [{"measure": "near_miss", "limit_per_site_day": 0}, {"measure": "emergency_stop", "limit_per_site_day": 2}]
ROBOTS = {
    "kind": "delivery-robot",
    "guardrails": [
        {"measure": "collision", "limit": 0, "per": 1},
        {"measure": "near_miss", "limit": 1, "per": 1000},
        {"measure": "emergency_stop", "limit": 1, "per": 100},
    ],
    "stop_on": [],
    "safety_plan": "0" * 64,
}
REASON = "Đã kiểm tra bộ định vị và lắp lại."


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)


def eventful(**but: Any) -> Staged:
    """Every kind of breach, a late event, stops by rule, guardrail and hand, resumptions, an exit, late news."""
    make_key()
    trial = running(guardrails=GUARDRAILS, **but)
    trial.send(*(event(n, at=later(n)) for n in range(1, 4)), event(4, at=later(4), speed_kmh=12.5))
    trial.send(*(event(10 + n, at=later(70 + n), device=f"r{n}") for n in range(5)))
    trial.send(event(20, at=later(130), participants=9), event(21, at=later(131), value=paid(600)))
    trial.send(event(22, at=later(140), value=paid(500)), event(23, at=later(-3600)), event(1, at=later(9)))
    trial.send(
        event(24, at=later(150), measures={"emergency_stop": 3}),
        event(25, at=later(90_000)),
        event(26, at=later(-8 * 86_400)),
    )
    trial.send(outside(30, at=later(200)), event(31, at=later(201)), event(32, at=later(202), speed_kmh=11))
    trial.send(outside(33, at=later(190)), event(34, at=later(195)))
    resume(trial.id, reason=REASON, by=trial.officer, at=hours(1))
    near_misses(trial)
    resume(trial.id, reason=REASON, by=trial.officer, at=hours(3))
    suspend(trial.id, reason="Người dân phản ánh tiếng ồn.", by=trial.officer, at=hours(4))
    trial.send(event(50, at=hours(4.5)), at=hours(5))
    resume(trial.id, reason=REASON, by=trial.officer, at=hours(6))
    end_trial(trial.id, report="Hoàn thành như kế hoạch, kèm số liệu.", by=trial.holder, at=hours(7))
    trial.send(event(60, at=hours(8)), event(61, at=later(400)), at=hours(9))
    return trial


def of_a_kind() -> Staged:
    """Delivery robots that are stopped twice by their rate of near misses, and once by a bet on a robot's day."""
    make_key()
    trial = running(**ROBOTS)
    for day, (metres, misses, stops) in enumerate([(500, 9, 0), (0, 0, 0), (400, 9, 0), (900, 0, 0), (0, 0, 60)]):
        at = MONDAY + timedelta(days=day)
        counted = {"near_miss": misses, "emergency_stop": stops}
        trial.send(event(day * 10, at=at, distance_m=metres, measures=counted), event(day * 10 + 1, at=at, device="r2"))
        if trial.row.state == "suspended":
            resume(trial.id, reason=REASON, by=trial.officer, at=at + timedelta(hours=1))
    return trial


def near_misses(trial: Staged) -> None:
    """So many that the guardrail stops the trial."""
    told = Told("near_miss", "north", MONDAY, "minor", "Suýt va vào người đi bộ ở góc phố.")
    for minute in range(3):
        report_incident(trial.id, told, by=trial.holder, at=hours(2) + timedelta(minutes=minute))
        if trial.row.state == "suspended":
            return


def worn_out(**but: Any) -> Staged:
    """A trial that passes every cap on what runs out: money of a day, kilometres, hours of work."""
    make_key()
    caps = {
        "cap_value": paid(2000),
        "cap_value_day": paid(500),
        "cap_distance_km": 1,
        "cap_device_hours": 1,
        "cap_incidents": 2,
        "cap_altitude_m": 60,
        "fleet": "r1\nr2",
        "no_go_zones": [{"name": "Trường học", "outline": "105.842, 21.002", "margin_m": 30}],
    }
    trial = running(**{"stop_on": [], **caps, **but})
    trial.send(
        *(event(n, at=later(60 * n), lon=105.8405 + 0.0005 * (n % 2), value=paid(20)) for n in range(1, 70)), at=NOW
    )
    trial.send(event(100, at=later(86_400), value=paid(400)), event(101, at=later(86_401), value=paid(101)), at=NOW)
    return trial


def limited() -> Staged:
    """Besides, one that flew too high, was not named, entered a zone, and stopped at its second incident."""
    trial = worn_out(stop_on=["no_go"])
    trial.send(event(110, at=later(86_410), altitude_m=61), event(111, at=later(86_411), device="r9"))
    trial.send(event(112, at=later(86_412), measures={"incident": 1}))
    told = Told("incident", "north", MONDAY, "minor", "Va nhẹ vào cột đèn, không ai bị thương.")
    report_incident(trial.id, told, by=trial.holder, at=hours(1))
    resume(trial.id, reason=REASON, by=trial.officer, at=hours(2))
    trial.send(event(120, at=hours(3), lon=105.842, lat=21.002), at=hours(3))
    return trial


def paid(minor: int) -> dict[str, str]:
    return {"minor": str(minor), "currency": "VND"}


def built(trial: Staged, at: datetime | None = None) -> bytes:
    return build_dossier(trial.id, by=trial.holder, at=at or hours(10)).read_bytes()


def trusted(file: bytes) -> Verifier:
    """The key of a frozen dossier, under the name that it signs with."""
    manifest = json.loads(file.partition(b"\n")[0])
    return Verifier(manifest["key"].partition("+")[0], KEY.public_key().public_bytes_raw())


def faults(file: bytes, verifier: Verifier) -> set[str]:
    """The parts in which a verification finds a fault."""
    return {check.part for check in verify(file, verifier) if not check.passed}


def forged(file: bytes, change: Callable[[Parts], object], key: Ed25519PrivateKey = KEY) -> bytes:
    """A frozen dossier with its parts changed, whole again and signed: by the hub's own key, unless told otherwise."""
    verifier = trusted(file)
    opened = read(file, verifier)
    parts = deepcopy(opened.parts)
    change(parts)
    header = Header(*(opened.manifest[name] for name in ("hub", "trial", "number", "built_at")))
    return write(header, part_lines(parts), key, verifier.name)
