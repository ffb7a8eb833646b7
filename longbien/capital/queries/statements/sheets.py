"""A statement as a spreadsheet: its tables on one sheet, the entries behind every line on another."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from longbien.capital.queries.statements.saying import NOTHING, facts, residual, shown
from longbien.capital.rules.statements.document import Cell, Figure, Statement
from longbien.capital.rules.statements.lines import called
from longbien.kernel.extras import require
from longbien.kernel.money import Money
from longbien.kernel.plain import utc_micros
from longbien.kernel.text import Text

EXACT = 10**15  # a spreadsheet counts in floating point: more digits than this are written as text
EPOCH = (1980, 1, 1, 0, 0, 0)
UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f]")
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def as_xlsx(statement: Statement, language: str) -> bytes:
    """Refusal "extra-missing" (501) without openpyxl."""
    book = require("openpyxl", extra="capital").Workbook()
    sheet = book.active
    sheet.title = SHEET.in_language(language)
    for row, line in enumerate(_lines(statement, language), start=1):
        _write(sheet, row, line)
    behind = book.create_sheet(BEHIND.in_language(language))
    for row, line in enumerate(_sources(statement, language), start=1):
        _write(behind, row, line)
    for one, widths in ((sheet, (64, 24, 24, 24, 24, 24)), (behind, (28, 44, 12, 14, 30, 32, 24))):
        for number, width in enumerate(widths):
            one.column_dimensions["ABCDEFG"[number]].width = width
    made = io.BytesIO()
    require("openpyxl.writer.excel", extra="capital").save_workbook(book, made)
    return _undated(made.getvalue(), statement.head.known_at)


def _lines(statement: Statement, language: str) -> Iterator[list[Any]]:
    yield [statement.title.in_language(language)]
    yield from (list(fact) for fact in facts(statement.head, language))
    yield [residual(statement, language)]
    for table in statement.tables:
        yield []
        yield [table.title.in_language(language), *(column.in_language(language) for column in table.columns)]
        for row in table.rows:
            yield [row.name.in_language(language), *(_value(cell, language) for cell in row.cells)]
        if table.note:
            yield [table.note.in_language(language)]
    yield []
    yield from ([note.in_language(language)] for note in statement.notes)


def _sources(statement: Statement, language: str) -> Iterator[list[Any]]:
    yield [one.in_language(language) for one in COLUMNS]
    for table in statement.tables:
        for row in table.rows:
            for one in row.sources:
                name, kind = row.name.in_language(language), called(one.kind).in_language(language)
                amount = _value(Money(one.amount, statement.head.currency), language)
                title = table.title.in_language(language)
                yield [title, name, one.number, one.on, kind, utc_micros(one.recorded_at), amount]


def _value(cell: Cell, language: str) -> Any:
    """Numbers as numbers where a spreadsheet holds them exactly."""
    if isinstance(cell, Money):
        units = Fraction(cell.minor, 10**cell.exponent)
        whole = int(units) if units.denominator == 1 else float(units)
        return whole if abs(cell.minor) < EXACT else shown(cell, language)
    if isinstance(cell, Figure):
        return float(cell.value)
    return cell if isinstance(cell, date) else NOTHING if cell is None else shown(cell, language)


def _write(sheet: Any, row: int, line: list[Any]) -> None:
    """Text stays text, even where it looks like a formula."""
    for number, value in enumerate(line, start=1):
        cell = sheet.cell(row, number, UNSHOWN.sub("", value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"
        elif isinstance(value, int | float):
            cell.number_format = "#,##0.######" if isinstance(value, float) else "#,##0"


def _undated(made: bytes, known_at: datetime) -> bytes:
    """The same file as if it was saved at the moment that was asked for: the clock is in none of its bytes."""
    stamp = known_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    again = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as before, ZipFile(again, "w", ZIP_DEFLATED) as after:
        for one in before.infolist():
            content = STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", before.read(one))
            info = ZipInfo(one.filename, EPOCH)
            info.compress_type = ZIP_DEFLATED
            after.writestr(info, content)
    return again.getvalue()


SHEET = Text.of(vi="Báo cáo", en="Statement")
BEHIND = Text.of(vi="Bút toán", en="Entries")
COLUMNS = (
    Text.of(vi="Bảng", en="Table"), Text.of(vi="Dòng", en="Line"), Text.of(vi="Bút toán số", en="Entry"),
    Text.of(vi="Ngày tính", en="Counts on"), Text.of(vi="Loại", en="What for"), Text.of(vi="Ghi lúc", en="Recorded"),
    Text.of(vi="Số tiền", en="Amount"),
)  # fmt: skip
