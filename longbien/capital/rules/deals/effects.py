"""What a term sheet makes of a company's cap table: the link between the two."""

from datetime import date
from fractions import Fraction
from typing import Literal

from longbien.capital.rules.captable.convertibles import Safe
from longbien.capital.rules.captable.modelled import Modelled, Round, modelled
from longbien.capital.rules.captable.table import Table
from longbien.capital.rules.deals.sheets import WHOLE, Sheet
from longbien.kernel.refusal import Refusal

Known = Literal["modelled", "later", "cannot"]


def effect_on(table: Table, sheet: Sheet, investor: str, on: date) -> tuple[Known, Modelled | None]:
    """The table after the sheet. `later`: a note tells nothing before the round that converts it; `cannot`: there are
    no shares to begin with, or nothing would be left."""
    try:
        return _modelled(table, sheet, investor, on)
    except Refusal:
        return "cannot", None


def _modelled(table: Table, sheet: Sheet, investor: str, on: date) -> tuple[Known, Modelled | None]:
    if sheet.instrument == "priced" and sheet.pre_money:
        round_ = Round(sheet.pre_money.minor, {investor: sheet.amount.minor}, Fraction(sheet.pool_bp, WHOLE))
        return "modelled", modelled(table, round_=round_, on=on)
    if sheet.instrument == "safe" and sheet.cap:
        safe = Safe(investor, sheet.amount.minor, sheet.cap.minor, Fraction(sheet.discount_bp, WHOLE))
        return "modelled", modelled(table, safes=[safe], on=on)
    return "later", None
