"""What Delta Sharing's answers say, line by line, in both wire formats, with no server at all."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from longbien.data.rules.agreement.compiled import over_files, select, view_name
from longbien.data.rules.agreement.terms import Condition
from longbien.data.rules.sharing.lines import Told, change, feed, file, metadata, written
from longbien.data.rules.sharing.travel import Step, as_of, instant, since, steps, wanted
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


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"startingVersion": "0"}, [1, 2, 4]), ({"startingVersion": "2"}, [2, 4]), ({"startingVersion": "3"}, [4]),
        ({"startingVersion": "1", "endingVersion": "2"}, [1, 2]), ({"startingVersion": 4}, [4]),
        ({"startingTimestamp": "2026-03-01T01:00:00Z"}, [2, 4]),
        ({"startingVersion": "1", "endingTimestamp": "2026-03-02T12:00:00Z"}, [1, 2]),
    ],
)  # fmt: skip
def test_which_changes_are_asked_for(asked, found):
    assert [one.number for one in steps(VERSIONS, asked)] == found
    before = {1: None, 2: 1, 4: 2}
    assert all(one.before == before[one.number] for one in steps(VERSIONS, asked))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "startingVersion or startingTimestamp"), ({"endingVersion": "2"}, "startingVersion or startingTimestamp"),
        ({"startingVersion": "x"}, "whole number"), ({"startingVersion": "5"}, "newest version is 4"),
        ({"startingVersion": "1", "endingVersion": "9"}, "newest version is 4"),
        ({"startingVersion": "4", "endingVersion": "2"}, "ends before it starts"),
        ({"startingVersion": "1", "startingTimestamp": "2026-03-01"}, "either startingVersion"),
        ({"startingVersion": "1", "endingVersion": "2", "endingTimestamp": "2026-03-01"}, "either endingVersion"),
        ({"startingTimestamp": "2027-01-01"}, "no version for startingTimestamp"),
        ({"startingVersion": "1", "endingTimestamp": "2025-01-01"}, "no version for endingTimestamp"),
        ({"startingTimestamp": "soon"}, "isoformat"),
    ],
)  # fmt: skip
def test_changes_that_are_not_there_are_refused(asked, said):
    with pytest.raises(ValueError, match=said):
        steps(VERSIONS, asked)


def test_what_went_with_rows_that_are_kept_no_more_is_not_told():
    kept = VERSIONS[1:]
    for asked in ("0", "1", "2"):
        with pytest.raises(ValueError, match="start after 2"):
            steps(kept, {"startingVersion": asked})
    assert steps(kept, {"startingVersion": "3"}) == (Step(4, 2, VERSIONS[2][1]),)
    assert steps([], {"startingVersion": "0"}) == ()


def test_changes_are_lines_of_either_format():
    protocol, about = feed(TOLD, "delta", start=3)
    assert protocol["protocol"]["deltaProtocol"]["minWriterVersion"] == 4
    assert about["metaData"]["version"] == 3
    assert about["metaData"]["deltaMetadata"]["configuration"] == {"delta.enableChangeDataFeed": "true"}
    assert feed(TOLD, "parquet", start=3)[1]["metaData"]["configuration"] == {"enableChangeDataFeed": "true"}
    for is_new, kind in ((True, "add"), (False, "remove")):
        plain = change(TOLD, "parquet", is_new=is_new, number=4, at_ms=9)[kind]
        delta = change(TOLD, "delta", is_new=is_new, number=4, at_ms=9)["file"]
        assert (plain["url"], plain["version"], plain["timestamp"], plain["expirationTimestamp"]) == (
            delta["deltaSingleAction"][kind]["path"], delta["version"], delta["timestamp"], delta["expirationTimestamp"]
        )  # fmt: skip
        assert (delta["version"], delta["timestamp"], plain["id"]) == (4, 9, delta["id"])
