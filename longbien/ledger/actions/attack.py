"""Seven tamperings, tried on the database itself and undone again: each has to be refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.ledger import models
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post
from longbien.ledger.actions.writing import TURN
from longbien.ledger.rules.posting import Leg, Posting, Side
from longbien.record.actions.act import act, hold


@dataclass(frozen=True)
class Attempt:
    """A tampering, and what refused it in which words; empty when nothing did."""

    name: str
    refusal: str


class _LetThrough(Exception):
    """Nothing refused it: undone all the same."""


class _Done(Exception):
    """Everything is undone when the attempts are over."""

    def __init__(self, attempts: tuple[Attempt, ...]) -> None:
        super().__init__()
        self.attempts = attempts


def attack(*, at: datetime) -> tuple[Attempt, ...]:
    """Try all of them on a small book of their own; nothing of it stays."""
    try:
        _attack(at=at)
    except _Done as done:
        return done.attempts
    raise AssertionError("the attempts must end")


@act
def _attack(*, at: datetime) -> None:
    hold(TURN)
    book = _Book(at)
    raise _Done(tuple(Attempt(name, _refusal(attempt)) for name, attempt in book.attempts()))


def _refusal(attempt: Callable[[], object]) -> str:
    try:
        with transaction.atomic():
            attempt()
            raise _LetThrough
    except _LetThrough:
        return ""
    except (IntegrityError, DataError) as error:
        return f"the database: {str(error).splitlines()[0]}"
    except Refusal as refusal:
        return f"{refusal.code}: {refusal.what.in_language('en')}"


class _Book:
    """Two units, and an entry of 100 in the first one."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.units = tuple(f"ATTACK:{new_id().hex}" for _ in range(2))
        for unit in self.units:
            open_ledger(unit, scale=0, by=SYSTEM, at=at)
        self.bank = self._account(self.units[0], "bank", "debit")
        self.city = self._account(self.units[0], "city", "credit")
        self.fund = self._account(self.units[0], "fund", "credit")
        self.foreign = self._account(self.units[1], "city", "credit")
        self.posting = Posting(new_id(), "attack", at.date(), (Leg(self.bank, self.city, 100),))
        post(self.posting, by=SYSTEM, at=at)

    def _account(self, unit: str, code: str, side: Side) -> UUID:
        return open_account(AccountTerms(unit, code, side), by=SYSTEM, at=self.at)

    def attempts(self) -> Iterator[tuple[str, Callable[[], object]]]:
        rows = models.Transfer.objects.filter(entry=self.posting.key)
        other = replace(self.posting, legs=(Leg(self.bank, self.city, 101),))
        yield "an amount of 0", lambda: self._transfer(amount=0)
        yield "debit = credit", lambda: self._transfer(debit_id=self.city)
        yield "mixed units", lambda: self._transfer(credit_id=self.foreign)
        yield "an edited row", lambda: rows.update(amount=101)
        yield "a deleted row", rows.delete
        yield "an overdraft where it is forbidden", lambda: self._transfer(debit_id=self.fund)
        yield "a used key with other content", lambda: post(other, by=SYSTEM, at=self.at)

    def _transfer(self, **change: object) -> None:
        """A transfer past our actions; it never comes to the entry that would seal it."""
        given = {"entry_id": new_id(), "seq": 1, "ledger_id": self.units[0], "debit_id": self.bank,
                 "credit_id": self.city, "amount": 5}  # fmt: skip
        models.Transfer.objects.create(**given | change)
