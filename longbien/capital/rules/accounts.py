"""Every account that a vehicle may have: which side it grows on, and which of them may go below zero."""

from longbien.capital.rules.funds import books as funds
from longbien.capital.rules.investing import books as investing

SIDES = {**funds.SIDES, **investing.SIDES}
WORDS = {**funds.WORDS, **investing.WORDS}
CONTROLS = frozenset({funds.CONTROL}) | investing.CONTROLS
OVERDRAWN = investing.OVERDRAWN
# What is called and not paid in is no asset here: it is no part of what was paid in either.
OWNED = (
    funds.CASH, investing.PROCEEDS, investing.IN_KIND, investing.COST, investing.FAIR_VALUE, investing.CARRY_DUE,
)  # fmt: skip
OWED = (funds.FEE_OWED, funds.REFUND, investing.PAYABLE, investing.CARRY_OWED, investing.ESCROW)


def net_assets(sums: dict[str, int]) -> int:
    """What the vehicle owns less what it owes, of the sums of its accounts by name."""
    owned = sum(sums.get(name, 0) for name in OWNED)
    return owned - sum(sums.get(name, 0) for name in OWED)
