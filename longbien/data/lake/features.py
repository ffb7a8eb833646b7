"""Rows that lie somewhere, found by place, time and value in the files of an edition."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import shapely
from duckdb.func import ARROW

from longbien.data.lake.opened import opened
from longbien.data.lake.tables import files
from longbien.data.rules.agreement.compiled import over_files
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.features import chosen
from longbien.data.rules.features.asked import Asked, Box
from longbien.data.rules.quoting import name

MEMORY = "512MiB"
Row = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """`matched` counts all that fit, `rows` are those of the page."""

    matched: int
    rows: tuple[Row, ...]


def find(asked: Asked, contract: Contract, folder: Path, version: int) -> Found:
    """One page of the rows that are asked for, in the order of their keys."""
    relation, held = _relation(contract, folder, version), chosen.where(asked, contract)
    with opened(memory_limit=MEMORY) as database:
        if asked.box and contract.spatial and contract.spatial.outline:
            _teach(database, asked.box)
        (matched,) = database.execute(f"SELECT count(*) FROM {relation}{held}").fetchone() or (0,)  # noqa: S608
        rows = database.execute(f"SELECT * FROM {relation}{held}{chosen.page(asked, contract)}")  # noqa: S608
        return Found(int(matched), tuple(rows.to_arrow_table().to_pylist()))


def one(key: str, contract: Contract, folder: Path, version: int) -> Row | None:
    """The row with this key."""
    relation = _relation(contract, folder, version)
    with opened(memory_limit=MEMORY) as database:
        statement = f"SELECT * FROM {relation}{chosen.one(key, contract)} LIMIT 1"  # noqa: S608
        return next(iter(database.execute(statement).to_arrow_table().to_pylist()), None)


def extent(contract: Contract, folder: Path, version: int) -> Box | None:
    """The box that holds all rows; None when none lies anywhere."""
    spatial = contract.spatial
    if spatial is None:
        return None
    held = " AND ".join(f"{name(one)} IS NOT NULL" for one in spatial.columns)
    columns = ", ".join(map(name, spatial.columns))
    with opened(memory_limit=MEMORY) as database:
        statement = f"SELECT {columns} FROM {_relation(contract, folder, version)} WHERE {held}"  # noqa: S608
        found = [one.to_numpy() for one in database.execute(statement).to_arrow_table().columns]
    shapes = shapely.from_geojson(found[0]) if spatial.outline else shapely.points(*found)
    return Box(*map(float, shapely.total_bounds(shapes))) if len(shapes) else None


def _relation(contract: Contract, folder: Path, version: int) -> str:
    return over_files([str(file) for file in files(folder, version)], contract)


def _teach(database: duckdb.DuckDBPyConnection, box: Box) -> None:
    """What it means that an outline meets the box, for all outlines of a batch at once."""
    asked = shapely.union_all([shapely.box(part.west, part.south, part.east, part.north) for part in box.parts])
    shapely.prepare(asked)

    def meets(outlines: pa.ChunkedArray) -> pa.Array:
        shapes = shapely.from_geojson(outlines.to_numpy(), on_invalid="ignore")
        return pa.array(shapely.intersects(asked, shapes))

    database.create_function("meets", meets, ["VARCHAR"], "BOOLEAN", type=ARROW)
