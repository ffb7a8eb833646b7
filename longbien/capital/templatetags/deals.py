"""`{{ one.holder|holder }}`, `{{ one.part_after|part }}`: a line of a cap table in the reader's words."""

from fractions import Fraction

from django import template

from longbien.capital.views.deals.drawn import named
from longbien.ui import formats

register = template.Library()


@register.filter
def holder(name: str) -> str:
    """The pool has no name of its own."""
    return named(name)


@register.filter
def part(value: Fraction) -> str:
    """`12.5 %`, at most four decimals."""
    return f"{formats.number(round(float(100 * value), 4))} %"
