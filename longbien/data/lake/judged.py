"""A delivery held against its contract: one pass of DuckDB over all of it."""

from dataclasses import dataclass

import pyarrow as pa
from duckdb.func import ARROW

from longbien.data.lake.opened import opened
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.contract.judging import counted, holds, judging, unbroken
from longbien.kernel.extras import require

MOST_REPORTED = 1000


@dataclass(frozen=True)
class Verdict:
    """`broken` counts the rows that break something; `rows` lists the first of them with what each breaks, `whole` the
    promises about all rows that don't hold, each with the number that was counted."""

    broken: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    whole: tuple[tuple[str, int], ...]

    @property
    def is_kept(self) -> bool:
        return not self.broken and not self.whole


def judge(table: pa.Table, contract: Contract) -> Verdict:
    with opened(enable_external_access=False) as database:
        database.register("delivery", table)
        if contract.spatial and contract.spatial.outline:
            known = require("longbien.data.lake.outlines", extra="data").are_outlines
            database.create_function("is_outline", known, ["VARCHAR"], "BOOLEAN", type=ARROW)
        (is_kept,) = database.execute(unbroken(contract)).fetchone() or (False,)
        found = [] if is_kept else database.execute(judging(contract)).fetchall()
        whole = []
        for called, check, sql in counted(contract):
            (number,) = database.execute(f"SELECT {sql} FROM delivery").fetchone() or (0,)  # noqa: S608
            if not holds(check, number):
                whole.append((called, number))
    rows = tuple((row, tuple(broken)) for row, broken in found[:MOST_REPORTED])
    return Verdict(len(found), rows, tuple(whole))
