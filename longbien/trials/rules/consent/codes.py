"""Codes of participants: pseudonyms that nobody guesses, drawn by the hub or by the holder; tables of them."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0, 1, I, L, O, U: read aloud and copied by hand
LENGTH, GROUP = 12, 4
CODE = re.compile(r"(?=[A-Z0-9-]*[0-9])(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{9,39}").fullmatch
MOST_ROWS, MOST_FAULTS = 10_000, 20


@dataclass(frozen=True)
class Row:
    """A line of a table: a code, and when its consent was given."""

    code: str
    at: datetime


def written(drawn: Sequence[int]) -> str:
    """The code of twelve numbers below 30: `7K2M-9QXF-T3HB`."""
    letters = "".join(ALPHABET[one] for one in drawn)
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def plain(typed: str) -> str:
    """A code as it is kept, however it was typed."""
    return "".join(typed.split()).upper()


def check_code(code: str, *, where: str = "code") -> None:
    """Refusal 422 for what somebody could guess, or could be a name."""
    if not CODE(code):
        raise Refusal("no-code", WRONG, faults=(Fault(where, WRONG),))


def read_codes(table: str, *, timezone: str, where: str = "table") -> tuple[Row, ...]:
    """The rows of a CSV with the columns `code` and `given_at`, comma or semicolon between.

    A time without a zone is local. Refusal 422 with every cell that can't be read, named by its row.
    """
    head = table.partition("\n")[0]
    lines = io.StringIO(table.removeprefix("\ufeff"), newline="")
    try:
        heading, *rows = csv.reader(lines, delimiter=";" if ";" in head else ",")
    except (csv.Error, ValueError):
        heading, rows = [], []
    named = [cell.strip().lower() for cell in heading]
    if not {"code", "given_at"} <= set(named):
        raise Refusal("no-table", COLUMNS, faults=(Fault(where, COLUMNS),))
    filled = [dict(zip(named, map(str.strip, cells), strict=False)) for cells in rows if any(map(str.strip, cells))]
    faults, found = list[Fault](), list[Row]()
    for number, said in enumerate(filled, 1):
        code, at = plain(said.get("code", "")), _instant(said.get("given_at", ""), timezone)
        if not CODE(code):
            faults.append(_at(where, number, WRONG))
        elif at is None:
            faults.append(_at(where, number, TIME))
        else:
            found.append(Row(code, at))
    if not 1 <= len(filled) <= MOST_ROWS:
        faults.append(Fault(where, ROWS))
    if faults:
        raise Refusal("table-unreadable", UNREADABLE, faults=tuple(faults[:MOST_FAULTS]))
    return tuple(found)


def _instant(said: str, timezone: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(timezone))


def _at(where: str, row: int, what: Text) -> Fault:
    vi, en = (what.in_language(language) for language in ("vi", "en"))
    return Fault(where, Text.of(vi=f"Dòng {row}: {vi}", en=f"Row {row}: {en}"))


WRONG = Text.of(
    vi="Mã cần 10 đến 40 chữ cái không dấu và chữ số, có cả chữ và số, không ai đoán được, không phải tên.",
    en="A code needs 10 to 40 letters and digits, some of each, that nobody guesses and that name nobody.",
)
TIME = Text.of(vi="Viết thời điểm dạng 2026-11-28 09:30.", en="Write the time as 2026-11-28 09:30.")
COLUMNS = Text.of(vi="Bảng cần các cột code và given_at.", en="The table needs the columns code and given_at.")
ROWS = Text.of(vi=f"Cần 1 đến {MOST_ROWS} dòng.", en=f"1 to {MOST_ROWS} rows are needed.")
UNREADABLE = Text.of(vi="Bảng còn thiếu hoặc sai.", en="The table is incomplete or wrong.")
