"""Count a cube over the files of an edition, in one pass of DuckDB; keep what was counted beside the lake."""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import duckdb

from longbien.data.lake.opened import opened
from longbien.data.lake.tables import files
from longbien.data.rules.agreement.compiled import over_files
from longbien.data.rules.agreement.terms import Cube, Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.cube import bounding
from longbien.data.rules.cube.counted import Cell, Counted
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text

NOT_COUNTABLE = Text.of(
    vi="Các cột của bộ dữ liệu không còn như khi lập thoả thuận: hãy lập thoả thuận mới.",
    en="The columns of the data set are no longer those of the agreement: a new agreement is needed.",
)


@dataclass(frozen=True)
class Left:
    """Of one cell: its rows and people before the bound, and how many rows stay."""

    values: tuple[str, ...]
    rows: int
    people: int
    kept: int


@dataclass(frozen=True)
class Made:
    """A cube, and what the bound leaves of each cell: the latter is for the steward alone.

    `rows` are counted before the bound; `kept` says how many stay under each bound that could be chosen.
    """

    counted: Counted
    left: tuple[Left, ...]
    rows: int
    kept: tuple[tuple[int, int], ...]


def count(terms: Terms, cube: Cube, contract: Contract, folder: Path, version: int, *, key: str) -> Made:
    """Bound each person's rows and count them."""
    relation = over_files([str(one) for one in files(folder, version)], contract)
    with opened() as database:
        lots = bounding.drawn(terms, cube, contract, relation=relation, key=key)
        try:
            database.execute(f"CREATE TEMP TABLE drawn AS {lots}")
        except duckdb.Error as error:
            raise conflict("not-countable", NOT_COUNTABLE) from error
        rows = database.execute(bounding.cells(cube)).fetchall()
        people, cut = database.execute(bounding.PEOPLE).fetchone() or (0, 0)
        total, *kept = database.execute(bounding.EFFECTS).fetchone() or (0,)
    width = len(cube.dimensions)
    cells = tuple(Cell(row[:width], row[width + 2], tuple(map(int, row[width + 3 :]))) for row in rows)
    left = tuple(Left(row[:width], *row[width : width + 3]) for row in rows)
    bounds = tuple(zip(bounding.BOUNDS, kept, strict=True))
    return Made(Counted(cells, people, cut), left, total, bounds)


def keep(file: Path, counted: Counted, *, key: str) -> str:
    """Write it; the answer is its seal, which says nothing of it to whoever hasn't the key."""
    told = [[list(one.values), one.rows, list(one.sums)] for one in counted.cells]
    written = json.dumps({"cells": told, "people": counted.people, "cut": counted.cut}, ensure_ascii=False).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_suffix(".new")
    made.write_bytes(written)
    made.chmod(0o600)
    made.replace(file)
    return _seal(written, key)


def read(file: Path, *, key: str, seal: str) -> Counted:
    """What was kept. ValueError when the file isn't the one that was sealed."""
    written = file.read_bytes()
    if not hmac.compare_digest(_seal(written, key), seal):
        raise ValueError(file.name)
    told = json.loads(written)
    cells = tuple(Cell(tuple(values), rows, tuple(sums)) for values, rows, sums in told["cells"])
    return Counted(cells, told["people"], told["cut"])


def _seal(written: bytes, key: str) -> str:
    return hmac.new(key.encode(), written, sha256).hexdigest()
