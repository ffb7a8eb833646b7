"""How a fund may stand in a company, and what such an investment must say."""

from dataclasses import dataclass
from fractions import Fraction

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text

EQUITY, CONVERTIBLE, SAFE, LOAN = "equity", "convertible", "safe", "loan"
INSTRUMENTS = {
    EQUITY: Text.of(vi="Vốn góp, cổ phần", en="Equity"),
    CONVERTIBLE: Text.of(vi="Khoản vay chuyển đổi", en="Convertible note"),
    SAFE: Text.of(vi="Thoả thuận vốn cổ phần tương lai (SAFE)", en="SAFE"),
    LOAN: Text.of(vi="Khoản vay", en="Loan"),
}
WHOLE = Fraction(1)


@dataclass(frozen=True)
class Bought:
    """`share` is what the vehicle then holds of the company's charter capital; 0 where none is held yet."""

    instrument: str
    cost: int
    recycled: int
    share: Fraction


def check_bought(bought: Bought) -> Outcome:
    """What an investment can't be, whatever the law says."""
    faults = (
        ("instrument", INSTRUMENT, bought.instrument not in INSTRUMENTS),
        ("amount", AMOUNT, bought.cost <= 0),
        ("recycled", RECYCLED, not 0 <= bought.recycled <= bought.cost),
        ("share", SHARE, not 0 <= bought.share <= WHOLE),
        ("share", NO_SHARE, bought.instrument == EQUITY and bought.share == 0),
    )
    return Outcome(tuple(Reason(where, what, where=where) for where, what, wrong in faults if wrong))


INSTRUMENT = Text.of(vi="Hãy chọn công cụ đầu tư.", en="Choose the instrument.")
AMOUNT = Text.of(vi="Số tiền phải lớn hơn 0.", en="The amount must be above 0.")
RECYCLED = Text.of(
    vi="Phần tái đầu tư từ 0 đến hết số tiền của khoản đầu tư.",
    en="What is recycled is between 0 and the whole of the investment.",
)
SHARE = Text.of(vi="Tỷ lệ sở hữu từ 0 đến 100 %.", en="A share of the company is between 0 and 100 %.")
NO_SHARE = Text.of(
    vi="Vốn góp phải ghi tỷ lệ nắm giữ trong vốn điều lệ.",
    en="Equity needs the share of the charter capital that is held after it.",
)
