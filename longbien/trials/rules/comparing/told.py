"""A comparison in plain data, for the dossier and for whoever computes it again; null stands for what is infinite."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from longbien.trials.rules.comparing.reading import Reading
from longbien.trials.rules.comparing.units import Unit

Row = Sequence[Any]


def inputs(number: int, units: Iterable[Unit], through_us: int) -> dict[str, Any]:
    """What comparison `number` (from 0) is computed from: units as [day or block, name, events, counted, against,
    told, strayed].

    `judged_us` is the instant by which a unit had to be over for so long that what was late had come.
    """
    return {
        "comparison": number,
        "judged_us": through_us,
        "units": [[one.index, one.unit, *one.sums] for one in units if one.number == number],
    }


def units_in(given: Mapping[str, Any]) -> tuple[Unit, ...]:
    """The units that `inputs` wrote."""
    return tuple(Unit(given["comparison"], *row) for row in given["units"])


def results(reading: Reading) -> dict[str, Any]:
    """`points`: day, old, new, gain, low, high, error, evidence, mismatch; `looks`: number, day, bound, and of those
    that were held z, gain, low, high; and the `verdict`."""
    return {
        "points": [
            [
                one.day.isoformat(), one.old, one.new,
                *map(_finite, (one.gain, one.low, one.high, one.error, one.evidence, one.mismatch)),
            ]
            for one in reading.points
        ],
        "looks": [
            [
                one.number, one.day.isoformat(), one.bound,
                *((one.found.z, one.found.gain, one.found.low, one.found.high) if one.found else ()),
            ]
            for one in reading.looks
        ],
        "verdict": reading.verdict,
    }  # fmt: skip


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None
