"""A closed deal is carried out by one investment, as its terms say: this company, this instrument, not more money."""

from dataclasses import dataclass
from fractions import Fraction

from longbien.capital.rules.deals.sheets import Sheet
from longbien.capital.rules.deals.stages import CLOSED
from longbien.capital.rules.investing.instruments import CONVERTIBLE, EQUITY, SAFE
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text

# What a term sheet calls its instrument, and what the books of a fund call it.
BOOKED = {"safe": SAFE, "note": CONVERTIBLE, "priced": EQUITY}


@dataclass(frozen=True)
class Agreed:
    """What a deal was closed for, in minor units of its fund."""

    stage: str
    company: str
    minor: int
    sheet: Sheet

    @property
    def instrument(self) -> str:
        return BOOKED[self.sheet.instrument]

    @property
    def share(self) -> Fraction:
        """What the money buys of the company by the valuation of the terms; 0 where they set none yet."""
        before = self.sheet.pre_money
        return Fraction(self.minor, before.minor + self.minor) if before else Fraction(0)


def carrying_against(agreed: Agreed, *, company: str, instrument: str, cost: int) -> Outcome:
    """What stands against an investment that says it carries out this deal."""
    faults = (
        ("company", NOT_CLOSED, agreed.stage != CLOSED),
        ("company", ANOTHER, company != agreed.company),
        ("instrument", OTHERWISE, instrument != agreed.instrument),
        ("amount", MORE, cost > agreed.minor),
    )
    return Outcome(tuple(Reason(where, what, where=where) for where, what, wrong in faults if wrong))


NOT_CLOSED = Text.of(vi="Thương vụ này chưa chốt.", en="This deal is not closed.")
ANOTHER = Text.of(vi="Thương vụ này là với doanh nghiệp khác.", en="This deal is with another company.")
OTHERWISE = Text.of(
    vi="Bảng điều khoản của thương vụ nói một công cụ khác.", en="The term sheet of the deal says another instrument."
)
MORE = Text.of(vi="Nhiều hơn số tiền đã chốt cho thương vụ.", en="This is more than the deal was closed for.")
