"""A statement as a file: JSON always, PDF as letters are drawn, a spreadsheet where openpyxl is installed.

The same statement gives the same bytes: no file says when it was made, only what it was asked for.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal, get_args

from longbien.capital.queries.statements.printed import as_pdf
from longbien.capital.queries.statements.sheets import as_xlsx
from longbien.capital.rules.statements.document import Statement

Format = Literal["json", "pdf", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
TYPES: dict[Format, str] = {
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Face:
    name: str
    media_type: str
    content: bytes


def face(statement: Statement, kind: Format, language: str) -> Face:
    """Refusal "extra-missing" (501) for a spreadsheet where the library isn't installed."""
    made = {"json": lambda: statement.as_json(language), "pdf": lambda: as_pdf(statement, language),
            "xlsx": lambda: as_xlsx(statement, language)}[kind]  # fmt: skip
    return Face(f"{statement.kind}-{statement.head.span.last.isoformat()}.{kind}", TYPES[kind], made())


def formats_here() -> tuple[Format, ...]:
    """Those that can be made here: a spreadsheet only where its library is installed."""
    return tuple(one for one in FORMATS if one != "xlsx" or find_spec("openpyxl"))
