"""Fees: which step waits for one, and what a payer writes into the transfer so that the payment finds its case."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from longbien.procedures.rules.definition import SYSTEM_ROLE, Definition, State

# VietQR and EMVCo's QR codes allow 25 characters for the purpose of a transfer; banks pass on letters and digits only.
LONGEST = 25
# What the guard of an automatic action asks where a case waits for its fee.
PAID = "case.fees_paid"


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


def waits_for_fee(definition: Definition, state: State) -> bool:
    """Whether a case stays here until its fee is settled: the system takes it on then, and nobody is asked for
    anything in the meantime."""
    if state.tasks or state.children or state.final:
        return False
    onward = [action for action in definition.actions_from(state.name) if action.by == (SYSTEM_ROLE,)]
    return any(action.auto and action.guard and PAID in action.guard.rule for action in onward)


def charges(definition: Definition) -> bool:
    """Whether any action asks for a fee."""
    return any(action.fee for action in definition.actions.values())


def needs_two(definition: Definition) -> bool:
    """Whether a fee is waived by two: where the service asks for a second pair of eyes anywhere. Basis: hub-rule."""
    return any(action.four_eyes for action in definition.actions.values())


def all_settled(states: Iterable[str]) -> bool:
    """Whether nothing is owed any more."""
    return all(state != "due" for state in states)
