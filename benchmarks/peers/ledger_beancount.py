"""Beancount's loader and its balances, for ledger.py; in a virtual environment of its own."""

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from beancount import loader
from beancount.core import realization
from ledger import serve

known: list = []


def load(path: str) -> Callable[[], None]:
    def work() -> None:
        known.clear()
        entries, errors, _ = loader.load_file(path)
        assert not errors, errors[:3]
        known.extend(entries)

    return work


def balances() -> Callable[[], None]:
    """Every account with what stands in it."""

    def work() -> None:
        found = [(one.account, one.balance) for one in realization.iter_children(realization.realize(known))]
        assert len(found) > 100

    return work


serve({"load": load, "balances": balances})
