"""A copy of the lake in an S3-compatible bucket, where many machines can read it.

Endpoint, region and credentials come from the environment, under the names that every S3 client knows (as those of
documents do). A Delta table names its files by where they lie beside it, so a copy of its folder is the same table.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from pyarrow import fs

LOG, NEWEST = "_delta_log", "_last_checkpoint"


class Occupied(Exception):
    """Something lies there that is no table of this lake: a copy in step would take it away."""


def bucket() -> fs.S3FileSystem:
    server = urlsplit(os.environ.get("AWS_ENDPOINT_URL", ""))
    return fs.S3FileSystem(
        endpoint_override=server.netloc or None,
        scheme=server.scheme or "https",
        region=os.environ.get("AWS_REGION", "us-east-1"),
    )


def root_of(address: str) -> str:
    """`s3://bucket/lake` as the bucket's files are called. ValueError for another address."""
    place = urlsplit(address)
    if place.scheme != "s3" or not place.netloc:
        raise ValueError(address)
    return f"{place.netloc}{place.path}".strip("/")


def mirror(folder: Path, address: str) -> tuple[int, int]:
    """Copy what is new, then take away what the lake no longer has; how many files of each. OSError; Occupied.

    Rows come before the log that names them: whoever reads meanwhile sees the table before or after, whole.
    """
    files, root = bucket(), root_of(address)
    found = files.get_file_info(fs.FileSelector(root, recursive=True, allow_not_found=True))
    there = {one.path: one.size for one in found if one.is_file}
    here = {f"{root}/{name}": path for name, path in _in_order(folder)}
    if strange := _tables(root, there) - _tables(root, here):
        raise Occupied(min(strange))
    new = [(name, path) for name, path in here.items() if path.name == NEWEST or there.get(name) != path.stat().st_size]
    for name, path in new:
        with path.open("rb") as source, files.open_output_stream(name) as target:
            while part := source.read(1 << 20):
                target.write(part)
    gone = there.keys() - here.keys()
    for name in gone:
        files.delete_file(name)
    return len(new), len(gone)


def mirrored(address: str, code: str, version: int) -> tuple[str, ...] | None:
    """The addresses of the Parquet files of one version there; None when it isn't there (yet)."""
    os.environ.setdefault("AWS_ALLOW_HTTP", str(os.environ.get("AWS_ENDPOINT_URL", "").startswith("http:")).lower())
    try:
        return tuple(DeltaTable(f"s3://{root_of(address)}/{code}", version=version).file_uris())
    except DeltaError:
        return None


def _tables(root: str, names: Iterable[str]) -> set[str]:
    return {name.removeprefix(f"{root}/").split("/")[0] for name in names}


def _in_order(folder: Path) -> Iterator[tuple[str, Path]]:
    found = [(path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file()]
    yield from sorted(found, key=lambda one: (LOG in one[1].parts, one[1].name == NEWEST, one[0]))
