"""The hub's `areas/*.geojson`: one designated area a file, a GeoJSON Feature."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import Anything, Either, Finding, ListOf, OneOf, Record, Ref, Words, YesNo, code, examine
from longbien.kernel.text import Text
from longbien.places.actions.load_area import Described, load_area
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
