"""A CSV file read by columns says what it says read row by row, to the byte of its fingerprint; or it says nothing."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from longbien.data.lake import brought, tables
from longbien.data.lake.brought import table_of
from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.delivery.reading import rows_of
from longbien.kernel.refusal import Refusal
from tests.data.make import column, contract

NAMES = ("code", "size", "share", "lit", "day", "at")
KINDS = ("string", "integer", "number", "boolean", "date", "timestamp")
CONTRACT = read_contract(contract(*map(column, NAMES, KINDS)), ("vi", "en"))
HEAD = ",".join(NAMES)
PLAIN = {
    "string": ("A", "Phở", " x ", "a;b", "NaN", "null"), "integer": ("0", "-7", "999999999999999999", "007", "-0"),
    "number": ("0.1", "-0", "1e0", "123456789012345678901234567890.5", "3"), "boolean": ("true", "1", "false", "0"),
    "date": ("2026-02-28", "1000-01-01"),
    "timestamp": ("2026-01-02T03:04:05Z", "2026-01-02 03:04:05.123+07:00", "1969-12-31T23:59:59.999999-14:00"),
}  # fmt: skip
ODD = ("", " 1", "+1", "1_0", "0x1F", "1.0", "nan", "1e999", "inf", "TRUE", "20260102", "2026-W01-1", "2026-02-30",
       "0000-01-01", "2026-01-02T24:00:00Z", "2026-01-02T03:04:60Z", "2026-01-02T03:04:05", "١", "1\n", 'say "no"',
       "a,b", "\u2028", "-9223372036854775808", "99999999999999999999", "2026-01-02T03:04Z",
       "2026-01-02T03:04:05+24:00", "x" * 140_000)  # fmt: skip


def written(rows: list[list[str]], *, end: str = "\n") -> bytes:
    said = StringIO()
    lines = csv.writer(said, lineterminator=end)
    lines.writerow(NAMES)
    lines.writerows(rows)
    return said.getvalue().encode()


def row_by_row(content: bytes) -> str | None:
    """The fingerprint of the rows; None of a file that is refused."""
    try:
        return tables.digest(tables.of_rows(rows_of(content, "csv", CONTRACT), CONTRACT))
    except Refusal:
        return None


def cells(*more: str) -> st.SearchStrategy[list[str]]:
    return st.tuples(*(st.sampled_from(("", *PLAIN[kind], *more)) for kind in KINDS)).map(list)


@given(st.lists(cells(), max_size=20), st.sampled_from(("\n", "\r\n")))
def test_plain_rows_are_read_alike(rows, end):
    content = written(rows, end=end)
    found = table_of(content, CONTRACT)
    if not rows or any("1e0" in row for row in rows):
        assert found is None
    else:
        assert tables.digest(found) == row_by_row(content)


@given(st.lists(cells(*ODD), max_size=4), st.sampled_from(("\n", "\r\n", "\r")))
@example([["x" * 140_000, "", "", "", "", ""]], "\n")
@example([['say "no"', "1", "", "", "", ""], ["a,b", "", "2.5", "", "", ""]], "\n")
def test_whatever_is_read_by_columns_is_read_alike(rows, end):
    content = written(rows, end=end)
    found = table_of(content, CONTRACT)
    assert found is None or tables.digest(found) == row_by_row(content)


ROW = "A,1,0.5,true,2026-01-02,2026-01-02T00:00:00Z"


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff{HEAD}\n{ROW}\n\n{ROW}", f"{HEAD}\n{ROW}\n\r\n", f'{HEAD}\n"{ROW[0]}"{ROW[1:]}\n\n{ROW}', f"{HEAD}\n",
        HEAD, f'"code"{HEAD[4:]}\n{ROW}', "at,day,lit,share,size,code\n,2026-01-02,,,,B\n", f"\n{HEAD}\n{ROW}",
        f"{HEAD}\r{ROW}", f"{HEAD}\n\r\r\n{ROW}",
    ],
)  # fmt: skip
def test_files_that_are_good_in_their_own_ways(content):
    found = table_of(content.encode(), CONTRACT)
    assert found is None or tables.digest(found) == row_by_row(content.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"\xff", f"\ufeff\ufeff{HEAD}\n{ROW}".encode(), f"{HEAD}\n{ROW},\n".encode(),
        f"{HEAD}\nA,1\n".encode(),
        f"{HEAD},code\n{ROW},A".encode(), f"{HEAD},more\n{ROW},A".encode(), f'{HEAD}\n"A"x{ROW[1:]}'.encode(),
        f"{HEAD}\n\"A{ROW[1:]}".encode(), f"{HEAD}\n\0{ROW}".encode(), b"code\nA",
        f"{HEAD}\n\xff{ROW}".encode("latin-1"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_left_to_who_tells_its_faults(content):
    assert table_of(content, CONTRACT) is None
    assert row_by_row(content) is None


def test_too_many_rows_are_left_as_well(monkeypatch):
    monkeypatch.setattr(brought, "MOST_ROWS", 1)
    assert table_of(f"{HEAD}\n{ROW}".encode(), CONTRACT).num_rows == 1
    assert table_of(f"{HEAD}\n{ROW}\n{ROW}".encode(), CONTRACT) is None


def test_many_rows_come_in_portions_and_are_one_table(monkeypatch):
    monkeypatch.setattr(brought, "AT_ONCE", 3)
    rows = [[f'"{n}"' if n % 2 else "", str(n), "", "1", "", "2026-01-02T03:04:05Z"] for n in range(100)]
    content = written(rows)
    assert tables.digest(table_of(content, CONTRACT)) == row_by_row(content)
