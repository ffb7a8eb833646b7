"""ε as people write it, and in the millionths that the ledger keeps."""

import re
from decimal import Decimal

from longbien.data.rules.agreement.judging_cubes import MICRO

PLACES = 6
WRITTEN = re.compile(r"\d{1,3}([.,]\d{1,6})?", re.ASCII)


def read_epsilon(said: str) -> int:
    """`0.5` and `0,5` are 500,000 millionths. ValueError for what is no such number or finer than a millionth."""
    if not WRITTEN.fullmatch(said.strip()):
        raise ValueError(said)
    return int(Decimal(said.strip().replace(",", ".")) * MICRO)


def said(epsilon: int) -> str:
    """`400000` → `0.4`."""
    return f"{(Decimal(epsilon) / MICRO).normalize():f}"
