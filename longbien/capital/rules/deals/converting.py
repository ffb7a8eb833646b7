"""A SAFE or a convertible note becomes shares in a priced round of others, by the terms it was bought by."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from longbien.capital.rules.captable.convertibles import Note, Safe
from longbien.capital.rules.captable.modelled import Round, modelled
from longbien.capital.rules.captable.table import Table
from longbien.capital.rules.deals.sheets import WHOLE, Sheet
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Held:
    """What converts: whose, how many minor units, since when, and the terms it was bought by."""

    holder: str
    minor: int
    since: date
    sheet: Sheet


@dataclass(frozen=True)
class Converted:
    """`shares` for what was held, which are `share` of the company after the round; `bought` for the new money, at
    `price` minor units a share."""

    shares: int
    share: Fraction
    bought: int
    price: Fraction


def convert(table: Table, held: Held, *, investor: str, money: int, pre_money: int, on: date) -> Converted:
    """Refusal 422 for terms that don't convert, or where the modeller finds no price, or no whole share."""
    if held.sheet.instrument == "priced":
        raise Refusal("not-convertible", NOT_CONVERTIBLE)
    if min(money, pre_money) <= 0:
        raise Refusal("bad-amount", AMOUNT)
    discount = Fraction(held.sheet.discount_bp, WHOLE)
    cap = held.sheet.cap.minor if held.sheet.cap else None
    safes = [Safe(held.holder, held.minor, cap, discount)] if held.sheet.instrument == "safe" and cap else []
    rate = Fraction(held.sheet.rate_bp, WHOLE)
    notes = [] if safes else [Note(held.holder, held.minor, held.since, rate, "act/365", cap, discount)]
    found = modelled(table, safes=safes, notes=notes, round_=Round(pre_money, {investor: money}), on=on)
    shares = found.converted.shares[held.holder] - table.shares.get(held.holder, 0)
    if shares < 1:
        raise Refusal("no-share", NO_SHARE)
    bought = found.final.shares[investor] - found.converted.shares.get(investor, 0)
    return Converted(shares, found.final.part(held.holder), bought, found.price or Fraction(0))


NOT_CONVERTIBLE = Text.of(vi="Khoản này không phải khoản chuyển đổi.", en="This is nothing that converts.")
NO_SHARE = Text.of(
    vi="Ở định giá này khoản đầu tư chưa đổi được một cổ phần nào.",
    en="At this valuation what was invested becomes less than one share.",
)
AMOUNT = Text.of(vi="Số tiền mới và định giá phải lớn hơn 0.", en="The new money and the valuation must be above 0.")
