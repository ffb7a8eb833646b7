"""The hub's `harvest/*.yaml`: other catalogues that are read, one a file."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from longbien.data.actions.harvest.name_source import name_source
from longbien.data.rules.harvest.addresses import place_of
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.shape import Finding, Line, OneOf, Record, Words, code, examine
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text

KINDS = ("ckan", "dcat", "folder")
SOURCE = Record({"source": code(), "title": Words(), "kind": OneOf(KINDS), "address": Line()})


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
        name_source(file.data["source"], kind=file.data["kind"], address=where, title=hub.text(file.data["title"]))


register(Section("harvest/*.yaml", check, load))
