"""Manifests of Iceberg over a Parquet file that is there already: nothing of its rows is copied or moved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pyiceberg.io import OutputFile
from pyiceberg.io.pyarrow import PyArrowFileIO
from pyiceberg.manifest import (
    DataFile,
    DataFileContent,
    FileFormat,
    ManifestEntry,
    ManifestEntryStatus,
    write_manifest,
    write_manifest_list,
)
from pyiceberg.partitioning import UNPARTITIONED_PARTITION_SPEC
from pyiceberg.schema import Schema
from pyiceberg.typedef import Record

from longbien.data.drafts import draft_of
from longbien.data.rules.iceberg.table import place, schema

FORMAT: Literal[2] = 2
PATH = 0  # of the fields of a manifest file


def write(file: Path, *, folder: str, number: int, rows: int, fields: Sequence[tuple[str, str]]) -> None:
    """Beside the file: a manifest that names it, and the snapshot that names the manifest.

    The snapshot comes last: whoever finds it finds all that it leads to.
    """
    manifest, snapshot = (file.with_name(f"{number}.{kind}") for kind in ("manifest.avro", "snapshot.avro"))
    columns, draft = Schema.model_validate(schema(fields)), draft_of(manifest)
    with write_manifest(FORMAT, UNPARTITIONED_PARTITION_SPEC, columns, _out(draft), number, "deflate") as made:
        made.add_entry(_entry(place(folder, number, "parquet"), number, rows, file.stat().st_size))
    told = made.to_manifest_file()
    draft.replace(manifest)
    draft = draft_of(snapshot)
    told[PATH] = place(folder, number, "manifest.avro")
    with write_manifest_list(FORMAT, _out(draft), number, None, number, "deflate") as listed:
        listed.add_manifests([told])
    draft.replace(snapshot)


def _entry(where: str, number: int, rows: int, size: int) -> ManifestEntry:
    """The file as it is; of what its columns hold nothing is said here, its own footer does."""
    file = DataFile.from_args(
        content=DataFileContent.DATA, file_path=where, file_format=FileFormat.PARQUET, partition=Record(),
        record_count=rows, file_size_in_bytes=size,
    )  # fmt: skip
    return ManifestEntry.from_args(status=ManifestEntryStatus.ADDED, snapshot_id=number, data_file=file)


def _out(file: Path) -> OutputFile:
    return PyArrowFileIO().new_output(str(file))
