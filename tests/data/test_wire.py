"""What Delta Sharing's answers say, line by line, in both wire formats, with no server at all."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from longbien.data.rules.agreement.compiled import over_files, select, view_name
from longbien.data.rules.agreement.terms import Condition
from longbien.data.rules.sharing.lines import Told, file, metadata, written
from longbien.data.rules.sharing.travel import as_of, instant, since, wanted
from tests.data.test_terms import CONTRACT, terms

TOLD = Told("an-id", "trips", (("name", "string"), ("size", "long")), "https://here/1.parquet", 120, 3, 1_000, 2_000)


@pytest.mark.parametrize("wire", ["parquet", "delta"])
def test_the_metadata_names_the_fields(wire):
    protocol, about = metadata(TOLD, wire)
    told = about["metaData"].get("deltaMetadata", about["metaData"])
    assert ("deltaProtocol" in protocol["protocol"]) == (wire == "delta")
    assert told["format"] == ({"provider": "parquet", "options": {}} if wire == "delta" else {"provider": "parquet"})
    fields = json.loads(told["schemaString"])["fields"]
    assert [(one["name"], one["type"]) for one in fields] == list(TOLD.fields)


def test_a_file_is_one_line_of_either_format():
    plain, delta = file(TOLD, "parquet")["file"], file(TOLD, "delta")["file"]
    added = delta["deltaSingleAction"]["add"]
    assert (plain["url"], plain["size"]) == (added["path"], added["size"]) == (TOLD.url, 120)
    assert json.loads(plain["stats"]) == json.loads(added["stats"]) == {"numRecords": 3}
    assert plain["expirationTimestamp"] == delta["expirationTimestamp"] == 2_000
    assert written([plain, delta]).count("\n") == 2


def test_the_view_of_a_set_and_of_an_edition_without_rows():
    assert (view_name("working-days"), view_name("2026-days")) == ("working_days", "d_2026_days")
    assert over_files(["/a'b.parquet"], CONTRACT) == "read_parquet(['/a''b.parquet'])"
    assert over_files([], CONTRACT).endswith("WHERE FALSE)")


def test_one_of_several_values():
    made = terms(rows=[Condition("name", "one-of", ("a", "b'c"))])
    assert select(made, CONTRACT, relation="t", key="k") == """SELECT "name" FROM t WHERE "name" IN ('a', 'b''c')"""


DAY = datetime(2026, 3, 1, tzinfo=UTC)
VERSIONS = [(1, DAY), (2, DAY + timedelta(1)), (4, DAY + timedelta(2))]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 4), ({"limitHint": 3, "predicateHints": ["a = 1"], "version": None}, 4), ({"version": 2}, 2),
        ({"version": "2"}, 2), ({"version": 3}, None), ({"timestamp": "2026-03-01T00:00:00Z"}, 1),
        ({"timestamp": "2026-03-02T23:59:59"}, 2), ({"timestamp": "2026-03-03T07:00:00+07:00"}, 4),
        ({"timestamp": "2026-02-28T23:59:59Z"}, None),
    ],
)  # fmt: skip
def test_which_version_is_asked_for(asked, found):
    assert as_of(VERSIONS, wanted(asked)) == found


@pytest.mark.parametrize(
    "asked", [{"version": "x"}, {"version": -1}, {"version": True}, {"version": 1.5}, {"timestamp": "yesterday"},
              {"timestamp": 5}, {"version": 1, "timestamp": "2026-03-01"}, {"startingVersion": 1}],
)  # fmt: skip
def test_what_asks_for_no_version_is_refused(asked):
    with pytest.raises(ValueError, match=r"\w"):
        wanted(asked)


def test_the_earliest_version_since():
    assert [since(VERSIONS, DAY + timedelta(hours=one)) for one in (-5, 0, 30, 99)] == [1, 1, 4, None]
    assert as_of([], None) is None
    assert instant("2026-03-01T00:00:00") == DAY
