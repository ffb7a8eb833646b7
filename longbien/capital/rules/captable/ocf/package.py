"""A package of the format: a manifest and the files it names. What is read is kept whole, so that nothing is lost."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

VERSION = "1.2.0"
MANIFEST = "Manifest.ocf.json"
# The lists of the manifest, and the kind of file that each names.
LISTS = {
    "stock_plans_files": "OCF_STOCK_PLANS_FILE",
    "stock_legend_templates_files": "OCF_STOCK_LEGEND_TEMPLATES_FILE",
    "stock_classes_files": "OCF_STOCK_CLASSES_FILE",
    "transactions_files": "OCF_TRANSACTIONS_FILE",
    "stakeholders_files": "OCF_STAKEHOLDERS_FILE",
    "vesting_terms_files": "OCF_VESTING_TERMS_FILE",
    "valuations_files": "OCF_VALUATIONS_FILE",
    "financings_files": "OCF_FINANCINGS_FILE",
    "documents_files": "OCF_DOCUMENTS_FILE",
}
BROKEN = Text.of(
    vi="Không đọc được bảng vốn này theo Open Cap Table Format 1.2. Hãy sửa những chỗ sau:",
    en="This cap table can't be read as Open Cap Table Format 1.2. Mend the following:",
)
Open = Callable[[str], bytes]


@dataclass(frozen=True)
class File:
    """One file of a package under its path; `data` is all that stands in it."""

    path: str
    data: Mapping[str, Any]

    @property
    def items(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self.data["items"])


@dataclass(frozen=True)
class Package:
    """The manifest and its files, in the order in which it names them."""

    manifest: Mapping[str, Any]
    files: tuple[File, ...]

    def objects(self, *types: str) -> Iterator[Mapping[str, Any]]:
        """Every object of these types (`STAKEHOLDER`, `TX_STOCK_ISSUANCE`), in the order of the files."""
        for file in self.files:
            yield from (item for item in file.items if item["object_type"] in types)

    @property
    def company(self) -> str:
        return str(self.manifest["issuer"]["legal_name"])


def read(open_: Open) -> Package:
    """Read a package; `open_` gives the bytes of a path beside the manifest (OSError when there is none).

    Refusal "bad-cap-table" with every fault: what is no JSON, of another version, of another kind than the manifest
    says, or lies outside of the package.
    """
    manifest, faults = _loaded(open_, MANIFEST)
    if not faults:
        faults = list(_manifest_faults(manifest))
    if faults:
        raise Refusal("bad-cap-table", BROKEN, faults=tuple(faults))
    files = []
    for kind, path in _named(manifest):
        data, found = _loaded(open_, path)
        found = found or list(_file_faults(data, kind, path))
        files.append(File(path, data))
        faults += found
    if faults:
        raise Refusal("bad-cap-table", BROKEN, faults=tuple(faults))
    return Package(manifest, tuple(files))


def written(package: Package) -> dict[str, bytes]:
    """The bytes of every file by its path. The manifest's MD5 sums are those of what is written."""
    found = {file.path: _bytes(file.data) for file in package.files}
    return found | {MANIFEST: _bytes(summed(package).manifest)}


def summed(package: Package) -> Package:
    """The package with the sums of its files in the manifest."""
    found = {file.path: _bytes(file.data) for file in package.files}
    lists = {name: [_with_sum(one, found) for one in package.manifest.get(name) or []] for name in LISTS}
    known = {name: sums for name, sums in lists.items() if name in package.manifest}
    return Package({**package.manifest, **known}, package.files)


def canonical(source: bytes) -> bytes:
    """The one written form of a file's data, to compare two of them: sorted keys, no spaces. Sums of a manifest are
    left out: they are of bytes, which differ with every space."""
    data = json.loads(source)
    for name in LISTS.keys() & (data.keys() if isinstance(data, dict) else set()):
        data[name] = [{**one, "md5": ""} for one in data[name]]
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _loaded(open_: Open, path: str) -> tuple[Any, list[Fault]]:
    try:
        data = json.loads(open_(path))
        # What can't be written again can't be kept: half a surrogate pair, a number that is none.
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
        return data, []
    except OSError as error:
        return None, [fault(path, f"không mở được: {error.strerror}", f"can't be opened: {error.strerror}")]
    except (ValueError, RecursionError) as error:
        return None, [fault(path, f"không phải là JSON: {error}", f"is no JSON: {error}")]


def _manifest_faults(manifest: Any) -> Iterator[Fault]:
    if not isinstance(manifest, dict) or manifest.get("file_type") != "OCF_MANIFEST_FILE":
        yield fault(MANIFEST, "không phải là bản kê (OCF_MANIFEST_FILE)", "is no manifest (OCF_MANIFEST_FILE)")
        return
    version = str(manifest.get("ocf_version"))
    if version.split(".")[:2] != VERSION.split(".")[:2]:
        yield fault(MANIFEST, f"có phiên bản {version}, không phải 1.2", f"is of version {version}, not 1.2")
    if not isinstance(manifest.get("issuer"), dict) or not manifest["issuer"].get("legal_name"):
        yield fault(MANIFEST, "thiếu tên công ty (issuer.legal_name)", "lacks the company's name (issuer.legal_name)")
    if any(not isinstance(manifest.get(name) or [], list) for name in LISTS):
        yield fault(MANIFEST, "có danh sách tệp không phải là danh sách", "has a list of files that is no list")
        return
    for _, path in _named(manifest):
        if not path or path.startswith("/") or ".." in PurePosixPath(path).parts:
            yield fault(MANIFEST, f"nêu một tệp ngoài gói: {path}", f"names a file outside of the package: {path}")


def _file_faults(data: Any, kind: str, path: str) -> Iterator[Fault]:
    if not isinstance(data, dict) or data.get("file_type") != kind or not isinstance(data.get("items"), list):
        yield fault(path, f"không phải là {kind} với “items”", f"is no {kind} with “items”")
        return
    for place, item in enumerate(data["items"]):
        if not isinstance(item, dict) or not isinstance(item.get("object_type"), str):
            yield fault(f"{path}/items/{place}", "thiếu “object_type”", "lacks “object_type”")


def _named(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(kind, path) of every file that the manifest names."""
    for name, kind in LISTS.items():
        for one in manifest.get(name) or []:
            yield kind, str(one.get("filepath", "")).removeprefix("./") if isinstance(one, dict) else ""


def _with_sum(named: Mapping[str, Any], found: Mapping[str, bytes]) -> dict[str, Any]:
    source = found[str(named["filepath"]).removeprefix("./")]
    return {**named, "md5": hashlib.md5(source, usedforsecurity=False).hexdigest()}


def _bytes(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"


def fault(where: str, vi: str, en: str) -> Fault:
    return Fault(where, Text.of(vi=vi, en=en))
