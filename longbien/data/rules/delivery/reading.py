"""Rows of a CSV or JSON file by the columns of a contract.

An empty cell is a missing value. Instants need their time zone; numbers are finite.
"""

import csv
import json
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

from longbien.data.rules.contract.contract import Contract, Kind
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

MOST_FAULTS, MOST_ROWS = 100, 1_000_000
UNREADABLE = Text.of(vi="Tệp này không đọc được theo hợp đồng.", en="This file can't be read by its contract.")
FORMS = ("csv", "json")
FLAGS = {"true": True, "false": False, "1": True, "0": False}
Row = dict[str, Any]


def rows_of(content: bytes, form: str, contract: Contract) -> list[Row]:
    """The rows. Refusal (422) with every fault, the first hundred of them."""
    if form not in FORMS:
        raise _refused([_fault("format", vi="Cần CSV hoặc JSON.", en="CSV or JSON is needed.")])
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused([_fault("upload", vi="Tệp không phải UTF-8.", en="The file is not UTF-8.")]) from None
    told, head = _of_csv(written) if form == "csv" else _of_json(written)
    faults: list[Fault] = [*_of_header(told, head, contract), *_of_none(told, contract)]
    rows = [] if faults else [_row(n, one, contract, faults) for n, one in enumerate(told, 1)]
    if faults:
        raise _refused(faults)
    return rows


def _of_csv(written: str) -> tuple[list[Row], list[str]]:
    """The rows, and the columns that the first line names: they must be there even if no row is."""
    reader = csv.DictReader(StringIO(written, newline=""), strict=True, restkey="\0", restval="\0")
    try:
        head = list(reader.fieldnames or ())
        rows = [{key: value if value != "" else None for key, value in row.items()} for row in reader]
    except csv.Error as error:
        raise _refused([_fault(f"row {reader.line_num}", vi="Dòng CSV hỏng.", en=f"Broken CSV: {error}")]) from None
    if (odd := next((n for n, row in enumerate(rows, 1) if "\0" in row or "\0" in row.values()), None)) is not None:
        raise _refused([_fault(f"row {odd}", vi="Số ô không khớp với hàng đầu.", en="Its cells don't fit the header.")])
    return rows, head


def _of_json(written: str) -> tuple[list[Row], list[str] | None]:
    """The rows, and the names in the first; a list without any row names none."""
    try:
        told = json.loads(written)
    except (ValueError, RecursionError):
        raise _refused([_fault("upload", vi="JSON này không đọc được.", en="This JSON can't be read.")]) from None
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise _refused([_fault("upload", vi="Cần một danh sách đối tượng.", en="A list of objects is needed.")])
    return told, list(told[0]) if told else None


def _of_header(told: list[Row], head: list[str] | None, contract: Contract) -> Iterable[Fault]:
    """What is wrong with the columns, and with how many rows there are."""
    if len(told) > MOST_ROWS:
        yield _fault("upload", vi=f"Nhiều nhất {MOST_ROWS} dòng một lần.", en=f"At most {MOST_ROWS} rows at once.")
    if head is None:
        return
    unknown = {name for name in head if contract.column(name) is None}
    missing = {one.name for one in contract.columns if one.name not in head}
    for name in sorted({name for name in head if head.count(name) > 1} - unknown):
        yield _fault(name, vi="Cột này có hai lần.", en="This column stands there twice.")
    for name in sorted(unknown):
        yield _fault(name[:60], vi="Hợp đồng không có cột này.", en="The contract has no such column.")
    for name in sorted(missing):
        yield _fault(name, vi="Thiếu cột này.", en="This column is missing.")


def _of_none(told: list[Row], contract: Contract) -> Iterable[Fault]:
    """A file without rows is mostly one that went wrong on its way: the contract says it where none may come."""
    if not told and not contract.may_be_empty:
        yield _fault(
            "upload",
            vi="Tệp không có dòng nào, nên không thành ấn bản mới. Nếu bộ dữ liệu có thể rỗng, hợp đồng ghi trước: "
            "rowCount mustBeGreaterOrEqualTo 0.",
            en="The file holds no row, so it makes no edition. Where a data set may be empty, its contract says so: "
            "rowCount mustBeGreaterOrEqualTo 0.",
        )


def _row(n: int, said: Row, contract: Contract, faults: list[Fault]) -> Row:
    row: Row = {}
    for column in contract.columns:
        value = said.get(column.name)
        try:
            row[column.name] = None if value is None else READ[column.kind](value)
        except (ValueError, TypeError, OverflowError):
            if len(faults) < MOST_FAULTS:
                shown = str(value)[:40]
                vi, en = f"“{shown}” không phải {column.kind}.", f"“{shown}” is no {column.kind}."
                faults.append(_fault(f"row {n}, {column.name}", vi=vi, en=en))
    return row


def _string(said: Any) -> str:
    if not isinstance(said, str) or "\0" in said:
        raise TypeError
    said.encode()
    return said


def _integer(said: Any) -> int:
    if isinstance(said, bool) or (isinstance(said, float) and not said.is_integer()):
        raise TypeError
    number = int(said)
    if abs(number) >= 2**63:
        raise OverflowError
    return number


def _number(said: Any) -> float:
    number = float(said)
    if isinstance(said, bool) or not math.isfinite(number):
        raise ValueError
    return number


def _boolean(said: Any) -> bool:
    if str(said).lower() not in FLAGS:
        raise ValueError
    return FLAGS[str(said).lower()]


def _timestamp(said: Any) -> datetime:
    read = datetime.fromisoformat(said)
    if read.tzinfo is None:
        raise ValueError
    return read.astimezone(UTC)  # what no year of UTC holds is refused here, not by whoever reads it


READ: Mapping[Kind, Callable[[Any], Any]] = {
    "string": _string, "integer": _integer, "number": _number, "boolean": _boolean, "date": date.fromisoformat,
    "timestamp": _timestamp,
}  # fmt: skip


def _fault(where: str, *, vi: str, en: str) -> Fault:
    return Fault(where, Text.of(vi=vi, en=en))


def _refused(faults: list[Fault]) -> Refusal:
    return Refusal("unreadable-rows", UNREADABLE, faults=tuple(faults))
