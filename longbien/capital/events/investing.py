"""What becomes of a fund's money: investments, their value, what comes of them, and who gets it.

For whoever reads the ledger, these kinds of entries are posted (codes are `capital/<fund>/<account>[/<whose>]`):

- `capital.recycle`       cash ← proceeds: proceeds kept for another investment
- `capital.invest`        cost/<investment> ← cash; of another currency ← fx, and foreign-stake ← foreign-cash there
- `capital.exchange`      an exchange at a quoted rate, through fx (here) and foreign-fx (there)
- `capital.value`         fair-value/<investment> ↔ unrealised/<investment>: the change since the value before
- `capital.income`        proceeds ← income/<investment>: dividends and interest
- `capital.realise`       through control `realisation`: proceeds (or in-kind/<investment>) ← cost and realised; what of
                          fair-value belonged to the part given up goes back through unrealised
- `capital.distribution`  through control `distribution`: distributed/<commitment> and carry → payable/<commitment>,
                          carry-owed and escrow
- `capital.payout`        payable/<commitment> and carry-owed ← proceeds (or in-kind/<investment>)
- `capital.clawback`      through control `distribution`: carry, escrow and carry-due → payable/<commitment>
- `capital.clawback-paid` proceeds ← carry-due: the manager pays back

Net assets are cash + proceeds + in-kind + cost + fair-value + carry-due, less fee-owed, refund, payable, carry-owed
and escrow; what is called and not paid in is left out. An entry of a reversal keeps its kind.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text

AGREED = Text.of(vi="Thoả thuận điều khoản phân chia của quỹ", en="The terms of distribution of a fund were agreed")
INVESTED = Text.of(vi="Quỹ đầu tư vào một doanh nghiệp", en="A fund invested in a company")
CONVERTED = Text.of(vi="Một khoản chuyển đổi thành cổ phần", en="A convertible became shares")
VALUED = Text.of(vi="Một khoản đầu tư được định giá", en="An investment was valued")
PROCEEDS = Text.of(vi="Một khoản đầu tư mang lại tiền hoặc tài sản", en="An investment brought proceeds")
DISTRIBUTED = Text.of(vi="Quỹ phân chia cho nhà đầu tư", en="A fund distributed")
PAID_OUT = Text.of(vi="Khoản phân chia được chi trả", en="A distribution was paid out")
SETTLED = Text.of(vi="Bên quản lý hoàn lại phần lợi nhuận nhận dư", en="The manager's carry was settled")
PAID_BACK = Text.of(vi="Bên quản lý nộp lại tiền", en="The manager paid back")
ASKED = Text.of(vi="Đề nghị đảo một bút toán của quỹ", en="A reversal was asked for")
REVERSED = Text.of(vi="Một việc của quỹ được đảo lại", en="A reversal was confirmed")


@dataclass(frozen=True)
class DistributionTermsAgreed(Event, type="capital.distribution-terms-agreed", words=AGREED):
    number: int
    terms_sha256: str


@dataclass(frozen=True)
class InvestmentMade(Event, type="capital.invested", words=INVESTED):
    """`evidence` is the contract, a document of the record; `plan_sha256` the digest of what both officers saw."""

    investment: UUID
    organisation_id: UUID
    instrument: str
    day: date
    evidence: UUID
    plan_sha256: str
    entry: UUID
    amount: Money | None = sealed()


@dataclass(frozen=True)
class InvestmentConverted(Event, type="capital.converted", words=CONVERTED):
    """A SAFE or a convertible became shares; `table` is the number of the cap table that says so."""

    investment: UUID
    conversion: UUID
    day: date
    shares: int
    table: int
    evidence: UUID
    plan_sha256: str


@dataclass(frozen=True)
class InvestmentValued(Event, type="capital.valued", words=VALUED):
    """`day` is the measurement date: it lies before the moment of this event."""

    investment: UUID
    valuation: UUID
    technique: str
    day: date
    evidence: UUID
    plan_sha256: str
    value: Money | None = sealed()


@dataclass(frozen=True)
class ProceedsTaken(Event, type="capital.proceeds-taken", words=PROCEEDS):
    investment: UUID
    proceeds: UUID
    kind: str
    day: date
    evidence: UUID
    plan_sha256: str
    amount: Money | None = sealed()


@dataclass(frozen=True)
class Distributed(Event, type="capital.distributed", words=DISTRIBUTED):
    distribution: UUID
    number: int
    day: date
    plan_sha256: str
    entry: UUID
    amount: Money | None = sealed()


@dataclass(frozen=True)
class PaidOut(Event, type="capital.paid-out", words=PAID_OUT):
    distribution: UUID
    paid_on: date
    entry: UUID


@dataclass(frozen=True)
class CarrySettled(Event, type="capital.carry-settled", words=SETTLED):
    """`amount` is what the manager gives back, from escrow and of its own."""

    distribution: UUID
    number: int
    day: date
    plan_sha256: str
    entry: UUID
    amount: Money | None = sealed()


@dataclass(frozen=True)
class ManagerPaidBack(Event, type="capital.manager-paid-back", words=PAID_BACK):
    distribution: UUID
    paid_on: date
    entry: UUID
    amount: Money | None = sealed()


@dataclass(frozen=True)
class ReversalAsked(Event, type="capital.reversal-asked", words=ASKED):
    kind: str
    which: UUID
    reason: str | None = sealed()


@dataclass(frozen=True)
class Reversed(Event, type="capital.reversed", words=REVERSED):
    """`entries` undo what was posted, last first."""

    kind: str
    which: UUID
    entries: tuple[UUID, ...]
