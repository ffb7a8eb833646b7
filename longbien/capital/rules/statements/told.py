"""Parts that every statement has: lines with their entries, and the table of performance."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from longbien.capital.rules.statements import words
from longbien.capital.rules.statements.account import Line, Piece, is_out
from longbien.capital.rules.statements.document import Cell, Figure, Row, Source, Table
from longbien.capital.rules.statements.performance import Performance
from longbien.kernel.money import Money
from longbien.kernel.text import Text


def amounts(currency: str, *minor: int) -> tuple[Money, ...]:
    return tuple(Money(one, currency) for one in minor)


def line_row(line: Line, currency: str) -> Row:
    """A line in the period and since the beginning, with the entries it is made of."""
    cells = amounts(currency, line.period, line.since)
    share = (Money(line.share[0], currency), Money(line.share[1], currency)) if line.share else None
    return Row(line.code, line.name, cells, share=share, sources=sources(line.pieces))


def sources(pieces: Iterable[Piece]) -> tuple[Source, ...]:
    """What each entry adds, once an entry, in their order; those that add nothing are left out."""
    found: dict[UUID, Source] = {}
    for one in pieces:
        moved = one.moved
        known = found.get(moved.entry)
        amount = one.amount + (known.amount if known else 0)
        found[moved.entry] = Source(moved.entry, moved.number, moved.on, moved.recorded_at, moved.kind, amount)
    return tuple(one for one in found.values() if one.amount)


def performance_table(did: Performance, currency: str, paid: Sequence[Piece], moic: Figure | None = None) -> Table:
    """Rates with their day count, multiples without one, above the payments they are made of.

    `moic` is that of the investments, for a whole fund.
    """
    paid_in, paid_out, value = amounts(currency, did.paid_in, did.paid_out, did.value)
    known: tuple[tuple[str, Text, Cell], ...] = (
        ("in", words.IN, paid_in),
        ("out", words.OUT, paid_out),
        ("left", words.LEFT, value),
        ("irr", _a_year(words.IRR, did.irr, did), Figure.of(did.irr, is_percent=True)),
        ("dpi", words.DPI, Figure.of(did.dpi)),
        ("tvpi", words.TVPI, Figure.of(did.tvpi)),
        ("moic", words.MOIC, moic),
        ("pme", words.PME, Figure.of(did.pme)),
        ("direct-alpha", _a_year(words.ALPHA, did.direct_alpha, did), Figure.of(did.direct_alpha, is_percent=True)),
        ("index", words.INDEX, did.index or None),
    )
    out = [one for one in paid if is_out(one)]
    inward = [replace(one, amount=-one.amount) for one in paid if one not in out]
    behind = {"in": sources(inward), "out": sources(out)}
    rows = tuple(
        Row(code, name, (cell,), sources=behind.get(code, ()))
        for code, name, cell in known
        if code != "moic" or cell is not None
    )
    note = None if did.index else words.NO_INDEX
    return Table("performance", words.PERFORMANCE, (words.VALUE,), rows, note=note)


def _a_year(name: Text, rate: float | None, did: Performance) -> Text:
    """A rate a year of less than a year says that it is annualised."""
    return words.annualised(name, did.days) if did.is_short and rate is not None else name
