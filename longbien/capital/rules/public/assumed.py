"""The public terms that a comparison takes where a file gives none: examples to be replaced, and said to be."""

from fractions import Fraction

from longbien.capital.rules.public.terms import (
    Band,
    BuyOut,
    Capped,
    FirstLoss,
    PariPassu,
    ProfitShift,
    PublicTerms,
)
from longbien.kernel.text import Text

YOZMA = (Band(Fraction(1, 100), 4), Band(Fraction(5, 100)))
ASSUMED: dict[str, PublicTerms] = {
    "pari-passu": PariPassu(),
    "buy-out": BuyOut(YOZMA, after_years=4),  # the schedule of Yozma 2.0, Israel Innovation Authority
    "capped": Capped(Fraction(5, 100)),
    "first-loss": FirstLoss(Fraction(1)),
    "profit-shift": ProfitShift(Fraction(1, 2)),
}
NAMES = {
    "pari-passu": Text.of(vi="Ngang hàng (pari passu)", en="Pari passu"),
    "buy-out": Text.of(vi="Quyền mua lại phần vốn công", en="Buy-out schedule"),
    "capped": Text.of(vi="Vốn công hưởng lợi có trần", en="Capped public return"),
    "first-loss": Text.of(vi="Vốn công chịu lỗ trước", en="Public first loss"),
    "profit-shift": Text.of(vi="Nhường lợi nhuận cho vốn tư nhân", en="Profit shift"),
}
