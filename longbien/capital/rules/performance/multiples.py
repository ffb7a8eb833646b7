"""Multiples of what was paid in: exact fractions, no rate, no time. Source: ILPA and GIPS, glossary of ratios."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from longbien.capital.rules.performance.rates import Amount
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Multiples:
    """`paid_in`, `paid_out` and `nav` (what is left, at fair value) in minor units; the multiples are plain numbers.

    DPI = paid out / paid in; RVPI = NAV / paid in; TVPI = DPI + RVPI. MOIC is the same sum of one investment: what it
    returned and what it is worth, over what was put into it.
    """

    paid_in: Fraction
    paid_out: Fraction
    nav: Fraction

    @property
    def dpi(self) -> Fraction:
        return self.paid_out / self.paid_in

    @property
    def rvpi(self) -> Fraction:
        return self.nav / self.paid_in

    @property
    def tvpi(self) -> Fraction:
        return self.dpi + self.rvpi

    @property
    def moic(self) -> Fraction:
        return self.tvpi


def multiples(amounts: Sequence[Amount], nav: Amount = 0) -> Multiples:
    """Of flows, below zero paid in and above zero paid out. Refusal "nothing-paid-in" when none is below zero."""
    paid_in = -sum((Fraction(one) for one in amounts if one < 0), Fraction(0))
    if not paid_in:
        words = Text.of(vi="Chưa có tiền nào được góp vào.", en="Nothing has been paid in yet.")
        raise Refusal("nothing-paid-in", words)
    return Multiples(paid_in, sum((Fraction(one) for one in amounts if one > 0), Fraction(0)), Fraction(nav))
