"""A hub's folder as a whole: which file belongs to which section, what is wrong anywhere, what it digests to."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from longbien.kernel.hub import Files, Hub, Section, sections
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import Reference
from longbien.kernel.sourced import Sourced, Unreadable, read_yaml
from longbien.kernel.text import Text
from longbien.site.hub import BrokenHub, examine_hub, named, read_hub

AS_DATA = {".yaml", ".yml", ".json", ".geojson"}
UNREAD = {"README.md"}
OWN = "hub.yaml"
LISTED = 12  # names that there are instead

# What hub.yaml itself offers to references, by kind.
OFFERED = {"stage": "stages", "role": "roles", "body": "bodies", "organisation": "organisations", "source": "sources",
           "technology": "technology_groups",
           "problem-group": "problem_groups", "sector": "sectors"}  # fmt: skip


# What each kind of name is called in Vietnamese; in English it is the word itself.
KINDS = {
    "action": "bước chuyển", "area": "khu vực", "body": "hội đồng", "indicator": "chỉ số", "letter": "văn bản",
    "fund-rules": "bộ quy định quỹ", "organisation": "tổ chức", "problem": "bài toán", "procedure": "thủ tục",
    "role": "vai trò", "sector": "lĩnh vực", "source": "nguồn", "stage": "giai đoạn", "technology": "công nghệ",
}  # fmt: skip


@dataclass(frozen=True)
class Folder:
    """A hub folder without a fault, ready to load: each section with its files."""

    hub: Hub
    parts: tuple[tuple[Section, Files], ...]
    digest: str
    count: int


def read_folder(folder: Path) -> Folder:
    """The folder, checked whole. BrokenHub names every fault in it."""
    hub = read_hub(folder)
    own = read_yaml(folder / OWN, named=named(folder / OWN))
    parts, faults = _read_parts(folder)
    findings = examine_hub(own)
    for section, files in parts:
        findings += section.check(hub, files)
    faults += [one for one in findings if isinstance(one, Fault)]
    faults += _dangling([one for one in findings if isinstance(one, Reference)], _names(hub, parts))
    if faults:
        raise BrokenHub(tuple(sorted(set(faults), key=_place)))
    paths = every_file(folder)
    return Folder(hub, parts, digest_of(folder, paths), len(paths))


def every_file(folder: Path) -> list[Path]:
    """All files of the folder that count: hidden ones and the README of a folder don't."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in UNREAD)
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def digest_of(folder: Path, paths: list[Path]) -> str:
    """SHA-256 over the name and the SHA-256 of every file, as `sha256sum` would print them."""
    listed = (f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in paths)
    return sha256("".join(listed).encode()).hexdigest()


def _read_parts(folder: Path) -> tuple[tuple[tuple[Section, Files], ...], list[Fault]]:
    parts, faults, claimed = [], [], {folder / OWN}
    for section in sections():
        files = []
        for path in sorted(folder.glob(section.pattern)):
            claimed.add(path)
            try:
                files.append(_read(path))
            except Unreadable as broken:
                faults.append(broken.fault)
        parts.append((section, tuple(files)))
    faults += [_unclaimed(path) for path in every_file(folder) if path not in claimed]
    return tuple(parts), faults


def _read(path: Path) -> Sourced:
    if path.suffix in AS_DATA:
        return read_yaml(path, named=named(path))
    try:
        return Sourced(named(path), path.read_bytes().decode(), {})
    except UnicodeDecodeError as error:
        what = Text.of(vi="tệp không phải văn bản UTF-8", en="the file isn't UTF-8 text")
        raise Unreadable(Fault(f"{named(path)}:1", what)) from error


def _unclaimed(path: Path) -> Fault:
    known = ", ".join(sorted(section.pattern for section in sections()))
    what = Text.of(
        vi=f"không phần nào đọc tệp này; tên tệp phải khớp một trong: {known}",
        en=f"nothing reads this file; its name must match one of: {known}",
    )
    return Fault(f"{named(path)}:1", what)


def _names(hub: Hub, parts: tuple[tuple[Section, Files], ...]) -> dict[str, set[str]]:
    names = {kind: set(hub.data.get(key, ())) for kind, key in OFFERED.items()}
    for section, files in parts:
        for kind in section.offers:
            names.setdefault(kind, set()).update(_offered(hub, files, section, kind))
    return names


def _offered(hub: Hub, files: Files, section: Section, kind: str) -> Iterator[str]:
    for file in files:
        try:
            yield from section.offers[kind](hub, (file,))
        except (KeyError, TypeError, AttributeError):
            continue  # the file has faults of its own, and offers nothing


def _dangling(references: list[Reference], names: dict[str, set[str]]) -> list[Fault]:
    return [_lost(one, names[one.kind]) for one in references if one.kind in names and one.name not in names[one.kind]]


def _lost(one: Reference, there: set[str]) -> Fault:
    kind = KINDS.get(one.kind, one.kind)
    listed = ", ".join(sorted(there)[:LISTED]) + (", …" if len(there) > LISTED else "")
    vi, en = f"không có {kind} nào tên “{one.name}”", f"no {one.kind} is called “{one.name}”"
    if there:
        vi, en = f"{vi}; hiện có: {listed}", f"{en}; there are: {listed}"
    return Fault(one.where, Text.of(vi=vi, en=en))


def _place(fault: Fault) -> tuple[str, int, str]:
    file, _, line = fault.where.rpartition(":")
    return file, int(line) if line.isdigit() else 0, str(fault.what)
