"""What the record says of ledgers and accounts when they were opened, held against what stands in their tables."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.ledger.rules.audit import Finding


@dataclass(frozen=True)
class Opened:
    """A ledger or an account as its table has it: its id in the record, its fields as the record names them."""

    id: UUID
    name: str
    fields: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True)
class Said:
    """What the record says of one; a sealed field whose opening was erased is left out."""

    id: UUID
    fields: Mapping[str, Any]
    at: datetime


def held_against(rows: Iterable[Opened], record: Iterable[Said]) -> Iterator[Finding]:
    """Every row is as it was opened, and nothing that was opened is gone."""
    said = {one.id: one for one in record}
    for row in rows:
        one = said.pop(row.id, None)
        if one is None:
            yield Finding(row.name, "the record doesn't say that it was opened")
        elif one.at != row.at or any(row.fields.get(name) != value for name, value in one.fields.items()):
            yield Finding(row.name, "isn't as it was opened")
    for one in said.values():
        yield Finding(str(one.id), "was opened, says the record, but isn't there")
