"""How much of the management fee may be paid: what is accrued and not paid yet, out of what was paid in and is left."""

from dataclasses import dataclass

from longbien.kernel.money import Money
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Payable:
    """`owed` is accrued by the day and not paid; `cash` was paid in by investors and is left, on the day and since."""

    owed: Money
    cash: Money

    @property
    def most(self) -> Money:
        return min(self.owed, self.cash)


def paying_against(amount: Money, payable: Payable) -> Outcome:
    """What stands against paying an amount."""
    if amount.currency != payable.owed.currency or amount.minor <= 0:
        return Outcome((Reason("bad-amount", AMOUNT, "amount"),))
    found = []
    if payable.owed < amount:
        found.append(Reason("above-owed", _above_owed(payable.owed), "amount"))
    if payable.cash < amount:
        found.append(Reason("above-cash", _above_cash(payable.cash), "amount"))
    return Outcome(tuple(found))


def _above_owed(owed: Money) -> Text:
    return Text.of(
        vi=f"Phí đã trích và chưa trả đến ngày này là {owed}.", en=f"By this day {owed} are accrued and not paid."
    )


def _above_cash(cash: Money) -> Text:
    return Text.of(
        vi=f"Tiền nhà đầu tư đã nộp còn {cash}; hãy gọi vốn trước.",
        en=f"Of what investors paid in {cash} are left; call capital first.",
    )


AMOUNT = Text.of(
    vi="Số tiền phải lớn hơn 0, cùng đồng tiền của quỹ.", en="The amount must be above 0, in the currency of the fund."
)
