"""Rates of return of many funds at once: one iteration over all of them, instead of one library call for each.

With z = ln(1 + rate) a fund is worth f(z) = Σ amount · e^(-z · years), whose derivatives cost one product each. Halley's
step, from the growth between the middle of what was paid in and the middle of what came back, needs four or five passes.
Only funds whose flows have surely one rate are reckoned so (`rates.is_only_rate`); the others, and what doesn't settle,
are asked of the library one by one.
"""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from longbien.capital.rules.daycount import DAYS_A_YEAR, DayCount
from longbien.capital.rules.performance.rates import dated_rate
from longbien.kernel.refusal import Refusal

Columns = tuple[Sequence[date], Sequence[int | float]]
Floats = NDArray[np.float64]
PASSES, SETTLED = 12, 1e-13


def rates_of(funds: Sequence[Columns], day_count: DayCount) -> list[float | None]:
    """The yearly rate of each fund's days and amounts; None where there is none.

    Refusal "extra-missing" where a fund needs the library for it and it is not installed.
    """
    found: list[float | None] = [None] * len(funds)
    if day_count in DAYS_A_YEAR and funds:
        with np.errstate(all="ignore"):
            found = _settled(funds, DAYS_A_YEAR[day_count])
    return [_asked(fund, day_count) if one is None else one for one, fund in zip(found, funds, strict=True)]


def _asked(fund: Columns, day_count: DayCount) -> float | None:
    try:
        return dated_rate(*fund, day_count).value
    except Refusal as refusal:
        if refusal.code != "no-rate":
            raise
        return None


def _settled(funds: Sequence[Columns], days_a_year: Any) -> list[float | None]:
    """None for what has to be asked."""
    amounts, years, ordered = _tables(funds, float(days_a_year))
    descartes, norstrom = _once(amounts), _once(np.cumsum(amounts, axis=1))
    at = _begun(amounts, years)
    for _ in range(PASSES):
        step = _step(amounts, years, at)
        at -= step
        if not np.any(np.abs(step) > SETTLED * (1 + np.abs(at))):
            break
    sure = ordered & (descartes | (norstrom & (at >= 0))) & (np.abs(step) <= SETTLED * (1 + np.abs(at)))
    return [one if is_sure else None for one, is_sure in zip(np.expm1(at).tolist(), sure.tolist(), strict=True)]


def _tables(funds: Sequence[Columns], days_a_year: float) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Fund × flow: amounts and years since the first flow, nothing where a fund has no more; and which are in order."""
    lengths = np.array([len(days) for days, _ in funds])
    total, held = int(lengths.sum()), np.arange(lengths.max()) < lengths[:, None]
    amounts, days = np.zeros(held.shape), np.zeros(held.shape)
    amounts[held] = np.fromiter(chain.from_iterable(paid for _, paid in funds), float, total)
    days[held] = np.fromiter(map(date.toordinal, chain.from_iterable(told for told, _ in funds)), float, total)
    ordered = ((np.diff(days) >= 0) | ~held[:, 1:]).all(axis=1) & (lengths > 0)
    return amounts, np.where(held, days - days[:, :1], 0) / days_a_year, ordered


def _once(values: Floats) -> NDArray[np.bool_]:
    """Whether all that is below zero comes before all that is above it, and there is some of both."""
    below, above = values < 0, values > 0
    last = values.shape[1] - 1 - np.argmax(below[:, ::-1], axis=1)
    return below.any(axis=1) & above.any(axis=1) & (last < np.argmax(above, axis=1))


def _begun(amounts: Floats, years: Floats) -> Floats:
    """What was paid in grew to what came back, between the middles of both."""
    paid, got = np.maximum(-amounts, 0), np.maximum(amounts, 0)
    into, out = paid.sum(axis=1), got.sum(axis=1)
    apart = np.einsum("ij,ij->i", got, years) / out - np.einsum("ij,ij->i", paid, years) / into
    return np.asarray(np.log(out / into) / apart)


def _step(amounts: Floats, years: Floats, at: Floats) -> Floats:
    worth = amounts * np.exp(-at[:, None] * years)
    moved = worth * years
    value, slope, bend = worth.sum(axis=1), -moved.sum(axis=1), np.einsum("ij,ij->i", moved, years)
    newton = value / slope
    return np.asarray(newton / (1 - newton * bend / (2 * slope)))
