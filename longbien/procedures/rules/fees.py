"""Fees: what a payer writes into the transfer so that the payment finds its case."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# VietQR and EMVCo's QR codes allow 25 characters for the purpose of a transfer; banks pass on letters and digits only.
LONGEST = 25


@dataclass(frozen=True)
class BankAccount:
    """Where fees are paid to. `bank_code` is the bank's number in the country's own scheme, empty where it has none."""

    holder: str
    bank: str
    number: str
    bank_code: str = ""


def reference_of(case_number: str, seq: int) -> str:
    """`HS-2026-00012` and move 2 make `HS202600012P2`: letters and digits only, the end kept where it is too long."""
    tail = f"P{seq}"
    plain = re.sub(r"[^A-Z0-9]", "", case_number.upper())
    return plain[-(LONGEST - len(tail)) :] + tail


def all_settled(states: Iterable[str]) -> bool:
    """Whether nothing is owed any more."""
    return all(state != "due" for state in states)
