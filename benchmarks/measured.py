"""How the benchmarks speak of what they measured: median and spread of the rounds, the largest memory so far."""

import re
import statistics
from collections.abc import Sequence
from pathlib import Path


def said(rates: Sequence[float], unit: str = "/CPU-s", digits: int = 0) -> str:
    """`512/CPU-s (498–530)`: the median, then the smallest and the largest."""
    middle, least, most = statistics.median(rates), min(rates), max(rates)
    return f"{middle:,.{digits}f}{unit} ({least:,.{digits}f}–{most:,.{digits}f})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """The same of ours through theirs, round by round, so that a slow moment of the machine touches both."""
    return said([one / other for one, other in zip(ours, theirs, strict=True)], "", 2)


def peak() -> str:
    """The most memory that this process held at once, as Linux tells it (`getrusage` would count its parent's too)."""
    held = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return f"peak memory {int(held[1]) / 1024:,.0f} MB" if held else "peak memory unknown"
