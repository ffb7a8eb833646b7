"""Days and money as their readers write them."""

from datetime import date

from longbien.kernel.money import Money
from longbien.kernel.text import Text


def day(of: date) -> Text:
    """09/11/2026, or 9 November 2026."""
    return Text.of(vi=f"{of:%d/%m/%Y}", en=f"{of.day} {of:%B} {of.year}")


def amount(money: Money) -> Text:
    """Grouped as its readers group: 1.000.000, or 1,000,000."""
    whole, fraction = divmod(money.minor, 10**money.exponent)
    decimals = f"{fraction:0{money.exponent}}" if money.exponent else ""
    grouped = f"{whole:,}"
    return Text.of(
        vi=f"{grouped.replace(',', '.')}{',' if decimals else ''}{decimals} {money.currency}",
        en=f"{grouped}{'.' if decimals else ''}{decimals} {money.currency}",
    )


def same(said: str) -> Text:
    """What a person wrote, in whatever language."""
    return Text.of(vi=said, en=said)
