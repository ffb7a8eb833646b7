"""The private side bought the public share of a fund.

For whoever reads the ledger, one kind of entry is posted (codes are `capital/<fund>/<account>[/<whose>]`):

- `capital.buy-out`       capital/<seller> → capital/<buyer> and uncalled/<seller> → uncalled/<buyer>: the stake passes;
                          bought-for/<buyer> ← sold-for/<seller>: its price, paid past the fund's own money
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text

BOUGHT = Text.of(vi="Phần vốn công của quỹ được mua lại", en="The public share of a fund was bought out")


@dataclass(frozen=True)
class PublicShareBought(Event, type="capital.public-share-bought", words=BOUGHT):
    """`evidence` shows that the price was paid; `plan_sha256` is the digest of what both officers saw."""

    buy_out: UUID
    number: int
    day: date
    evidence: UUID
    plan_sha256: str
    entry: UUID
    amount: Money | None = sealed()
