"""The peers of benchmarks/monitors.py: sequential.py ROUNDS. Prints JSON: CPU seconds of each round, by what was done.

Run once by the Python of each peer's virtual environment; what isn't installed there is left out.
"""

import json
import sys
import time

import numpy as np

MANY, FEW = 1_000_000, 2_000
DICE = np.random.default_rng(20261128)
X = DICE.beta(2, 5, MANY)
FAILED = (DICE.random(MANY) < 0.05).astype(np.float64)
TIMES = np.arange(1.0, MANY + 1.0)
RATES = DICE.poisson(1.0, MANY).astype(np.float64)
UNITS = np.random.default_rng(1).poisson(1.0, (100, 10_000)).astype(np.float64)


def confseq():
    from confseq.betting import betting_mart
    from confseq.boundaries import beta_binomial_log_mixture, gamma_poisson_log_mixture, normal_log_mixture
    from confseq.predmix import predmix_empbern_cs

    return {
        "confseq predictable mixture": lambda: predmix_empbern_cs(X, alpha=0.05),
        "confseq betting martingale": lambda: betting_mart(X, 0.3),
        "confseq betting martingales": lambda: [betting_mart(one / 10.0, 0.1) for one in UNITS.T],
        "confseq gamma-Poisson mixture": lambda: gamma_poisson_log_mixture(RATES.cumsum() - TIMES, TIMES, 500.0, 1.0),
        "confseq beta-binomial mixture": lambda: beta_binomial_log_mixture(
            FAILED.cumsum() - 0.05 * TIMES, 0.0475 * TIMES, 500.0, 0.05, 0.95
        ),
        "confseq normal mixture": lambda: normal_log_mixture(X.cumsum(), TIMES, 500.0),
    }


def ville():
    from ville import AsymptoticCS, BernoulliTest, EmpiricalBernsteinCS

    return {
        "ville empirical Bernstein": lambda: EmpiricalBernsteinCS().update(X),
        "ville beta-binomial test": lambda: BernoulliTest(0.05).update(FAILED),
        "ville asymptotic": lambda: AsymptoticCS().update(X),
    }


def savvi():
    from savvi.multinomial import Multinomial

    rows = np.random.default_rng(1).multinomial(1, [0.5, 0.5], FEW)

    def one_by_one():
        test = Multinomial(0.05, np.array([0.5, 0.5]))
        for row in rows:
            test.update(row)

    return {f"savvi multinomial, {FEW:,} updates": one_by_one}


def main(rounds):
    found = {}
    for peer in (confseq, ville, savvi):
        try:
            works = peer()
        except ImportError:
            continue
        for what, work in works.items():
            found[what] = []
            for _ in range(rounds):
                start = time.process_time()
                work()
                found[what].append(time.process_time() - start)
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
