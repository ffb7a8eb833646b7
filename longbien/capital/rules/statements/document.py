"""A statement as data: what stands in it, whatever paper or screen it is shown on. The same answers, the same bytes."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from longbien.capital.rules.statements.quarters import Span
from longbien.kernel.ids import to_slug
from longbien.kernel.money import Money
from longbien.kernel.plain import utc_micros
from longbien.kernel.text import Text

FORMAT = "longbien.capital.statement/1"
FINEST, MOST = Decimal("0.000001"), 10**9


@dataclass(frozen=True)
class Figure:
    """A rate or a multiple to six decimals; a rate is told in percent."""

    value: Decimal
    is_percent: bool = False

    @classmethod
    def of(cls, value: float | Fraction | None, *, is_percent: bool = False) -> "Figure | None":
        """None for what is not known, and for what no reader could use: a billion times and more."""
        if value is None or abs(float(value)) >= MOST:
            return None
        exact = Fraction(value)
        rounded = Decimal(exact.numerator) / Decimal(exact.denominator)
        return cls(rounded.quantize(FINEST, ROUND_HALF_EVEN), is_percent)


Cell = Money | Figure | date | int | str | Text | None


@dataclass(frozen=True)
class Source:
    """An entry of the ledger that a line is made of, and what it adds to that line, in minor units."""

    entry: UUID
    number: int
    on: date
    recorded_at: datetime
    kind: str
    amount: int


@dataclass(frozen=True)
class Row:
    """A line and the entries it is made of; `is_sum` where the lines above come to it.

    With a `share` its entries are the whole fund's, and the line is the investor's part: what they committed, of what
    everybody did.
    """

    code: str
    name: Text
    cells: tuple[Cell, ...]
    is_sum: bool = False
    share: tuple[Money, Money] | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Table:
    """Lines under a heading. `residual`: what they leave unexplained, in minor units; None where nothing adds up."""

    code: str
    title: Text
    columns: tuple[Text, ...]
    rows: tuple[Row, ...]
    residual: int | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Head:
    """Of which fund, of which investor ("" and None: of the whole fund), and on which two axes of time.

    `entries` of the ledger were counted; `number` and `sha256` are those of the last of them.
    """

    fund_id: UUID
    fund: str
    currency: str
    span: Span
    known_at: datetime
    commitment_id: UUID | None = None
    investor: str = ""
    entries: int = 0
    number: int = 0
    sha256: str = ""
    is_demo: bool = False


@dataclass(frozen=True)
class Statement:
    """The whole: `kind` names which of the statements it is."""

    kind: str
    title: Text
    head: Head
    tables: tuple[Table, ...]
    notes: tuple[Text, ...]

    @property
    def residual(self) -> int:
        """Of all its tables together, added up without signs."""
        return sum(abs(one.residual or 0) for one in self.tables)

    def row(self, table: str, code: str) -> Row | None:
        rows = (row for one in self.tables if one.code == table for row in one.rows)
        return next((row for row in rows if row.code == code), None)

    def as_json(self, language: str) -> bytes:
        """JSON in one language of the hub, as bytes: the same statement is always the same bytes."""
        written = json.dumps(_data(self, language), ensure_ascii=False, indent=1)
        return f"{written}\n".encode()


def _data(one: Statement, language: str) -> dict[str, Any]:
    head = one.head
    told: dict[str, Any] = {
        "format": FORMAT,
        "kind": one.kind,
        "title": one.title.in_language(language),
        "language": language,
        "fund": {"id": to_slug(head.fund_id), "name": head.fund},
        "as_of": head.span.last.isoformat(),
        "known_at": utc_micros(head.known_at),
        "period": {"first": head.span.first.isoformat(), "last": head.span.last.isoformat()},
        "currency": head.currency,
        "ledger": {"entries": head.entries, "last": head.number, "sha256": head.sha256},
        "is_demo": head.is_demo,
    }
    if head.commitment_id:
        told["investor"] = {"commitment": to_slug(head.commitment_id), "name": head.investor}
    told["tables"] = [_table(table, head.currency, language) for table in one.tables]
    told["residual"] = Money(one.residual, head.currency).to_data()
    told["notes"] = [note.in_language(language) for note in one.notes]
    return told


def _table(one: Table, currency: str, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": one.code,
        "title": one.title.in_language(language),
        "columns": [name.in_language(language) for name in one.columns],
        "rows": [_row(row, language) for row in one.rows],
    }
    if one.residual is not None:
        told["residual"] = Money(one.residual, currency).to_data()
    if one.note:
        told["note"] = one.note.in_language(language)
    return told


def _row(one: Row, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {"code": one.code, "name": one.name.in_language(language)}
    told["cells"] = [plain(cell, language) for cell in one.cells]
    if one.share:
        told["share"] = [part.to_data() for part in one.share]
    if one.sources:
        told["entries"] = [_source(source) for source in one.sources]
    return told


def _source(one: Source) -> dict[str, Any]:
    return {
        "entry": to_slug(one.entry),
        "number": one.number,
        "on": one.on.isoformat(),
        "recorded_at": utc_micros(one.recorded_at),
        "kind": one.kind,
        "minor": str(one.amount),
    }


def plain(cell: Cell, language: str) -> Any:
    """A cell as JSON data: money in its wire form, figures as exact decimals."""
    match cell:
        case Money():
            return cell.to_data()
        case Figure():
            return str(cell.value)
        case date():
            return cell.isoformat()
        case Text():
            return cell.in_language(language)
        case _:
            return cell
