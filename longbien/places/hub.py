"""The hub's `areas/*.geojson`, one designated area a file (a GeoJSON Feature), and `places/*.yaml`, one laboratory."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import (
    Anything,
    Either,
    Finding,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Ref,
    Words,
    YesNo,
    code,
    examine,
)
from longbien.kernel.sourced import Path_
from longbien.kernel.text import Text
from longbien.places.actions.load_area import Described, load_area
from longbien.places.actions.load_laboratory import Equipped, load_laboratory
from longbien.places.rules.geometry import outline_faults

SOURCES = Either((Ref("source"), ListOf(Ref("source"), minimum=1)))
ABOUT = Record(
    {"area": code(), "name": Words(), "kind": Words(), "indicative": YesNo(), "source": SOURCES}, {"about": Words()}
)
AREA = Record({"type": OneOf(("Feature",)), "properties": ABOUT, "geometry": Anything()}, {"id": Anything()})


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    """The shape of each file, the geometry of each area, no code twice."""
    first: dict[str, str] = {}
    for file in files:
        found = examine(file, AREA, hub.languages)
        yield from found
        if any(isinstance(one, Fault) for one in found):
            continue
        for path, what in outline_faults(file.data["geometry"], hub.data.get("bounds")):
            yield file.fault(("geometry", *path), what)
        name = file.data["properties"]["area"]
        if first.setdefault(name, file.file) != file.file:
            vi, en = f"mã này đã dùng trong {first[name]}", f"this code is already used in {first[name]}"
            yield file.fault(("properties", "area"), Text.of(vi=vi, en=en))


def load(hub: Hub, files: Files, at: datetime) -> None:
    for file in files:
        told = file.data["properties"]
        described = Described(
            name=dict(hub.text(told["name"])),
            kind=dict(hub.text(told["kind"])),
            about=dict(hub.text(told["about"])) if "about" in told else None,
            sources=_listed(told["source"]),
            is_indicative=told["indicative"],
        )
        load_area(code=told["area"], described=described, geometry=file.data["geometry"], at=at)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def codes(hub: Hub, files: Files) -> list[str]:
    return [file.data["properties"]["area"] for file in files]


register(Section("areas/*.geojson", check, load, {"area": codes}))

LABORATORY = Record(
    {"laboratory": code(), "name": Words(), "publicly_funded": YesNo(), "source": SOURCES,
     "machines": MapOf(Record({"name": Words()}))},
    {"about": Words(), "demonstration": YesNo()},
)  # fmt: skip


def check_laboratories(hub: Hub, files: Files) -> Iterator[Finding]:
    """The shape of each file; no laboratory and no machine twice."""
    first: dict[str, str] = {}
    for file in files:
        found = examine(file, LABORATORY, hub.languages)
        yield from found
        if any(isinstance(one, Fault) for one in found):
            continue
        spots: list[tuple[Path_, str]] = [(("laboratory",), file.data["laboratory"])]
        spots += [(("machines", name), f"machine {name}") for name in file.data["machines"]]
        for path, name in spots:
            if first.setdefault(name, file.file) != file.file:
                vi, en = f"mã này đã dùng trong {first[name]}", f"this code is already used in {first[name]}"
                yield file.fault(path, Text.of(vi=vi, en=en))


def load_laboratories(hub: Hub, files: Files, at: datetime) -> None:
    for file in files:
        told = file.data
        equipped = Equipped(
            name=dict(hub.text(told["name"])),
            about=dict(hub.text(told["about"])) if "about" in told else None,
            sources=_listed(told["source"]),
            is_publicly_funded=told["publicly_funded"],
            is_demo=told.get("demonstration", False),
        )
        machines = {name: dict(hub.text(one["name"])) for name, one in told["machines"].items()}
        load_laboratory(code=told["laboratory"], told=equipped, machines=machines, at=at)


def machines(hub: Hub, files: Files) -> list[str]:
    return [machine for file in files for machine in file.data["machines"]]


register(Section("places/*.yaml", check_laboratories, load_laboratories, {"machine": machines}))
