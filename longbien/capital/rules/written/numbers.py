"""Rates and amounts as they are written: `8%`, `0.08`, `1/3`, `600 000 000`; read exactly, never through a float."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from longbien.capital.rules.shares import percent
from longbien.kernel.money import Money
from longbien.kernel.shape import Finding, Spot

RATE = re.compile(r"(?P<number>-?[0-9]{1,9}(\.[0-9]{1,18})?)\s?(?P<percent>%?)")
PART = re.compile(r"([0-9]{1,9})/([1-9][0-9]{0,8})")
AMOUNT = re.compile(r"(?P<whole>[0-9]{1,18})(\.(?P<decimals>[0-9]{1,9}))?")
SPACES = re.compile(r"[\s_\u00a0\u202f']")
LARGEST = 10**18  # minor units: a thousand times all the money of a large country, well inside a BIGINT


def rate_of(value: Any) -> Fraction | None:
    """A rate or a share as a fraction: `8%` and 0.08 are 2/25. None for what is no rate.

    A float is read as it was written: the shortest decimal that means it.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    said = _written(value)
    if part := PART.fullmatch(said):
        return Fraction(int(part[1]), int(part[2]))
    if found := RATE.fullmatch(said):
        return Fraction(found["number"]) / (100 if found["percent"] else 1)
    return None


def minor_of(value: Any, currency: str) -> int | None:
    """An amount in units of `currency` as minor units: 12.50 USD are 1250. None for what is none or finer.

    More decimals than the currency has are refused even if they are zeros: 600.000 means 600,000 to half the world.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    said = SPACES.sub("", _written(value))
    found, places = AMOUNT.fullmatch(said), Money(0, currency).exponent
    if found is None or len(decimals := found["decimals"] or "") > places:
        return None
    minor = int(found["whole"] + decimals.ljust(places, "0"))
    return minor if minor <= LARGEST else None


def _written(value: float | str | Decimal) -> str:
    """As it stands in the file; never with an exponent."""
    return value.strip() if isinstance(value, str) else f"{Decimal(str(value)):f}"


@dataclass(frozen=True)
class Rate:
    """A rate or a share within bounds: `8%`, 0.08 or 2/25."""

    minimum: Fraction = Fraction(0)
    maximum: Fraction = Fraction(1)

    def examine(self, at: Spot) -> Iterator[Finding]:
        found = rate_of(at.value)
        if found is None:
            yield at.fault(
                vi=f"{at.named} phải là một tỷ lệ như 8% hoặc 0.08, không phải “{short(at.value)}”",
                en=f"{at.named} must be a rate such as 8% or 0.08, not “{short(at.value)}”",
            )
        elif not self.minimum <= found <= self.maximum:
            bounds = f"{percent(self.minimum)} … {percent(self.maximum)}"
            yield at.fault(
                vi=f"{at.named} phải trong khoảng {bounds}, không phải “{short(at.value)}”",
                en=f"{at.named} must be within {bounds}, not “{short(at.value)}”",
            )


@dataclass(frozen=True)
class Amount:
    """An amount of money in units of its currency, not below zero."""

    currency: str

    def examine(self, at: Spot) -> Iterator[Finding]:
        if minor_of(at.value, self.currency) is None:
            places = Money(0, self.currency).exponent
            yield at.fault(
                vi=f"{at.named} phải là một số tiền {self.currency} không âm, không có dấu tách nghìn, nhiều nhất "
                f"{places} chữ số thập phân, không phải “{short(at.value)}”",
                en=f"{at.named} must be an amount of {self.currency} not below zero, with no separators of thousands "
                f"and at most {places} decimals, not “{short(at.value)}”",
            )


def short(value: Any) -> str:
    """A value quoted in a message."""
    said = str(value)
    return said if len(said) <= 60 else said[:57] + "…"
