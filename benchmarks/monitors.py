"""The statistics of a trial: a million observations of each estimator, as a ratio to the libraries that install.

Wanted: at least 5 times confseq's predictable mixture; 10,000 measures in at most 10 ms, for rates and for betting.
Peers stand in virtual environments of their own: confseq 0.0.11 asks for an older NumPy, for Boost's headers (from
BOOST_ROOT, or libboost-dev) and a newer pybind11 than it names; ville and savvi install as they are. Others are told.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from measured import peak, ratio, said

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.peers.sequential import FAILED, FEW, MANY, RATES, TIMES, UNITS, X
from longbien.trials.rules.monitors import betting, rate
from longbien.trials.rules.monitors.allotment import Allotment
from longbien.trials.rules.monitors.asymptotic import Moments
from longbien.trials.rules.monitors.blocks import Signs
from longbien.trials.rules.monitors.bounded import Bounded
from longbien.trials.rules.monitors.failure import Failures
from longbien.trials.rules.monitors.rate import Rate
from longbien.trials.rules.monitors.reviews import schedule
from longbien.trials.rules.monitors.wealth import Wealth

ROUNDS = 3
MEASURES = UNITS.shape[1]
BUILD = ("pybind11==2.13.6", "scikit-build==0.19.1", "cmake", "ninja", "wheel", "setuptools", "distro", "packaging")
BOOST = Path(os.environ.get("BOOST_ROOT", "/usr")) / "include/boost/version.hpp"
ARMS = np.random.default_rng(1).multinomial(1, [0.5, 0.5], MANY)
PREDICTABLE = "confseq predictable mixture"


def works() -> dict[str, tuple[Callable[[], object], str]]:
    """What is measured, with the peer that does the same."""
    return {
        "interval of a bounded mean, streamed": (bounded, PREDICTABLE),
        "… the same": (bounded, "ville empirical Bernstein"),
        "bets on one stream, evidence and detector": (one_stream, "confseq betting martingale"),
        "bets on 10,000 measures, 100 days": (many_bets, "confseq betting martingales"),
        "rate, looked at after each": (
            lambda: Rate(RATES.cumsum(), TIMES).above(1.0), "confseq gamma-Poisson mixture",
        ),
        "failure probability, looked at after each": (
            lambda: Failures(FAILED.cumsum(), TIMES).above(0.05), "confseq beta-binomial mixture",
        ),
        "… the same, two-sided in the peer": (
            lambda: Failures(FAILED.cumsum(), TIMES).above(0.05), "ville beta-binomial test",
        ),
        "asymptotic interval, at the end": (lambda: Moments.of().update(X).interval(), "ville asymptotic"),
        "signs of 100 pairs, 10,000 measures": (lambda: Signs.of((MEASURES,)).update(UNITS - 1.0).evidence, ""),
        f"sample ratio, {FEW:,} updates": (few_allotments, f"savvi multinomial, {FEW:,} updates"),
        "sample ratio, at the end": (lambda: Allotment.of(2).update(ARMS).mismatch([0.5, 0.5]), ""),
    }  # fmt: skip


def bounded() -> object:
    return Bounded.of(0.05).update(X).interval()


def one_stream() -> object:
    now = Wealth.of(len(betting.BETS)).update(betting.factor(X, 0.3))
    return now.evidence, now.detector


def many_bets() -> object:
    now = Wealth.of(len(betting.BETS), (MEASURES,))
    for day in UNITS:
        now = now.update(betting.factor(day, 1.0)[None])
    return now.evidence, now.detector


def few_allotments() -> object:
    now = Allotment.of(2)
    for row in ARMS[:FEW]:
        now = now.update(row[None])
        answer = now.mismatch([0.5, 0.5])
    return answer


def at_once() -> dict[str, Callable[[], object]]:
    """One more day of 10,000 measures, and what is known then."""
    seen = Rate(UNITS.sum(axis=0), np.full(MEASURES, 100.0))
    wealth = Wealth.of(len(betting.BETS), (MEASURES,)).update(betting.factor(UNITS[:50], 1.0))
    watched = Wealth.of(len(rate.FOLDS), (MEASURES,))
    failures, day = Failures(UNITS.sum(axis=0).clip(0, 100), np.full(MEASURES, 1000.0)), UNITS[:1]

    def bet() -> object:
        now = wealth.update(betting.factor(day, 1.0))
        return now.evidence, now.detector

    return {
        "rate": lambda: seen.update(day, np.ones_like(day)).above(1.0),
        "betting, evidence and detector": bet,
        "rate's detector": lambda: watched.update(rate.factor(day, np.ones_like(day), 1.0)).detector,
        "failure probability": lambda: failures.update(day > 0).above(0.1),
    }


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return found


def peers() -> dict[str, list[float]]:
    """The CPU seconds of every peer that can be installed here."""
    found: dict[str, list[float]] = {}
    for name, install in (("confseq", install_confseq), ("ville", install_ville)):
        python = ROOT / f".venvs/bench-{name}/bin/python"
        try:
            if not python.exists():
                install(python)
            ran = [python, ROOT / "benchmarks/peers/sequential.py", str(ROUNDS)]
            found |= json.loads(subprocess.run(ran, capture_output=True, text=True, check=True).stdout)
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            print(f"{name}: left out, {getattr(error, 'stderr', None) or error}")
    return found


def install_ville(python: Path) -> None:
    uv(python, "ville==0.1.0", "savvi==0.3.1", "matplotlib")


def install_confseq(python: Path) -> None:
    if not BOOST.exists():
        raise FileNotFoundError("it needs Boost's headers: apt-get install libboost-dev, or BOOST_ROOT")
    uv(python, *BUILD, "numpy<2", "scipy<1.15", "pandas<3", "matplotlib<3.10")
    uv(python, "--no-build-isolation", "confseq==0.0.11")


def uv(python: Path, *packages: str) -> None:
    tool = ROOT / ".venv/bin/uv"
    if not python.exists():
        subprocess.run([tool, "venv", "-q", python.parents[1], "--python", sys.executable], check=True)
    command = [tool, "pip", "install", "-q", "--python", python, *packages]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": f"{python.parent}:{os.environ['PATH']}"},
    )


def main() -> None:
    theirs = peers()
    for what, (work, peer) in works().items():
        mine = seconds(work)
        beside = f", {peer} {said(theirs[peer], ' s', 3)}: {ratio(theirs[peer], mine)} times" if peer in theirs else ""
        print(f"{what} {said(mine, ' s', 3)}{beside}")
    for what, work in at_once().items():
        print(
            f"{MEASURES:,} measures, {what} {said([1000 * one for one in seconds(work, 20)], ' ms', 2)} (wanted ≤ 10)"
        )
    print(f"five looks planned {said([1000 * one for one in seconds(five, 20)], ' ms', 2)}")
    print(peak())


def five() -> object:
    return schedule((0.2, 0.4, 0.6, 0.8, 1.0), 0.025)


if __name__ == "__main__":
    main()
