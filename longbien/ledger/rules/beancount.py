"""The ledger as a plain-text file of Beancount, so that anyone can add it up again with a tool that isn't ours.

Beancount language, version 3: https://beancount.github.io/docs/beancount_language_syntax.html
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from longbien.ledger.rules.audit import Written
from longbien.ledger.rules.posting import AccountState

ROOTS = {"debit": "Assets", "credit": "Liabilities"}
LONGEST_COMMODITY = 24


@dataclass(frozen=True)
class Span:
    """The days that the file is about: the first and the last one on which an entry counts."""

    first: date
    last: date


class Names:
    """What accounts and units are called in the file: two never share a name."""

    def __init__(self, accounts: Iterable[AccountState]) -> None:
        self.accounts = sorted(accounts, key=lambda one: (one.unit, one.code, one.id))
        self._units: dict[str, str] = {}
        self._names: dict[UUID, str] = {}
        for account in self.accounts:
            if account.unit not in self._units:
                self._units[account.unit] = _free(_commodity(account.unit), account.unit, self._units.values())
            self._names[account.id] = _free(self._path(account), str(account.id), self._names.values())

    def of(self, account_id: UUID) -> str:
        return self._names[account_id]

    def unit(self, unit: str) -> str:
        return self._units[unit]

    def units(self) -> dict[str, str]:
        return dict(self._units)

    def _path(self, account: AccountState) -> str:
        parts = [self._units[account.unit], *account.code.split("/")]
        return ":".join((ROOTS[account.side], *map(_component, parts)))


def _component(part: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") or "0"
    return plain[0].upper() + plain[1:]


def _commodity(unit: str) -> str:
    """Capitals, digits and dots; one that has none of these, or too many, is told apart by its hash."""
    plain = re.sub(r"[^A-Z0-9]+", ".", unit.upper()).strip(".")
    if plain[:1].isalpha() and 2 <= len(plain) <= LONGEST_COMMODITY:
        return plain
    return f"U.{sha256(unit.encode()).hexdigest()[:10].upper()}"


def _free(name: str, seed: str, taken: Iterable[str]) -> str:
    """The name, or one of the same beginning that nobody has."""
    if name not in taken:
        return name
    mark = sha256(seed.encode()).hexdigest()[:10].upper()
    return f"{name[: LONGEST_COMMODITY - 11]}.{mark}" if ":" not in name else f"{name}-{mark}"


def written_out(names: Names, entries: Iterable[Written], span: Span, *, title: str) -> Iterator[str]:
    """The lines of the file: units, accounts, entries that moved something, and what every account must come to.

    Holds move nothing and are left out. The assertions allow no tolerance: one minor unit more or less is an error.
    """
    yield f'option "title" {_text(title)}'
    for unit, name in names.units().items():
        yield f"\n{span.first} commodity {name}\n  unit: {_text(unit)}"
    for account in names.accounts:
        yield f"\n{span.first} open {names.of(account.id)} {names.unit(account.unit)}\n  code: {_text(account.code)}"
    scales = {account.id: account for account in names.accounts}
    for entry in entries:
        if entry.posting.phase.moves:
            yield from _entry(names, entry, scales)
    for account in names.accounts:
        amount = _amount(account.debits - account.credits, account.scale)
        day = span.last + timedelta(days=1)
        yield f"\n{day} balance {names.of(account.id)} {amount} ~ 0 {names.unit(account.unit)}"
    yield ""


def _entry(names: Names, entry: Written, accounts: dict[UUID, AccountState]) -> Iterator[str]:
    posting = entry.posting
    yield f"\n{posting.effective_on} * {_text(posting.kind)} {_text(f'entry {entry.number}')}"
    yield f'  id: "{posting.key}"\n  hash: "{entry.hash.hex()}"'
    if posting.evidence:
        yield f'  evidence: "{posting.evidence}"'
    for leg in posting.legs:
        debit = accounts[leg.debit]
        amount, unit = _amount(leg.amount, debit.scale), names.unit(debit.unit)
        yield f"  {names.of(leg.debit)} {amount} {unit}\n  {names.of(leg.credit)} -{amount} {unit}"
    if quote := posting.quote:
        base, counter = names.unit(quote.base), names.unit(quote.counter)
        yield f"\n{quote.quoted_on} price {base} {quote.rate} {counter}\n  source: {_text(quote.source)}"


def _amount(minor: int, scale: int) -> str:
    return f"{Decimal(minor).scaleb(-scale):.{scale}f}"


def _text(value: str) -> str:
    """A string of the language: quotes and backslashes escaped, on one line."""
    plain = " ".join(value.split())
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
