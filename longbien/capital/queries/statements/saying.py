"""What a statement says, in words of one language, whatever it is shown on."""

from datetime import date

from django.utils import translation

from longbien.capital.rules.statements.document import Cell, Figure, Head, Source, Statement
from longbien.capital.rules.statements.lines import called
from longbien.kernel.money import Money
from longbien.kernel.plain import utc_micros
from longbien.kernel.text import Text
from longbien.ui import formats

NOTHING = "–"


def shown(cell: Cell, language: str) -> str:
    """A cell as a reader of that language writes it; "–" for what can't be told."""
    if cell is None:
        return NOTHING
    with translation.override(language):
        match cell:
            case Money():
                return formats.money(cell)
            case Figure():
                said = formats.number(cell.value * (100 if cell.is_percent else 1), places=4)
                return f"{said} %" if cell.is_percent else said
            case date():
                return formats.day(cell)
            case Text():
                return cell.in_language(language)
            case _:
                return str(cell)


def facts(head: Head, language: str) -> list[tuple[str, str]]:
    """What it is about and on which axes of time, so that anybody can ask for the same again."""
    first, last = shown(head.span.first, language), shown(head.span.last, language)
    told = [
        (FUND, head.fund),
        *([(INVESTOR, head.investor)] if head.commitment_id else []),
        (PERIOD, f"{first} – {last}"),
        (KNOWN, utc_micros(head.known_at)),
        (CURRENCY, head.currency),
        (ENTRIES, f"{head.entries}"),
        *([(LAST, f"{head.number} · {head.sha256}")] if head.number else []),
    ]
    return [(name.in_language(language), value) for name, value in told]


def residual(statement: Statement, language: str) -> str:
    """`Residual: 0 minor units`: what the tables leave unexplained, always said."""
    return RESIDUAL.in_language(language).format(minor=statement.residual)


def source(one: Source, currency: str, language: str) -> str:
    """An entry of the ledger in a line: its number, its day, what it books, how much."""
    day, amount = shown(one.on, language), shown(Money(one.amount, currency), language)
    return f"{one.number} · {day} · {called(one.kind).in_language(language)} · {amount}"


FUND = Text.of(vi="Quỹ", en="Fund")
INVESTOR = Text.of(vi="Nhà đầu tư", en="Investor")
PERIOD = Text.of(vi="Kỳ", en="Period")
KNOWN = Text.of(vi="Theo những gì đã ghi đến (UTC)", en="As known at (UTC)")
CURRENCY = Text.of(vi="Đơn vị tiền", en="Currency")
ENTRIES = Text.of(vi="Số bút toán được tính", en="Ledger entries counted")
LAST = Text.of(vi="Bút toán cuối cùng và mã băm", en="The last of them and its hash")
RESIDUAL = Text.of(vi="Phần dư: {minor} đơn vị nhỏ nhất", en="Residual: {minor} minor units")
DEMO = Text.of(vi="Dữ liệu minh hoạ: không phải báo cáo thật.", en="Demonstration data: not a real statement.")
