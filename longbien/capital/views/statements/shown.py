"""A statement as its pages show it: cells in the reader's habit, each line with the way to what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.urls import reverse

from longbien.capital.queries.statements import Asked, shown
from longbien.capital.rules.statements import words
from longbien.capital.rules.statements.account import COUNTED
from longbien.capital.rules.statements.document import Row, Statement, Table
from longbien.capital.rules.statements.lines import called
from longbien.capital.rules.statements.quarters import Span, quarters
from longbien.kernel.actor import Actor
from longbien.kernel.ids import from_slug
from longbien.kernel.money import Money
from longbien.ledger.policy import BOOK
from longbien.people.policy import can
from longbien.people.queries import today
from longbien.ui.language import reader_language

MOST = 40  # quarters that are listed


@dataclass(frozen=True)
class Of:
    """What a statement is of: the name of its routes, its id, its first day, the pages above it, how it is made."""

    route: str
    key: UUID
    since: date
    pages_above: tuple[tuple[UUID, str, str], ...]
    make: Callable[[Asked], Statement]

    @property
    def above(self) -> list[tuple[str, str]]:
        return [(title, reverse(route, args=[key])) for key, title, route in self.pages_above]

    def page(self, query: str = "") -> str:
        return _with(reverse(f"statements:{self.route}", args=[self.key]), query)

    def file(self, kind: str, query: str) -> str:
        return _with(reverse(f"statements:{self.route}-file", args=[self.key, kind]), query)

    def line(self, table: str, line: str, query: str) -> str:
        return _with(reverse(f"statements:{self.route}-line", args=[self.key, table, line]), query)


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def periods(of: Of, asked: Asked | None) -> list[tuple[Span, str, bool]]:
    """Every quarter with its address, the newest first; which one is shown."""
    every = islice(quarters(of.since, today()), MOST)
    return [(span, of.page(f"as_of={span.last}"), asked is not None and asked.span == span) for span in every]


def tables(of: Of, statement: Statement, query: str) -> list[dict[str, Any]]:
    return [
        {"table": table, "rows": [_row(of, table, row, query) for row in table.rows]} for table in statement.tables
    ]  # fmt: skip


def _row(of: Of, table: Table, row: Row, query: str) -> dict[str, Any]:
    cells = [shown(cell, reader_language()) for cell in row.cells]
    return {"row": row, "cells": list(zip(table.columns, cells, strict=True)), "url": _url(of, table, row, query)}


def _url(of: Of, table: Table, row: Row, query: str) -> str:
    """To the entries behind a line; of an investor, to their own statement."""
    if row.sources:
        return of.line(table.code, row.code, query)
    if table.code == "investors" and not row.is_sum:
        return _with(reverse("statements:account", args=[from_slug(row.code)]), query)
    return ""


def explained(actor: Actor, statement: Statement, row: Row) -> dict[str, Any]:
    """The entries of a line with what each adds, and what they come to; links for those who read the ledger."""
    currency = statement.head.currency
    whole = sum(one.amount for one in row.sources)
    return {
        "sources": [(one, called(one.kind), Money(one.amount, currency)) for one in row.sources],
        "whole": Money(whole, currency),
        "cell": next((cell for cell in reversed(row.cells) if isinstance(cell, Money)), None),
        "why": words.JOINED_LATER if row.code == COUNTED else None,
        "reads_ledger": can(actor, "read", None, type=BOOK),
    }
