"""Rates of return of 1,000 funds with 60 flows each, as a ratio to scipy.

Wanted: at least 10 times scipy. Both get the same dates and amounts in columns and tell the yearly rate by act/365, and
must agree to 1e-9. The peer is written twice: as it usually is (`newton` on a present value in Python, as the package
xirr does), and as fast as scipy allows (`brentq` on a present value in numpy).
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from measured import peak, said
from scipy.optimize import brentq, newton

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from longbien.capital.rules.performance.rates import Flow, dated_rate, xirr

FUNDS, FLOWS, ROUNDS, SEED = 1_000, 60, 5, 20261129
DAYS = [date(2020, 1, 1) + timedelta(days=91 * n) for n in range(FLOWS)]
Columns = tuple[list[date], list[int]]


def funds() -> list[Columns]:
    """Six years of calls, nine of distributions, a quarter apart, in minor units."""
    chance = random.Random(SEED)
    calls = FLOWS * 2 // 5
    return [
        (
            DAYS,
            [-chance.randint(1, 100) * 10**9 for _ in range(calls)]
            + [chance.randint(1, 160) * 10**9 for _ in range(FLOWS - calls)],
        )
        for _ in range(FUNDS)
    ]


def ours(fund: Columns) -> float:
    return dated_rate(*fund, "act/365").value


def usual(fund: Columns) -> float:
    days, amounts = fund
    first = days[0]

    def worth(rate: float) -> float:
        return sum(one / (1 + rate) ** ((day - first).days / 365) for day, one in zip(days, amounts, strict=True))

    return float(newton(worth, 0.1, maxiter=200))


def fastest(fund: Columns) -> float:
    days, amounts = fund
    paid, first = np.asarray(amounts, dtype=float), days[0]
    years = np.asarray([(day - first).days for day in days]) / 365
    return float(brentq(lambda rate: float((paid / (1 + rate) ** years).sum()), -0.9, 10.0))


def seconds(work: Callable[[Columns], float], every: list[Columns]) -> tuple[float, list[float]]:
    start = time.process_time()
    found = [work(one) for one in every]
    return time.process_time() - start, found


def main() -> None:
    every = funds()
    spent: dict[str, list[float]] = {"ours": [], "newton": [], "brentq": [], "from flows": []}
    flows = [[Flow(day, one) for day, one in zip(*fund, strict=True)] for fund in every]
    for _ in range(ROUNDS):
        took, rates = seconds(ours, every)
        spent["ours"].append(took)
        for name, work in (("newton", usual), ("brentq", fastest)):
            took, theirs = seconds(work, every)
            spent[name].append(took)
            assert max(abs(one - other) for one, other in zip(rates, theirs, strict=True)) < 1e-9
        start = time.process_time()
        for one in flows:
            xirr(one, "act/365")
        spent["from flows"].append(time.process_time() - start)
    per = {name: [FUNDS / one for one in took] for name, took in spent.items()}
    print(f"{FUNDS:,} funds of {FLOWS} flows: {said(per['ours'], ' funds/CPU-s')}, {peak()}")
    print(f"… from flows as objects: {said(per['from flows'], ' funds/CPU-s')}")
    for name in ("newton", "brentq"):
        ratios = [theirs / mine for mine, theirs in zip(spent["ours"], spent[name], strict=True)]
        print(f"… scipy {name}: {said(per[name], ' funds/CPU-s')}: {said(ratios, ' times', 1)}")


if __name__ == "__main__":
    main()
