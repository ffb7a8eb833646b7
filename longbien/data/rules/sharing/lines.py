"""The lines of Delta Sharing's answers, in both wire formats. Pure: what is said of a table, nothing of how it is kept.

Source: Delta Sharing Protocol (Linux Foundation), "API Response Format", formats `parquet` and `delta`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Wire = Literal["parquet", "delta"]
FEED_WRITER = 4  # the writers' version of tables with a change data feed
CAPABILITIES = "delta-sharing-capabilities"


@dataclass(frozen=True)
class Told:
    """A table in one version: its id, its fields (name, Delta type), its one file; `notes` say of some columns what
    their values mean."""

    id: str
    name: str
    fields: Sequence[tuple[str, str]]
    url: str
    size: int
    rows: int
    at_ms: int
    expires_ms: int
    notes: Mapping[str, str] = field(default_factory=dict)


def wire_of(capabilities: str) -> Wire:
    """Which format the client can read: `responseformat=delta,parquet` names what it likes best first."""
    for one in capabilities.lower().split(";"):
        key, _, said = one.strip().partition("=")
        if key == "responseformat":
            return "delta" if said.split(",")[0] == "delta" else "parquet"
    return "parquet"


def metadata(told: Told, wire: Wire) -> list[dict[str, Any]]:
    """The protocol and the table's metadata."""
    if wire == "delta":
        form = {"provider": "parquet", "options": {}}  # the kernel of Delta wants them said
        about = _about(told) | {"format": form, "createdTime": told.at_ms, "configuration": {}}
        return [
            {"protocol": {"deltaProtocol": {"minReaderVersion": 1, "minWriterVersion": 2}}},
            {"metaData": {"deltaMetadata": about}},
        ]
    return [{"protocol": {"minReaderVersion": 1}}, {"metaData": _about(told)}]


def _about(told: Told) -> dict[str, Any]:
    fields = [
        {"name": name, "type": kind, "nullable": True,
         "metadata": {"comment": told.notes[name]} if name in told.notes else {}}
        for name, kind in told.fields
    ]  # fmt: skip
    return {
        "id": told.id,
        "name": told.name,
        "format": {"provider": "parquet"},
        "schemaString": json.dumps({"type": "struct", "fields": fields}, ensure_ascii=False),
        "partitionColumns": [],
    }


def file(told: Told, wire: Wire) -> dict[str, Any]:
    """The line of the table's file."""
    stats = json.dumps({"numRecords": told.rows})
    if wire == "delta":
        added: Mapping[str, Any] = {
            "path": told.url, "partitionValues": {}, "size": told.size, "modificationTime": told.at_ms,
            "dataChange": True, "stats": stats,
        }  # fmt: skip
        return {"file": {"id": told.id, "expirationTimestamp": told.expires_ms, "deltaSingleAction": {"add": added}}}
    return {
        "file": {
            "url": told.url, "id": told.id, "partitionValues": {}, "size": told.size, "stats": stats,
            "expirationTimestamp": told.expires_ms,
        }
    }  # fmt: skip


def feed(told: Told, wire: Wire, *, start: int) -> list[dict[str, Any]]:
    """The same as `metadata`, of a table whose changes can be read, from version `start` on."""
    protocol, about = metadata(told, wire)
    if wire == "delta":
        protocol["protocol"]["deltaProtocol"]["minWriterVersion"] = FEED_WRITER
        about["metaData"]["version"] = start
        about["metaData"]["deltaMetadata"]["configuration"] = {"delta.enableChangeDataFeed": "true"}
    else:
        about["metaData"]["configuration"] = {"enableChangeDataFeed": "true"}
    return [protocol, about]


def change(told: Told, wire: Wire, *, is_new: bool, number: int, at_ms: int) -> dict[str, Any]:
    """All rows of a file came with version `number`, or went with it."""
    kind = "add" if is_new else "remove"
    if wire == "delta":
        made: dict[str, Any] = {"path": told.url, "partitionValues": {}, "size": told.size, "dataChange": True}
        made |= {"modificationTime": at_ms} if is_new else {"deletionTimestamp": at_ms, "extendedFileMetadata": True}
        said = {"id": f"{told.id}-{number}-{kind}", "expirationTimestamp": told.expires_ms, "version": number,
                "timestamp": at_ms, "deltaSingleAction": {kind: made}}  # fmt: skip
        return {"file": said}
    return {
        kind: {
            "url": told.url, "id": f"{told.id}-{number}-{kind}", "partitionValues": {}, "size": told.size,
            "timestamp": at_ms, "version": number, "expirationTimestamp": told.expires_ms,
            **({"stats": json.dumps({"numRecords": told.rows})} if is_new else {}),
        }
    }  # fmt: skip


def written(lines: Sequence[Mapping[str, Any]]) -> str:
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
