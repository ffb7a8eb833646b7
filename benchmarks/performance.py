"""Rates of return of 1,000 funds with 60 flows each, as a ratio to scipy.

Wanted: at least 10 times scipy. All get the same dates and amounts in columns and tell the yearly rate by act/365, and
must agree to 1e-9; ours, all of them together, also with pyxirr's one by one to 1e-10. The peer is
written twice: as it usually is (`newton` on a present value in Python, as the package xirr does), and as fast as scipy
allows (`brentq` on a present value in numpy).
"""

import gc
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

from longbien.capital.rules.performance.many import rates_of
from longbien.capital.rules.performance.rates import dated_rate

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


def alone(fund: Columns) -> float:
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


def together(every: list[Columns]) -> list[float]:
    return [one for one in rates_of(every, "act/365") if one is not None]


def each(work: Callable[[Columns], float]) -> Callable[[list[Columns]], list[float]]:
    return lambda every: [work(one) for one in every]


WAYS = {"ours": together, "one by one": each(alone), "newton": each(usual), "brentq": each(fastest)}


def main() -> None:
    spent: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(ROUNDS):
        every, found = funds(), {}
        for name, work in WAYS.items():
            gc.collect()
            start = time.process_time()
            found[name] = work(every)
            spent[name].append(time.process_time() - start)
        for rates in found.values():
            assert max(abs(one - other) for one, other in zip(found["ours"], rates, strict=True)) < 1e-9
        exact = zip(found["ours"], found["one by one"], strict=True)
        assert max(abs(one - other) for one, other in exact) < 1e-10
    per = {name: [FUNDS / one for one in took] for name, took in spent.items()}
    print(f"{FUNDS:,} funds of {FLOWS} flows: {said(per['ours'], ' funds/CPU-s')}, {peak()}")
    print(f"… one by one, through pyxirr: {said(per['one by one'], ' funds/CPU-s')}")
    for name in ("newton", "brentq"):
        ratios = [theirs / mine for mine, theirs in zip(spent["ours"], spent[name], strict=True)]
        print(f"… scipy {name}: {said(per[name], ' funds/CPU-s')}: {said(ratios, ' times', 1)}")


if __name__ == "__main__":
    main()
