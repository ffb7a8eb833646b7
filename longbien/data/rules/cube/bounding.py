"""How much of each person is counted: the rows that stay, drawn by lot, once, before anything is asked.

The lot of a row is SHA-256 over the agreement's key and the row. Which rows of a person stay hangs on that person's
rows alone, so leaving a person out changes what is counted by `most` rows at the most (and by one in a cell, where
each person counts `once` in it). Unit of privacy: the person, with all their rows (add or remove).
Source: Dwork and Roth, The Algorithmic Foundations of Differential Privacy (2014), 2.3 and 3.3.
"""

from longbien.data.rules.agreement.compiled import PERSON, counted
from longbien.data.rules.agreement.terms import Cube, Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.quoting import literal, name

BOUNDS = (1, 2, 3, 5, 10, 20)


def drawn(terms: Terms, cube: Cube, contract: Contract, *, relation: str, key: str) -> str:
    """SQL of the counted rows, each with `is kept`; of rows that would count twice in a cell `once` leaves one."""
    dimensions = ", ".join(map(name, cube.names))
    row = ", ".join((PERSON, *map(name, (*cube.names, *(one.column for one in cube.measures)))))
    lot = f"sha256(concat_ws(chr(31), {literal(key)}, {row}, n))"
    once = f" QUALIFY row_number() OVER (PARTITION BY {PERSON}, {dimensions} ORDER BY lot) = 1" if cube.once else ""
    parting = next((name(one.shown.column) for one in cube.dimensions if one.parts), "")
    stays = f"first_value({parting}) OVER (PARTITION BY {PERSON} ORDER BY lot) = {parting}" if parting else "TRUE"
    return (
        f"WITH counted AS ({counted(terms, cube, contract, relation)}), "  # noqa: S608
        f"told AS (SELECT *, row_number() OVER (PARTITION BY {row}) AS n FROM counted), "
        f"lots AS (SELECT *, {lot} AS lot FROM told{once}), "
        f"parted AS (SELECT *, {stays} AS stays FROM lots), "
        f"placed AS (SELECT *, row_number() OVER (PARTITION BY {PERSON}, stays ORDER BY lot) AS place FROM parted) "
        f'SELECT *, stays AND place <= {cube.most:d} AS "is kept" FROM placed'
    )


def cells(cube: Cube) -> str:
    """SQL, over `drawn`, of each cell: its dimensions; rows and people before; rows kept; of each measure the sum."""
    dimensions = ", ".join(map(name, cube.names))
    sums = "".join(f', coalesce(sum({name(one.column)}) FILTER ("is kept"), 0)' for one in cube.measures)
    counts = f'count(*), count(DISTINCT {PERSON}), count(*) FILTER ("is kept")'
    return f"SELECT {dimensions}, {counts}{sums} FROM drawn GROUP BY {dimensions} ORDER BY {dimensions}"  # noqa: S608


PEOPLE = (
    "SELECT count(*), count(*) FILTER (NOT whole) FROM "  # noqa: S608
    f'(SELECT bool_and("is kept") AS whole FROM drawn GROUP BY {PERSON})'
)
"""How many people are counted, and of how many something was left out."""
EFFECTS = "SELECT count(*), {} FROM drawn".format(  # noqa: S608
    ", ".join(f"count(*) FILTER (stays AND place <= {bound})" for bound in BOUNDS)
)
"""How many rows are counted, and how many would be kept under each of the `BOUNDS`."""
