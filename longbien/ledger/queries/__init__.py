"""Reads of the ledger, as frozen dataclasses for other rooms."""

from longbien.ledger.queries.accounts import (
    Line,
    account,
    account_states,
    accounts_of,
    accounts_of_each,
    balance,
    balances,
    every_account,
    statement,
)
from longbien.ledger.queries.auditing import audit
from longbien.ledger.queries.entries import (
    Posted,
    due,
    entries_of,
    held_on,
    is_settled,
    posted,
    posting,
    postings,
)
from longbien.ledger.queries.meeting import End, Met, end, meet
from longbien.ledger.queries.moving import Transferred, transfers_of
from longbien.ledger.rules.posting import AccountState

__all__ = [
    "AccountState",
    "End",
    "Line",
    "Met",
    "Posted",
    "Transferred",
    "account",
    "account_states",
    "accounts_of",
    "accounts_of_each",
    "audit",
    "balance",
    "balances",
    "due",
    "end",
    "entries_of",
    "every_account",
    "held_on",
    "is_settled",
    "meet",
    "posted",
    "posting",
    "postings",
    "statement",
    "transfers_of",
]
