"""`{% load cubes %}`: ε in the reader's habit, and shares of a hundred."""

from decimal import Decimal

from django import template

from longbien.data.rules.agreement.judging_cubes import MICRO
from longbien.data.rules.cube.epsilon import PLACES
from longbien.ui import formats

register = template.Library()


@register.filter
def millionths(value: int) -> str:
    """`400000` → `0,4`."""
    return formats.number(Decimal(value) / MICRO, places=PLACES)


@register.filter
def percent(value: float) -> str:
    return f"{formats.number(value, places=1)} %"
