"""Amounts, phases and accounts as readers see them."""

from collections.abc import Iterable
from decimal import Decimal

from longbien.kernel.money import CURRENCY, EXPONENTS, Money
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.queries.browsing import EntryView
from longbien.ledger.rules.posting import AccountState, Phase
from longbien.ledger.wording import names_of, unit_words, words_of
from longbien.ui import formats, links
from longbien.ui.language import say

PHASES = {
    Phase.POSTED: (Text.of(vi="Đã ghi", en="Posted"), "ok"),
    Phase.PENDING: (Text.of(vi="Tạm giữ", en="Held"), "warn"),
    Phase.TAKEN: (Text.of(vi="Chuyển khoản đã giữ", en="Hold taken"), "ok"),
    Phase.VOIDED: (Text.of(vi="Huỷ tạm giữ", en="Hold given back"), "off"),
    Phase.EXPIRED: (Text.of(vi="Tạm giữ hết hạn", en="Hold expired"), "off"),
}


def amount(minor: int, unit: str, scale: int) -> str:
    """Money in the reader's habit, anything else as a number with its unit."""
    if _is_money(unit, scale):
        return formats.money(Money(minor, unit))
    return f"{count(minor, scale)} {unit_name(unit)}"


def _is_money(unit: str, scale: int) -> bool:
    return bool(CURRENCY.fullmatch(unit)) and EXPONENTS.get(unit, 2) == scale


def unit_name(unit: str) -> str:
    """`HOUR:laser-1` → `hours · laser-1`; a currency as it is."""
    known = unit_words(unit)
    return f"{say(known[0])} · {known[1]}" if known else unit


def within(state: AccountState, minor: int) -> str:
    """The same on a page that names the unit already."""
    if _is_money(state.unit, state.scale):
        return formats.money(Money(minor, state.unit))
    return count(minor, state.scale)


def count(minor: int, scale: int) -> str:
    return formats.number(Decimal(minor).scaleb(-scale), places=scale)


def totals(entry: EntryView) -> str:
    """What an entry moves in all, one sum a unit."""
    sums: dict[tuple[str, int], int] = {}
    for one in entry.moved:
        key = (one.debit.unit, one.debit.scale)
        sums[key] = sums.get(key, 0) + one.leg.amount
    return ", ".join(amount(minor, unit, scale) for (unit, scale), minor in sums.items())


def kind(code: str) -> Text | str:
    """A kind of entry in words, where its room gave some."""
    return words_of(code) or code


def account_names(codes: Iterable[str]) -> dict[str, str]:
    """What accounts are called, each by its code where nobody names it."""
    asked = tuple(codes)
    named = names_of(asked)
    return {code: say(named[code]) if code in named else code for code in asked}


def called(subject: Subject | str | None) -> links.Link | None:
    """The name and the page of what an account or an entry belongs to."""
    if not subject:
        return None
    known = Subject.parse(subject) if isinstance(subject, str) else subject
    return links.Link(links.title_of(known), links.url_for(known) or "")


def names(subjects: Iterable[str]) -> dict[str, links.Link | None]:
    """The same for many, each looked up once."""
    return {one: called(one) for one in dict.fromkeys(subjects)}
