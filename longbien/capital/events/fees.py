"""The management fee leaves for the manager."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text

PAID = Text.of(vi="Phí quản lý được chi trả", en="The management fee was paid")


@dataclass(frozen=True)
class FeePaid(Event, type="capital.fee-paid", words=PAID):
    """`evidence` is what the manager asked for it with; `plan_sha256` the digest of what both officers saw."""

    payment: UUID
    number: int
    day: date
    evidence: UUID
    plan_sha256: str
    entry: UUID
    amount: Money | None = sealed()
