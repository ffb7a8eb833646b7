"""What a posting meets when its turn has come: its accounts, the end of the chain, and whether it stands already."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from longbien.ledger import models
from longbien.ledger.queries.accounts import FEW, STATED, account_states, state_from
from longbien.ledger.rules.posting import AccountState
from longbien.record import rows

MORE = ", e.number, e.hash, (SELECT 1 FROM ledger_entry WHERE id = %s)"
BESIDE = " LEFT JOIN (SELECT number, hash FROM ledger_entry ORDER BY number DESC LIMIT 1) e ON TRUE"


@dataclass(frozen=True)
class End:
    """The newest entry: the number and the hash that the next one builds on; 0 and nothing before the first."""

    number: int
    hash: bytes


@dataclass(frozen=True)
class Met:
    """Accounts by their ids, those that are there; `stands` says that the key was used."""

    accounts: dict[UUID, AccountState]
    end: End
    stands: bool


def meet(key: UUID, account_ids: Iterable[UUID]) -> Met:
    """All of it by one question where there are few accounts: every posting asks it."""
    asked = set(account_ids)
    if 0 < len(asked) <= FEW:
        written = rows.writes(models.Account, "id")
        if found := rows.fetch(_statement(len(asked)), [written(key), *map(written, asked)]):
            number, value, stands = found[0][-3:]
            states = map(state_from, found)
            return Met({one.id: one for one in states}, End(number or 0, bytes(value or b"")), stands is not None)
    stands = rows.values(models.Entry, key, "number")
    return Met(account_states(asked), end(), stands is not None)


@lru_cache(maxsize=FEW)
def _statement(count: int) -> str:
    return STATED.format(and_more=MORE, beside=BESIDE, marks=", ".join(["%s"] * count))


def end() -> End:
    """The newest entry alone."""
    found = rows.last(models.Entry, "number", "number", "hash")
    return End(found[0], bytes(found[1])) if found else End(0, b"")
