"""Rates of return of many funds at once: one iteration over all of them, instead of one library call for each.

With z = ln(1 + rate) a fund is worth f(z) = Σ amount · e^(-z · years), whose derivatives cost a product each. Steps of
Halley's, from the growth between the middle of what was paid in and the middle of what came back, settle in three or
four passes. Only funds whose flows have surely one rate are reckoned so (`rates.is_only_rate`); the others, and what
doesn't settle, are asked of the library one by one.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from longbien.capital.rules.daycount import DAYS_A_YEAR, DayCount
from longbien.capital.rules.performance.rates import LARGEST, rate_if_any

Columns = tuple[Sequence[date], Sequence[int]]
Floats = NDArray[np.float64]
TOGETHER = 250  # funds whose tables stay near the processor
PASSES, SETTLED = 12, 1e-7  # of a step; what is left after it is of the order of its cube


def rates_of(funds: Sequence[Columns], day_count: DayCount) -> list[float | None]:
    """The yearly rate of each fund's days and amounts; None where there is none.

    Refusal "extra-missing" where a fund needs the library for it and it is not installed.
    """
    found: list[float | None] = [None] * len(funds)
    if day_count in DAYS_A_YEAR:
        with np.errstate(all="ignore"):
            for at in range(0, len(funds), TOGETHER):
                found[at : at + TOGETHER] = _settled(funds[at : at + TOGETHER], float(DAYS_A_YEAR[day_count]))
    return [rate_if_any(*fund, day_count) if one is None else one for one, fund in zip(found, funds, strict=True)]


def _settled(funds: Sequence[Columns], days_a_year: float) -> list[float | None]:
    """None for what has to be asked."""
    amounts, years, ordered = _tables(funds, days_a_year)
    at = _begun(amounts, years)
    for _ in range(PASSES):
        step = _step(amounts, years, at)
        at -= step
        settled = np.abs(step) <= SETTLED
        if settled.all():
            break
    sure = ordered & settled & (np.abs(at) < LARGEST) & _is_only(amounts, at)
    return [one if is_sure else None for one, is_sure in zip(np.expm1(at).tolist(), sure.tolist(), strict=True)]


def _tables(funds: Sequence[Columns], days_a_year: float) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Fund × flow: amounts and years since the first flow, nothing where a fund has no more; and which are in order."""
    lengths = np.fromiter((len(days) for days, _ in funds), np.int64, len(funds))
    held = np.arange(max(lengths.max(), 1)) < lengths[:, None]
    amounts = _laid(chain.from_iterable(paid for _, paid in funds), held)
    days = _laid(map(date.toordinal, chain.from_iterable(told for told, _ in funds)), held)
    ordered = ((np.diff(days) >= 0) | ~held[:, 1:]).all(axis=1) & (lengths > 0)
    return amounts, (days - days[:, :1]) * held / days_a_year, ordered


def _laid(values: Iterable[int], held: NDArray[np.bool_]) -> Floats:
    """One after another into the places that are held."""
    flat = np.fromiter(values, np.int64, int(held.sum()))
    if held.all():
        return flat.reshape(held.shape).astype(float)
    table = np.zeros(held.shape)
    table[held] = flat
    return table


def _is_only(amounts: Floats, at: Floats) -> NDArray[np.bool_]:
    """Whether the rate of each fund is its only one: by the flows, or by their sums so far where it is not negative."""
    found = _once(amounts)
    if not found.all():
        found |= _once(np.cumsum(amounts, axis=1)) & (at >= 0)
    return found


def _once(values: Floats) -> NDArray[np.bool_]:
    """Whether all that is below zero comes before all that is above it, and there is some of both."""
    below, above = values < 0, values > 0
    last = values.shape[1] - 1 - np.argmax(below[:, ::-1], axis=1)
    return np.asarray(below.any(axis=1) & above.any(axis=1) & (last < np.argmax(above, axis=1)))


def _begun(amounts: Floats, years: Floats) -> Floats:
    """What was paid in grew to what came back, between the middles of both."""
    got = np.maximum(amounts, 0)
    out, later = got.sum(axis=1), np.einsum("ij,ij->i", got, years)
    into = out - amounts.sum(axis=1)
    apart = later / out - (later - np.einsum("ij,ij->i", amounts, years)) / into
    return np.asarray(np.log(out / into) / apart)


def _step(amounts: Floats, years: Floats, at: Floats) -> Floats:
    worth = np.multiply(years, -at[:, None])  # one table for all of it: new ones cost as much as what fills them
    np.exp(worth, out=worth)
    worth *= amounts
    value = worth.sum(axis=1)
    worth *= years
    slope, bend = -worth.sum(axis=1), np.einsum("ij,ij->i", worth, years)
    newton = value / slope
    return np.asarray(newton / (1 - newton * bend / (2 * slope)))
