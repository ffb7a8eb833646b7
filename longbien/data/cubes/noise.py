"""Noise by OpenDP: discrete Laplace, whose numbers are whole and whose draws come from the system's secure source.

Source: OpenDP 0.16, `make_laplace` over vectors of 64-bit integers; its own privacy map has the last word on ε.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import opendp.prelude as dp

from longbien.data.rules.agreement.judging_cubes import MICRO

dp.enable_features("contrib")


@dataclass(frozen=True)
class Noised:
    """The numbers that may be published, and the scale of their noise."""

    values: tuple[int, ...]
    scale: float


def noised(values: Sequence[int], *, sensitivity: int, epsilon: int) -> Noised:
    """`values` with noise, so that a change by `sensitivity` in all of them together hides within `epsilon` millionths.

    OpenDP rounds ε up: the scale is widened by the last bit of a float until its map allows it.
    """
    scale, allowed = sensitivity * MICRO / epsilon, epsilon / MICRO
    while (measurement := _laplace(scale)).map(sensitivity) > allowed:
        scale = math.nextafter(scale, math.inf)
    return Noised(tuple(measurement(list(values))), scale)


def _laplace(scale: float) -> Any:
    return dp.m.make_laplace(dp.vector_domain(dp.atom_domain(T="i64")), dp.l1_distance(T="i64"), scale=scale)
