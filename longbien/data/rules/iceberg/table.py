"""An agreement's table as Iceberg tells it: a snapshot an edition, over the very files that Delta Sharing gives out.

Source: Apache Iceberg table spec, format version 2. Nothing is written but what a reader needs; that metadata leads to
manifests, and those to the rows, all of them below one folder of the agreement's own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

BUCKET = "iceberg-files"
FILE = re.compile(r"([1-9]\d{0,8})\.(parquet|manifest\.avro|snapshot\.avro|metadata\.json)")
Kind = Literal["parquet", "manifest.avro", "snapshot.avro", "metadata.json"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TYPES: Mapping[str, str] = {
    "string": "string", "long": "long", "double": "double", "boolean": "boolean", "date": "date",
    "timestamp": "timestamptz",
}  # fmt: skip
NO_PARTITION = 999  # the number before the first that a partition field gets


@dataclass(frozen=True)
class Version:
    """An edition: its number, which is that of its snapshot too, and when it was delivered."""

    number: int
    at_ms: int


@dataclass(frozen=True)
class Told:
    """A table: its id, the folder of its files, its fields (name, Delta type), its editions, oldest first; `notes`
    say of some columns what their values mean."""

    id: str
    folder: str
    fields: Sequence[tuple[str, str]]
    versions: Sequence[Version]
    notes: Mapping[str, str] = field(default_factory=dict)


def place(folder: str, number: int, kind: Kind) -> str:
    """Where a file of the table lies, as its readers say it."""
    return f"s3://{BUCKET}/{folder}/{number}.{kind}"


def asked(name: str) -> tuple[int, str] | None:
    """The edition and the kind of file that a name asks for."""
    found = FILE.fullmatch(name)
    return (int(found[1]), found[2]) if found else None


def schema(fields: Sequence[tuple[str, str]], notes: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Fields are numbered from 1 as they stand, in the files as well."""
    columns = [
        {"id": n, "name": name, "required": False, "type": TYPES[kind], **_doc(name, notes or {})}
        for n, (name, kind) in enumerate(fields, 1)
    ]
    return {"type": "struct", "schema-id": 0, "fields": columns}


def _doc(name: str, notes: Mapping[str, str]) -> dict[str, str]:
    return {"doc": notes[name]} if name in notes else {}


def metadata(told: Told) -> dict[str, Any]:
    """The table's metadata up to its last version; there is at least one."""
    newest = told.versions[-1]
    return {
        "format-version": 2,
        "table-uuid": told.id,
        "location": f"s3://{BUCKET}/{told.folder}",
        "last-sequence-number": newest.number,
        "last-updated-ms": newest.at_ms,
        "last-column-id": len(told.fields),
        "current-schema-id": 0,
        "schemas": [schema(told.fields, told.notes)],
        "default-spec-id": 0,
        "partition-specs": [{"spec-id": 0, "fields": []}],
        "last-partition-id": NO_PARTITION,
        "default-sort-order-id": 0,
        "sort-orders": [{"order-id": 0, "fields": []}],
        "properties": {"write.format.default": "parquet"},
        "current-snapshot-id": newest.number,
        "snapshots": [_snapshot(told, n) for n in range(len(told.versions))],
        "snapshot-log": [{"snapshot-id": one.number, "timestamp-ms": one.at_ms} for one in told.versions],
        "metadata-log": [],
        "refs": {"main": {"type": "branch", "snapshot-id": newest.number}},
    }


def _snapshot(told: Told, n: int) -> dict[str, Any]:
    """Each edition puts its rows in the place of those before."""
    one = told.versions[n]
    before = {"parent-snapshot-id": told.versions[n - 1].number} if n else {}
    return {
        "snapshot-id": one.number,
        **before,
        "sequence-number": one.number,
        "timestamp-ms": one.at_ms,
        "manifest-list": place(told.folder, one.number, "snapshot.avro"),
        "summary": {"operation": "overwrite" if n else "append"},
        "schema-id": 0,
    }
