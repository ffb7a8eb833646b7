"""Which country algorithm a hub has for paying fees, by the `country` of its hub.yaml."""

from longbien.kernel.money import Money
from longbien.procedures.kinds import vn
from longbien.procedures.rules.fees import BankAccount

TRANSFER_CODES = {"VN": vn.transfer_code}


def transfer_code(country: str, account: BankAccount, amount: Money, reference: str) -> str:
    """What a payer's banking app scans; empty where the country has no such code, or not for this account."""
    algorithm = TRANSFER_CODES.get(country)
    return algorithm(account, amount, reference) if algorithm else ""
