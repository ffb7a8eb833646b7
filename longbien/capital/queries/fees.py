"""The management fee of a vehicle: what is accrued, what is paid of it, what is owed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.capital import models
from longbien.capital.queries.funds.books import accounts, code_of
from longbien.capital.queries.investing.decisions import Decision, decision_of
from longbien.capital.queries.investing.pool import least_paid_in_since, paid_in_and_left
from longbien.capital.rules.fees.paying import Payable
from longbien.capital.rules.funds.books import FEE_OWED, Place
from longbien.capital.rules.funds.lives import DRAFT, POSTED
from longbien.capital.rules.investing.days import lowest_since
from longbien.kernel.money import Money
from longbien.ledger.queries import statement


@dataclass(frozen=True)
class PaymentCard:
    decision: Decision
    on: date
    amount: Money


@dataclass(frozen=True)
class FeeBook:
    """`accruals` by the day up to which each counts, the newest first; `waits`: a payment is to be confirmed."""

    accrued: Money
    paid: Money
    accruals: tuple[tuple[date, Money], ...]
    payments: tuple[PaymentCard, ...]

    @property
    def owed(self) -> Money:
        return self.accrued - self.paid

    @property
    def waits(self) -> bool:
        return any(one.decision.is_draft for one in self.payments)


def fee_book(vehicle_id: UUID, currency: str) -> FeeBook:
    """The caller has asked the policy."""
    accruals = models.Accrual.objects.filter(vehicle=vehicle_id).order_by("-until", "-pk")
    rows = models.FeePayment.objects.filter(vehicle=vehicle_id, state__in=(DRAFT, POSTED)).select_related("vehicle")
    told = tuple((one.until, Money(one.amount, currency)) for one in accruals)
    paid = sum(one.amount for one in rows if one.state == POSTED)
    accrued = sum(amount.minor for _, amount in told)
    return FeeBook(Money(accrued, currency), Money(paid, currency), told, tuple(map(payment_card, rows)))


def payment_card(row: models.FeePayment) -> PaymentCard:
    return PaymentCard(decision_of(row), row.on, Money(row.amount, row.vehicle.currency))


def payable_on(vehicle_id: UUID, currency: str, day: date) -> Payable:
    """What may leave on a day without anything standing below nothing then or since."""
    owed = accounts(vehicle_id).get(code_of(vehicle_id, Place(FEE_OWED)))
    lines = statement(owed.id) if owed else ()
    lowest = max(lowest_since(day, [(one.effective_on, one.amount) for one in lines]), 0)
    cash = min(paid_in_and_left(vehicle_id), least_paid_in_since(vehicle_id, day))
    return Payable(Money(lowest, currency), Money(cash, currency))
