"""Rates of return, through pyxirr. A flow below zero is paid in, above zero paid out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from longbien.capital.rules.daycount import DayCount, years
from longbien.kernel.extras import require
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

NAMES: dict[DayCount, str] = {
    "act/365": "ACT_365F",
    "act/365.25": "ACT_365_25",
    "act/360": "ACT_360",
    "act/act": "ACT_ACT_ISDA",
    "30/360": "THIRTY_E_360",
}
Amount = int | Fraction
LARGEST, HALVINGS = 20.0, 100  # of ln(1 + rate): from a loss of all but a billionth to 500 million times a period


@dataclass(frozen=True)
class Flow:
    """A day's payment in minor units: below zero paid in, above zero paid out."""

    on: date
    amount: Amount


@dataclass(frozen=True)
class Rate:
    """A yearly rate and the day count by which it holds; `periodic` when it is a rate per period of the flows."""

    value: float
    day_count: DayCount | None

    @property
    def said(self) -> str:
        """`20.1034 % (act/365)`."""
        return f"{100 * self.value:.4f} % ({self.day_count or 'per period'})"


def irr(amounts: Sequence[Amount | float]) -> Rate:
    """The rate per period at which Σ amount / (1 + rate)^n = 0, for evenly spaced flows (n = 0, 1, 2, …).

    Refusal "no-rate" where no such rate exists: all flows of one sign, or nothing but zeros.
    Source: INSEAD, Measuring Private Equity Fund Performance (2019), "IRR".
    """
    plain = [float(one) for one in amounts]
    found = pyxirr().irr(plain, silent=True)
    return told(_only_root(plain, list(range(len(plain)))) if found is None else found, None)


def xirr(flows: Sequence[Flow], day_count: DayCount) -> Rate:
    """The yearly rate at which Σ amount / (1 + rate)^years = 0; years since the first flow, by `day_count`.

    Refusal "no-rate" as for `irr`. A spreadsheet's XIRR is this with act/365.
    """
    return dated_rate([one.on for one in flows], [float(one.amount) for one in flows], day_count)


def dated_rate(days: Sequence[date], amounts: Sequence[int | float], day_count: DayCount) -> Rate:
    """The same of flows that stand in two columns."""
    return told(rate_if_any(days, amounts, day_count), day_count)


def rate_if_any(days: Sequence[date], amounts: Sequence[int | float], day_count: DayCount) -> float | None:
    """The same; None where there is none."""
    found = pyxirr().xirr(days, amounts, day_count=_counted(day_count), silent=True) if days else None
    if found is None and days:
        start = min(days)
        found = _only_root(amounts, [float(years(start, day, day_count)) for day in days])
    return None if found is None or not math.isfinite(found) else float(found)


def is_only_rate(flows: Sequence[Flow]) -> bool:
    """Whether the rate of these flows is surely the only one: in the order of days they, or their sums so far, change
    sign once (Descartes; Norstrom, A Sufficient Condition for a Unique Nonnegative IRR, 1972). Other flows may have
    several rates, of which one is told."""
    amounts = [one.amount for one in sorted(flows, key=lambda one: one.on)]
    return min(_changes(amounts), _changes(list(accumulate(amounts)))) <= 1


def _changes(amounts: Sequence[Amount]) -> int:
    signs = [one > 0 for one in amounts if one]
    return sum(before != after for before, after in pairwise(signs))


def mirr(amounts: Sequence[Amount], finance: Fraction, reinvest: Fraction) -> Rate:
    """The modified rate per period: (FV of paid out at `reinvest` / PV of paid in at `finance`)^(1/n) - 1.

    Refusal "no-rate" when nothing is paid in or nothing out.
    Source: INSEAD, Measuring Private Equity Fund Performance (2019), "Modified IRR".
    """
    found = pyxirr().mirr([float(one) for one in amounts], float(finance), float(reinvest), silent=True)
    return told(found, None)


def _only_root(amounts: Sequence[float], spans: Sequence[float]) -> float | None:
    """The one rate of flows that are first paid in and then paid out, by halving; pyxirr misses losses of about 98 %.

    With z = ln(1 + rate), Σ amount · e^(-z · years) falls from above zero to below it. None for other flows.
    """
    ordered = [amount for _, amount in sorted(zip(spans, amounts, strict=True)) if amount]
    turn = sum(one < 0 for one in ordered)
    if not 0 < turn < len(ordered) or any(one < 0 for one in ordered[turn:]):
        return None
    low, high, last = -LARGEST, LARGEST, max(spans)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        from_ = last if middle < 0 else 0.0  # the sign is the same wherever it is looked at, and nothing overflows
        worth = sum(one * math.exp(-middle * (span - from_)) for one, span in zip(amounts, spans, strict=True))
        low, high = (middle, high) if worth > 0 else (low, middle)
    return math.expm1(low)


def no_rate() -> Refusal:
    """The refusal for flows that have no rate of return."""
    words = Text.of(
        vi="Các dòng tiền này không có suất sinh lời: cần có cả tiền góp vào lẫn tiền nhận về.",
        en="These flows have no rate of return: something must be paid in and something paid out.",
    )
    return Refusal("no-rate", words)


def told(value: float | None, day_count: DayCount | None) -> Rate:
    if value is None or not math.isfinite(value):
        raise no_rate()
    return Rate(value, day_count)


@cache
def pyxirr() -> Any:
    """The library. Refusal "extra-missing" where it isn't installed."""
    return require("pyxirr", extra="capital")


@cache
def _counted(day_count: DayCount) -> Any:
    return getattr(pyxirr().DayCount, NAMES[day_count])
