"""Terms as JSON and back: what is signed is the digest of this form."""

import math
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from longbien.data.rules.agreement.cubed import read_cube, write_cube
from longbien.data.rules.agreement.terms import Condition, Mask, Scalar, Shown, Terms
from longbien.data.rules.contract.contract import Contract
from longbien.record.rules.leaf import canonical


def write_terms(terms: Terms) -> dict[str, Any]:
    """Plain JSON; days as ISO 8601, numbers as text so that every reader gets the same digest."""
    cube = {} if terms.cube is None else {"cube": write_cube(terms.cube)}
    return {
        "data_set": terms.data_set,
        "columns": [{"column": one.column, "mask": one.mask.kind, "step": one.mask.step} for one in terms.columns],
        "rows": [
            {"column": one.column, "operator": one.operator, "values": [_written(value) for value in one.values]}
            for one in terms.rows
        ],
        "purpose": terms.purpose,
        "until": terms.until.isoformat(),
        **({"territory": list(terms.territory)} if terms.territory else {}),
        **cube,
    }


def read_terms(data: Mapping[str, Any], contract: Contract) -> Terms:
    """Back from JSON. Values are read by the kind of their column; ValueError for one that isn't of it."""
    return Terms(
        data_set=data["data_set"],
        columns=tuple(Shown(one["column"], Mask(one["mask"], one["step"])) for one in data["columns"]),
        rows=tuple(
            Condition(one["column"], one["operator"],
                      tuple(value_of(value, contract, one["column"]) for value in one["values"]))
            for one in data["rows"]
        ),
        purpose=data["purpose"],
        until=date.fromisoformat(data["until"]),
        territory=tuple(data.get("territory", ())),
        cube=read_cube(data["cube"]) if "cube" in data else None,
    )  # fmt: skip


def digest(terms: Terms) -> str:
    return sha256(canonical(write_terms(terms))).hexdigest()


def value_of(said: str, contract: Contract, name: str) -> Scalar:
    """A written value as one of its column: `2026-03-01` of a day, `true` or `false`. ValueError when it isn't one."""
    column = contract.column(name)
    kind = column.kind if column else "string"
    if kind in ("date", "timestamp"):
        return date.fromisoformat(said)
    if kind == "boolean":
        if said not in ("true", "false"):
            raise ValueError(said)
        return said == "true"
    if kind == "integer":
        return int(said)
    return _finite(float(said)) if kind == "number" else said


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(value)
    return value


def _written(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
