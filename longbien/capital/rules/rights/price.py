"""What a holder pays who exercises a right: a share of what is bid, and a fixed amount."""

from dataclasses import dataclass

from longbien.kernel.money import Money
from longbien.kernel.text import Text

WHOLE = 10_000


@dataclass(frozen=True)
class Formula:
    """`share_bp` ten-thousandths of the bid (10,000: the same price), and `fixed` on top of it."""

    share_bp: int
    fixed: Money

    def price(self, bid: Money | None) -> Money | None:
        """In whole minor units, rounded down; None where it hangs on a bid and there is none, or one in another
        currency."""
        if not self.share_bp:
            return self.fixed
        if bid is None or bid.currency != self.fixed.currency:
            return None
        return Money(bid.minor * self.share_bp // WHOLE + self.fixed.minor, bid.currency)

    @property
    def words(self) -> Text:
        """The formula in words; the page adds the fixed amount."""
        percent = f"{self.share_bp / 100:g} %"
        match bool(self.share_bp), bool(self.fixed.minor):
            case True, False:
                return Text.of(vi=f"{percent} giá người khác trả", en=f"{percent} of what is bid")
            case True, True:
                said = f"{percent} giá người khác trả cộng một khoản cố định"
                return Text.of(vi=said, en=f"{percent} of what is bid, and a fixed amount")
            case False, True:
                return Text.of(vi="Giá cố định", en="A fixed price")
            case _:
                return Text.of(vi="Không phải trả tiền", en="Nothing is paid")
