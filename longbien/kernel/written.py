"""Days, numbers and money in the words of a reason, as the readers of each language write them."""

from datetime import date

from longbien.kernel.money import Money
from longbien.kernel.text import Text


def day(of: date) -> Text:
    """09/11/2026, or 9 November 2026."""
    return Text.of(vi=f"{of:%d/%m/%Y}", en=f"{of.day} {of:%B} {of.year}")


def count(number: int) -> Text:
    """Grouped as its readers group: 1.000.000, or 1,000,000."""
    return Text.of(vi=f"{number:,}".replace(",", "."), en=f"{number:,}")


def amount(money: Money) -> Text:
    """With the decimals of its currency."""
    whole, fraction = divmod(money.minor, 10**money.exponent)
    decimals = f"{fraction:0{money.exponent}}" if money.exponent else ""
    grouped = count(whole)
    return Text.of(
        vi=f"{grouped['vi']}{',' if decimals else ''}{decimals} {money.currency}",
        en=f"{grouped['en']}{'.' if decimals else ''}{decimals} {money.currency}",
    )


def same(said: str) -> Text:
    """What a person wrote, in whatever language."""
    return Text.of(vi=said, en=said)
