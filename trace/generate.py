"""Run the simulator and write what the fleet would have sent: NDJSON, one line a robot and second.

    make trace            (or: .venvs/trace/bin/python trace/generate.py --out var/trace)

Eclipse SUMO drives every metre; this file only writes its input and reads its output. Same seed, same version of the
simulator, same bytes.
"""

import argparse
import gzip
import json
import random
import subprocess
import sys
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from fleet import TOP_SPEED, Trip, depot, plan_day
from network import Network, convert, lay

HERE = Path(__file__).parent
SEED = 20261931
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_DAY, DAYS = date(2026, 11, 9), 10  # working days, Monday to Friday, twice
SLICE = 20_000
LAST_SECOND = 19 * 3600
HARDEST_BRAKING = -1.55  # m/s²: the most a robot's brakes give (`decel` below), used only for what came as a surprise


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--out", type=Path, default=HERE.parent / "var" / "trace")
    words.add_argument("--slice", type=Path, help=f"also write the first {SLICE:,} events here, gzipped")
    given = words.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        lines = list(simulate(Path(scratch)))
    (given.out / "hanoi-robots.ndjson").write_text("".join(lines), encoding="utf-8")
    if given.slice:
        write_gzip(given.slice, "".join(lines[:SLICE]).encode())
    print(f"{len(lines):,} events in {given.out / 'hanoi-robots.ndjson'}")


def simulate(folder: Path) -> Iterator[str]:
    """Every event of every day, in order of time, then device."""
    network, dice = lay(SEED), random.Random(SEED)  # noqa: S311
    net = convert(network, tool("netconvert"), folder)
    for number, day in enumerate(working_days()):
        trips = plan_day(network, dice)
        positions = run(net, write_trips(network, trips, folder / f"day-{number}.rou.xml"), folder, SEED + number)
        yield from events(positions, day, {trip.name: trip for trip in trips})


def working_days() -> list[date]:
    days = (FIRST_DAY + timedelta(days=n) for n in range(2 * DAYS))
    return [day for day in days if day.weekday() < 5][:DAYS]


def tool(name: str) -> Path:
    """A program of the simulator, beside the Python that runs this."""
    return Path(sys.executable).parent / name


def write_trips(network: Network, trips: list[Trip], path: Path) -> Path:
    """The simulator's input for a day: one vehicle a trip, with its stops."""
    home, root = depot(network), Xml.Element("routes")
    for governor, top_speed in TOP_SPEED.items():
        Xml.SubElement(root, "vType", {
            "id": governor, "length": "0.8", "width": "0.6", "minGap": "0.8", "accel": "0.8", "decel": "1.6",
            "maxSpeed": str(top_speed), "sigma": "0.4", "speedDev": "0.03",
        })  # fmt: skip
    for trip in trips:
        vehicle = Xml.SubElement(root, "trip", {
            "id": trip.name, "type": trip.governor, "depart": str(trip.departs), "from": home, "to": home,
        })  # fmt: skip
        for edge, seconds in trip.stops:
            Xml.SubElement(vehicle, "stop", {"lane": f"{edge}_0", "endPos": "-20", "duration": str(seconds)})
    Xml.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return path


def run(net: Path, trips: Path, folder: Path, seed: int) -> Path:
    """One day in the simulator; the answer is its FCD output, one `<timestep>` a second."""
    out = folder / trips.name.replace(".rou.xml", ".fcd.xml")
    subprocess.run(
        [tool("sumo"), "-n", net, "-r", trips, "--seed", str(seed), "--begin", "0", "--end", str(LAST_SECOND),
         "--fcd-output", out, "--fcd-output.geo", "--fcd-output.attributes", "x,y,speed,acceleration",
         "--precision.geo", "7", "--precision", "3", "--no-step-log", "--no-warnings", "--time-to-teleport", "-1"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return out


def events(positions: Path, day: date, trips: dict[str, Trip]) -> Iterator[str]:
    """The lines of one day, in the format of the trials API."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    for _, step in Xml.iterparse(positions):  # noqa: S314 (our own simulator wrote it)
        if step.tag != "timestep":
            continue
        at = (midnight + timedelta(seconds=float(step.get("time", "0")))).astimezone(UTC)
        for vehicle in sorted(step, key=lambda item: item.get("id", "")):
            yield line(vehicle, trips[vehicle.get("id", "")], at)
        step.clear()


def line(vehicle: Xml.Element, trip: Trip, at: datetime) -> str:
    stamp = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    event: dict[str, object] = {
        "id": f"{trip.robot}-{at:%Y%m%dT%H%M%SZ}",
        "device": trip.robot,
        "at": stamp,
        "lon": float(vehicle.get("x", "")),
        "lat": float(vehicle.get("y", "")),
        "speed_kmh": round(float(vehicle.get("speed", "")) * 3.6, 2),
        "participants": trip.people,
    }
    if float(vehicle.get("acceleration", "")) <= HARDEST_BRAKING:
        event["measures"] = {"emergency_stop": 1}
    return json.dumps(event, separators=(",", ":")) + "\n"


def write_gzip(path: Path, content: bytes) -> None:
    """Gzip without a time or a name inside, so that the same events are the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=9) as packed:
        packed.write(content)


if __name__ == "__main__":
    main()
