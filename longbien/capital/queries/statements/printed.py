"""A statement on paper: drawn as letters are, dated by what was asked for, never by the clock."""

from pathlib import Path
from typing import Any

from django.conf import settings

from longbien.capital.queries.statements.saying import DEMO, facts, residual, shown
from longbien.capital.rules.statements.document import Row, Statement, Table
from longbien.credentials.letters.drawing import Heading, draw

TEMPLATE = Path(__file__).parents[2] / "letters" / "statement.typ"
MOST = 8  # numbers of entries below a line


def as_pdf(statement: Statement, language: str) -> bytes:
    """PDF/A and PDF/UA, unsealed: a seal would differ each time."""
    title, head = statement.title.in_language(language), statement.head
    heading = Heading(f"{title} · {head.investor or head.fund}", head.span.last.isoformat(), head.known_at)
    return draw(TEMPLATE.read_text(), _letter(statement, language), language, heading=heading)


def _letter(statement: Statement, language: str) -> dict[str, Any]:
    head = statement.head
    return {
        "hub": settings.HUB.name.in_language(language),
        "title": statement.title.in_language(language),
        "who": head.investor or head.fund,
        "demo": DEMO.in_language(language) if head.is_demo else "",
        "facts": facts(head, language),
        "tables": [_table(one, language) for one in statement.tables],
        "notes": [one.in_language(language) for one in statement.notes],
        "residual": residual(statement, language),
    }


def _table(one: Table, language: str) -> dict[str, Any]:
    return {
        "title": one.title.in_language(language),
        "columns": [column.in_language(language) for column in one.columns],
        "rows": [_row(row, language) for row in one.rows],
        "note": one.note.in_language(language) if one.note else "",
    }


def _row(one: Row, language: str) -> dict[str, Any]:
    numbers = [f"{source.number}" for source in one.sources]
    return {
        "name": one.name.in_language(language),
        "cells": [shown(cell, language) for cell in one.cells],
        "is_sum": one.is_sum,
        "entries": ", ".join([*numbers[:MOST], *["…"][: len(numbers) > MOST]]),
    }
