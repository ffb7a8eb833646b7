"""The engine of a worker: an empty database in memory that reads the files given and nothing else.

It looks at its surroundings when it opens, so it opens before the locks of the kernel; its threads, which would not be
under them, start after.
"""

from pathlib import Path
from typing import Any

import duckdb

from longbien.data.gateway.locks import lock

SPARE_MB = 256  # address space that threads and the answer take beside the engine's own memory
SETTINGS: dict[str, Any] = {
    "threads": 1,
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "parquet_metadata_cache": True,
    "TimeZone": "UTC",
}
NEWER = int(duckdb.__version__.partition(".")[0]) >= 2
"""Whether this is DuckDB 2, which has settings more and another tree (`newer`)."""
if NEWER:
    SETTINGS |= {
        "async_threads": 0,  # they would be there before the fork
        "storage_compatibility_version": "latest",  # the tree of an older one leaves parts out
        "allow_extension_repositories": "forbidden",
    }


def opened() -> duckdb.DuckDBPyConnection:
    """A database with no thread but this one: it may be forked."""
    duckdb.close()  # the one that the library opens by itself, with threads
    engine = duckdb.connect(":memory:")
    for name, value in SETTINGS.items():
        engine.execute(f"SET {name} = $1", [value])
    return engine


def locked(engine: duckdb.DuckDBPyConnection, files: list[Path], limits: dict[str, Any]) -> tuple[str, ...]:
    """Lock this process and its engine for good but for `settled`; say which locks of the kernel hold."""
    seconds = limits["seconds"] * limits["threads"] + 1
    held = lock(files, seconds=seconds, memory_mb=limits["memory_mb"] + SPARE_MB)
    engine.execute("SET memory_limit = $1", [f"{limits['memory_mb']}MiB"])
    engine.execute("SET threads = $1", [limits["threads"]])
    engine.execute("SET allowed_paths = $1", [[str(path) for path in files]])
    engine.execute("SET enable_external_access = false")
    return held


def settled(engine: duckdb.DuckDBPyConnection, *, keeps_order: bool) -> None:
    """The last setting: whether rows come in the order of the file, for which a barrier lets one thread read alone."""
    engine.execute("SET preserve_insertion_order = $1", [keeps_order])
    engine.execute("SET lock_configuration = true")
