"""Foreign exchange: one entry of two transfers, each in its own unit, through the liquidity account of that unit."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.ledger import queries
from longbien.ledger.actions.post import post
from longbien.ledger.rules.exchange import Quote, converted
from longbien.ledger.rules.posting import AccountState, Leg, Posting
from longbien.ledger.wording import EXCHANGED
from longbien.record.actions.act import act


@dataclass(frozen=True)
class Deal:
    """`amount` minor units go out of `out_of` into `liquidity_in`; what they cost goes out of `liquidity_out` into
    `into`. Accounts by their ids; `evidence` is a hex SHA-256 of what proves the rate."""

    key: UUID
    amount: int
    out_of: UUID
    liquidity_in: UUID
    liquidity_out: UUID
    into: UUID
    quote: Quote
    effective_on: date
    kind: str = EXCHANGED
    evidence: str = ""


@act
def exchange(deal: Deal, *, by: Actor, at: datetime) -> queries.Posted:
    """Exchange at a quoted rate, rounded down; what is left of a minor unit stays with the liquidity account.

    Idempotent and refused as `post` is; 404 for an account that isn't there.
    """
    ids = (deal.out_of, deal.liquidity_in, deal.liquidity_out, deal.into)
    accounts = queries.account_states(ids)
    if len(accounts) != len(set(ids)):
        raise not_found()
    given, bought = accounts[deal.out_of], accounts[deal.into]
    scales = {one.unit: one.scale for one in (given, bought)}
    costs = converted(deal.amount, deal.quote, scales, into=bought.unit)
    legs = (_out(given, deal.liquidity_in, deal.amount), _in(bought, deal.liquidity_out, costs))
    asked = Posting(deal.key, deal.kind, deal.effective_on, legs, evidence=deal.evidence, quote=deal.quote)
    return post(asked, by=by, at=at)


def _out(account: AccountState, other: UUID, amount: int) -> Leg:
    """What makes an account smaller."""
    return Leg(other, account.id, amount) if account.side == "debit" else Leg(account.id, other, amount)


def _in(account: AccountState, other: UUID, amount: int) -> Leg:
    return Leg(account.id, other, amount) if account.side == "debit" else Leg(other, account.id, amount)
