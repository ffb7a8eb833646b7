"""A cube of terms as JSON and back."""

from collections.abc import Mapping
from typing import Any

from longbien.data.rules.agreement.terms import Cube, Dimension, Mask, Measure, Shown


def write_cube(cube: Cube) -> dict[str, Any]:
    """Plain JSON; bounds as text, as every number that may be large."""
    return {
        "person": cube.person,
        "dimensions": [
            {"column": one.shown.column, "mask": one.shown.mask.kind, "step": one.shown.mask.step,
             "values": list(one.values), "parts": one.parts}
            for one in cube.dimensions
        ],
        "measures": [{"column": one.column, "low": str(one.low), "high": str(one.high)} for one in cube.measures],
        "most": cube.most,
        "once": cube.once,
        "epsilon": cube.epsilon,
        "k": cube.k,
    }  # fmt: skip


def read_cube(data: Mapping[str, Any]) -> Cube:
    """Back from JSON."""
    return Cube(
        person=data["person"],
        dimensions=tuple(
            Dimension(Shown(one["column"], Mask(one["mask"], one["step"])), tuple(one["values"]), one["parts"])
            for one in data["dimensions"]
        ),
        measures=tuple(Measure(one["column"], int(one["low"]), int(one["high"])) for one in data["measures"]),
        most=data["most"],
        once=data["once"],
        epsilon=data["epsilon"],
        k=data["k"],
    )
