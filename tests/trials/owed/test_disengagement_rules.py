"""Disengagements in the fields of OL 311R: tables are read as the form or we write them, and every fault is named."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.owed.disengagements import (
    COLUMNS,
    LONGEST,
    MOST_FAULTS,
    MOST_ROWS,
    Disengagement,
    check_told,
    digest,
    read_table,
    summary,
    table_rows,
)

TODAY = date(2026, 11, 28)
ONE = Disengagement(date(2026, 11, 9), "r1", True, False, "remote_operator", "street", "Xe dừng trước vũng nước.")
OURS = "day,vehicle,driverless,driver_present,initiated_by,place,facts\n"
ROW = '2026-11-09,r1,yes,no,remote_operator,street,"Xe dừng trước vũng nước."\n'
FORM = """Manufacturer,Permit Number,DATE,VIN NUMBER,"VEHICLE IS CAPABLE OF OPERATING WITHOUT A DRIVER
(Yes or No)","DRIVER PRESENT
(Yes or No)","DISENGAGEMENT INITIATED BY
(AV System, Test Driver, Remote Operator, or Passenger)","DISENGAGEMENT
LOCATION
(Interstate, Freeway, Highway, Rural Road, Street, or Parking Facility)",DESCRIPTION OF FACTS CAUSING DISENGAGEMENT
Mẫu,AVT001,2026-11-09,r1,Yes,No,Remote Operator,Street,Xe dừng trước vũng nước.
"""


def faults(run, *given, **more) -> list[str]:
    with pytest.raises(Refusal) as refused:
        run(*given, **more)
    return [f"{fault.where}: {fault.what['en']}" for fault in refused.value.faults]


@pytest.mark.parametrize(
    "table",
    [
        OURS + ROW,
        "\ufeff" + OURS + "\n,,,\n" + ROW,
        (OURS + ROW).replace(",", ";"),
        (OURS + ROW).replace("\n", "\r\n"),
        FORM,
        OURS + "2026-11-09,r1,có,không,Người điều khiển từ xa,Đường phố,Xe dừng trước vũng nước.\n",
    ],
)
def test_a_table_is_read_as_the_form_or_as_we_write_it(table):
    assert read_table(table) == (ONE,)


def test_what_is_handed_out_reads_back():
    written = io.StringIO()
    csv.writer(written).writerows(table_rows([ONE, replace(ONE, driverless=False, driver_present=True)]))
    assert read_table(written.getvalue()) == (ONE, replace(ONE, driverless=False, driver_present=True))
    assert table_rows([]) == [list(COLUMNS)]
    assert read_table(OURS + ROW.replace('"Xe', "\"'=Xe"))[0].facts == "=Xe dừng trước vũng nước."


def test_a_table_without_its_columns_says_which():
    assert faults(read_table, "day,vehicle\n1,2\n") == [
        "table: Columns are missing: driverless, driver_present, initiated_by, place, facts."
    ]
    for nothing in ("", "\n", '"' + "x" * 200_000):
        assert faults(read_table, nothing)[0].startswith("table: Columns are missing: day")


def test_cells_that_cannot_be_read_are_named():
    wrong = OURS + ROW + "9/11/2026,r1,maybe,no,x,y,z\n"
    assert faults(read_table, wrong) == [
        "table: Row 2, day: Write the day as 2026-11-28.",
        "table: Row 2, driverless: Write yes or no.",
    ]
    short = OURS + "2026-11-09,r1\n"
    assert [said.partition(":")[2] for said in faults(read_table, short)] == [
        " Row 1, driverless: Write yes or no.",
        " Row 1, driver_present: Write yes or no.",
    ]


def test_rows_that_cannot_be_are_named_by_row_or_where_one_is_told_by_field():
    check_told([ONE], today=TODAY)
    bad = replace(ONE, day=date(2026, 11, 29), vehicle="r 1", initiated_by="x", place="y", facts="z")
    told = faults(check_told, [ONE, bad], today=TODAY)
    named = ["day", "vehicle", "initiated_by", "place", "facts"]
    assert [one.split(": ")[1] for one in told] == [f"Row 2, {name}" for name in named]
    assert "One of: AV System, Test Driver, Remote Operator, Passenger." in told[2]
    alone = faults(check_told, [bad], today=TODAY, alone=True)
    assert [one.partition(":")[0] for one in alone] == named
    for facts in ("x" * (LONGEST + 1), "\x00" * 9):
        assert faults(check_told, [replace(ONE, facts=facts)], today=TODAY, alone=True)


def test_neither_nothing_nor_more_than_can_be_read_is_told():
    assert faults(check_told, [], today=TODAY) == [f"table: 1 to {MOST_ROWS} rows are needed."]
    assert faults(check_told, [ONE] * (MOST_ROWS + 1), today=TODAY)
    assert len(faults(check_told, [replace(ONE, place="y")] * 99, today=TODAY)) == MOST_FAULTS


def test_a_summary_counts_by_whom_and_where_and_commits_to_the_rows():
    other = replace(ONE, initiated_by="av_system", place="highway")
    found = summary([ONE, other, other])
    assert found == {
        "count": 3,
        "initiated_by": {"av_system": 2, "remote_operator": 1},
        "places": {"highway": 2, "street": 1},
        "sha256": digest([ONE, other, other]),
    }
    assert digest([ONE]) != digest([other])
