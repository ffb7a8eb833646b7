"""A small ledger for tests."""

from datetime import UTC, date, datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post, reverse
from longbien.ledger.rules.posting import Leg, Posting

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
DONE = {"by": SYSTEM, "at": NOW}


def book(unit="VND", scale=0) -> dict[str, UUID]:
    """Accounts of a unit by name: bank (debit side), city and fund (credit side), world (may be overdrawn)."""
    open_ledger(unit, scale=scale, **DONE)
    terms = {"bank": ("debit", False), "city": ("credit", False), "fund": ("credit", False), "world": ("credit", True)}
    return {
        code: open_account(AccountTerms(unit, code, side, may_overdraw=free), **DONE)
        for code, (side, free) in terms.items()
    }


def posting(*legs: tuple[UUID, UUID, int], key: UUID | None = None, **more) -> Posting:
    given = {"kind": "test", "effective_on": DAY} | more
    return Posting(key or new_id(), legs=tuple(Leg(*leg) for leg in legs), **given)


def move(debit: UUID, credit: UUID, amount: int, **more):
    return post(posting((debit, credit, amount), **more), **DONE)


def undo(entry_id: UUID, *, key: UUID | None = None):
    return reverse(entry_id, key=key or new_id(), effective_on=DAY, **DONE)
