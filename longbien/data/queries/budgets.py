"""What an agreement's budget of ε is, in millionths: granted, spent and left, as the ledger has it."""

from dataclasses import dataclass
from uuid import UUID

from longbien.data.rules.cube.epsilon import PLACES
from longbien.kernel.ids import to_slug
from longbien.ledger.queries import account

SCALE = PLACES
GRANTED, SPENT, LEFT = "granted", "spent", "left"


@dataclass(frozen=True)
class Budget:
    granted: int
    spent: int
    left: int
    account_id: UUID


def unit_of(agreement_id: UUID) -> str:
    """The unit of its book: ε of one agreement is no ε of another."""
    return f"EPSILON:{to_slug(agreement_id)}"


def code_of(agreement_id: UUID, what: str) -> str:
    return f"cube/{to_slug(agreement_id)}/{what}"


def budget_of(agreement_id: UUID) -> Budget | None:
    """None before its cube was published."""
    unit = unit_of(agreement_id)
    granted, spent, left = (account(unit, code_of(agreement_id, one)) for one in (GRANTED, SPENT, LEFT))
    if granted is None or spent is None or left is None:
        return None
    return Budget(granted.balance, spent.balance, left.balance, left.id)
