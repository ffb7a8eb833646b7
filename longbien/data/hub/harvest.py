"""The hub's `harvest/*.yaml`: other catalogues that are read, one a file."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from longbien.data.actions.harvest.name_source import Naming, name_source, stop_others
from longbien.data.rules.harvest.addresses import place_of
from longbien.data.rules.harvest.periods import DAILY, EVERY
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.shape import Finding, Line, OneOf, Record, Ref, Words, code, examine
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text
from longbien.people.queries import organisation_with_code

KINDS = ("ckan", "dcat", "folder")
SOURCE = Record(
    {"source": code(), "title": Words(), "kind": OneOf(KINDS), "address": Line()},
    {"every": OneOf(EVERY), "owner": Ref("organisation")},
)


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    """The shape of each, no source twice, an address that can be asked or a folder that is there."""
    first: dict[str, str] = {}
    for file in files:
        found = examine(file, SOURCE, hub.languages)
        yield from found
        if found:
            continue
        if first.setdefault(file.data["source"], file.file) != file.file:
            known = first[file.data["source"]]
            yield file.fault(
                ("source",), Text.of(vi=f"mã này đã dùng trong {known}", en=f"this code is already used in {known}")
            )
        if not _can_be_read(hub, file):
            what = Text.of(vi="không phải địa chỉ http(s), tệp hay thư mục của hub",
                           en="this is no http(s) address, and no file or folder of the hub")  # fmt: skip
            yield file.fault(("address",), what)


def _can_be_read(hub: Hub, file: Sourced) -> bool:
    said, kind = file.data["address"], file.data["kind"]
    if "://" in said:
        try:
            return kind != "folder" and bool(place_of(said))
        except ValueError:
            return False
    place = _inside(hub, said)
    return place.is_dir() if kind == "folder" else kind == "dcat" and place.is_file()


def _inside(hub: Hub, said: str) -> Path:
    return hub.folder / said


def load(hub: Hub, files: Files, at: datetime) -> None:
    for file in files:
        said = file.data["address"]
        where = said if "://" in said else str(_inside(hub, said).resolve())
        told = Naming(
            file.data["kind"], where, hub.text(file.data["title"]), file.data.get("every", DAILY),
            _owner(file.data.get("owner", "")),
        )  # fmt: skip
        name_source(file.data["source"], told, at=at)
    stop_others([file.data["source"] for file in files], at=at)


def _owner(code: str) -> UUID | None:
    found = organisation_with_code(code) if code else None
    return found.id if found else None


register(Section("harvest/*.yaml", check, load))
