"""Money of one currency in another, whole minor units on both sides."""

from fractions import Fraction

from longbien.capital.rules.growth import whole
from longbien.kernel.money import Money


def exchanged(amount: Money, rate: Fraction, currency: str) -> Money:
    """`amount` at `rate` (units of `currency` for one unit of the amount's), a half of a minor unit away from zero.

    100.00 USD at 82.42135 INR are 8,242.14 INR. The rate's source is kept by whoever calls. ValueError for a rate that
    isn't above zero. Source of the rounding: TigerBeetle, Recipes, Currency Exchange.
    """
    if rate <= 0:
        raise ValueError("a rate is above zero")
    places = Money(0, currency).exponent - amount.exponent
    return Money(whole(amount.minor * rate * Fraction(10) ** places), currency)
