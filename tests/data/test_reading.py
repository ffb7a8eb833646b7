"""Files that arrive, read by a contract."""

import json
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from longbien.data.lake.written import as_json
from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.delivery import reading
from longbien.data.rules.delivery.reading import rows_of
from longbien.kernel.refusal import Refusal
from tests.data.make import check, column, contract

COLUMNS = (column("code"), column("size", "integer"), column("share", "number"), column("lit", "boolean"),
           column("day", "date"), column("at", "timestamp"))  # fmt: skip
CONTRACT = read_contract(contract(*COLUMNS), ("vi", "en"))
HEAD = "code,size,share,lit,day,at"
ROW = {
    "code": "A",
    "size": 1,
    "share": 0.5,
    "lit": True,
    "day": date(2026, 1, 2),
    "at": datetime(2026, 1, 2, tzinfo=UTC),
}


def faults(content: str | bytes, form: str = "csv") -> dict[str, str]:
    with pytest.raises(Refusal) as refused:
        rows_of(content if isinstance(content, bytes) else content.encode(), form, CONTRACT)
    assert refused.value.status == 422
    return {one.where: one.what["en"] for one in refused.value.faults}


def test_rows_of_csv_and_json():
    csv = f'\ufeff{HEAD}\r\nA,1,0.5,true,2026-01-02,2026-01-02T00:00:00Z\r\n"B, b",,,0,,\r\n'
    first, second = rows_of(csv.encode(), "csv", CONTRACT)
    assert first == ROW
    assert second == dict.fromkeys(ROW) | {"code": "B, b", "lit": False}
    told = [{**ROW, "day": "2026-01-02", "at": "2026-01-02T00:00:00+00:00", "size": 1.0}]
    assert rows_of(json.dumps(told).encode(), "json", CONTRACT) == [ROW]


def test_every_faulty_value_is_named():
    assert faults(f"{HEAD}\nA,1.5,nan,maybe,2026-02-30,2026-01-02T00:00:00\nB,{2**63},1,1,,") == {
        "row 1, size": "“1.5” is no integer.", "row 1, share": "“nan” is no number.",
        "row 1, lit": "“maybe” is no boolean.",
        "row 1, day": "“2026-02-30” is no date.", "row 1, at": "“2026-01-02T00:00:00” is no timestamp.",
        "row 2, size": f"“{2**63}” is no integer.",
    }  # fmt: skip
    odd = [{**dict.fromkeys(ROW), "code": 3, "size": True, "share": True, "at": 7}]
    assert {*faults(json.dumps(odd), "json")} == {"row 1, code", "row 1, size", "row 1, share", "row 1, at"}
    assert {*faults(json.dumps([{**dict.fromkeys(ROW), "size": 1.5, "code": "\0"}]), "json")} == {
        "row 1, size",
        "row 1, code",
    }
    assert {*faults(json.dumps([{**dict.fromkeys(ROW), "code": "\ud800"}]), "json")} == {"row 1, code"}
    assert len(faults(HEAD + "\nA,x,,,," * 200)) == 100


@pytest.mark.parametrize(("content", "form"), [(HEAD.encode(), "csv"), (b"[]", "json"), (b" [\n]\n", "json")])
def test_a_file_without_rows_needs_a_contract_that_allows_none(content, form):
    for quality in ((), (check("rowCount", mustBeGreaterOrEqualTo=1),), (check("rowCount", mustBe=3),)):
        told = read_contract(contract(*COLUMNS, quality=quality), ("vi", "en"))
        with pytest.raises(Refusal) as refused:
            rows_of(content, form, told)
        (fault,) = refused.value.faults
        assert (refused.value.status, fault.where) == (422, "upload")
        assert fault.what["en"].startswith("The file holds no row")
        assert fault.what["vi"].startswith("Tệp không có dòng nào")
    for bound in ({"mustBe": 0}, {"mustBeGreaterOrEqualTo": 0}, {"mustBeLessOrEqualTo": 9}):
        told = read_contract(contract(*COLUMNS, quality=(check("rowCount", **bound),)), ("vi", "en"))
        assert rows_of(content, form, told) == []


@pytest.mark.parametrize(
    ("content", "form", "where"),
    [
        (b"", "xls", "format"), (b"\xff", "csv", "upload"), (b"{", "json", "upload"), (b"{}", "json", "upload"),
        (b"[1]", "json", "upload"), (b"[" * 100_000, "json", "upload"), (f"{HEAD}\nA,1".encode(), "csv", "row 1"),
        (f"{HEAD}\nA,1,1,1,,,,".encode(), "csv", "row 1"), (b'code\n"A', "csv", "row 1"), (b"code\nA", "csv", "at"),
        (f"{HEAD},other\nA,,,,,,\n".encode(), "csv", "other"),
        (b"", "csv", "code"), (b"wrong\n", "csv", "wrong"), (f"{HEAD},code\n".encode(), "csv", "code"),
        (f"{HEAD}\nA,,,,,0001-01-01T00:00:00+14:00\n".encode(), "csv", "row 1, at"),
        (f"{HEAD}\nA,,,,,9999-12-31T23:59:59-14:00\n".encode(), "csv", "row 1, at"),
    ],
)  # fmt: skip
def test_a_file_that_is_none(content, form, where):
    assert where in faults(content, form)


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    assert "upload" in faults(f"{HEAD}\nA,,,,,\nB,,,,,")


def test_rows_are_written_as_the_json_that_everybody_reads():
    table = pa.table({"share": [0.5, float("nan"), float("inf"), None], "day": [date(2026, 1, 2), None, None, None]})
    nothing = {"share": None, "day": None}
    told = json.loads(as_json(table), parse_constant=pytest.fail)
    assert told[:3] == [{"share": 0.5, "day": "2026-01-02"}, nothing, nothing]
