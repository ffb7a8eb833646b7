"""What a request for features says, and the SQL and GeoJSON that it becomes: no database, no server."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.contract.judging import promises
from longbien.data.rules.contract.placing import misplaced
from longbien.data.rules.features import chosen
from longbien.data.rules.features.asked import MOST, Asked, Box, Span, read
from longbien.data.rules.features.described import CONFORMS, Collection, collection, openapi
from longbien.data.rules.features.written import feature, plain
from longbien.kernel.refusal import Refusal
from tests.data.make import column, contract

COLUMNS = (column("code", primaryKey=True), column("lon", "number"), column("lat", "number"), column("size", "integer"),
           column("rate", "number"), column("open", "boolean"), column("day", "date"), column("at", "timestamp"),
           column("outline"))  # fmt: skip


def made(*columns, **more):
    return read_contract(contract(*(columns or COLUMNS), **more), ("vi", "en"))


POINTS = made(spatial={"lon": "lon", "lat": "lat"}, temporal={"since": "at"})
OUTLINES = made(spatial={"outline": "outline"}, temporal={"since": "day", "until": "day"})


def asked(**given):
    return read({name: [value] for name, value in given.items()}, POINTS)


def test_all_that_can_be_asked_is_read():
    found = asked(limit="20000", offset="3", bbox="1,2,3,4", f="json", code="x", size="4", rate="1.5", open="true",
                  day="2026-01-02", at="2026-01-02T03:04:05+07:00")  # fmt: skip
    assert (found.limit, found.offset, found.box) == (MOST, 3, Box(1, 2, 3, 4))
    assert dict(found.equal) == {
        "code": "x", "size": 4, "rate": 1.5, "open": True, "day": date(2026, 1, 2),
        "at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=7))),
    }  # fmt: skip
    assert asked() == Asked()
    assert asked(bbox="1,2,-9,3,4,9").box == Box(1, 2, 3, 4)
    assert Box(1, 2, 3, 4).parts == (Box(1, 2, 3, 4),)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2026-01-02", datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 2, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2026-01-02t03:04:05z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("../2026-01-02T00:00:00Z", None, datetime(2026, 1, 2, tzinfo=UTC)),
        ("2026-01-02/", datetime(2026, 1, 2, tzinfo=UTC), None),
        ("9999-12-31", datetime(9999, 12, 31, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_an_instant_or_an_interval(said, first, last):
    assert asked(datetime=said).span == Span(first, last)


@pytest.mark.parametrize(
    "given",
    [
        {"limit": "0"}, {"limit": "-1"}, {"limit": "٣"}, {"offset": "9" * 15}, {"bbox": "1,2,3"}, {"bbox": "a,b,c,d"},
        {"bbox": "1,2,3,inf"}, {"bbox": "-181,0,0,1"}, {"bbox": "0,-91,0,1"}, {"bbox": "0,2,0,1"}, {"datetime": ".."},
        {"datetime": "../.."}, {"datetime": "now"}, {"datetime": "2026-13-01"}, {"datetime": "2026-02-01/2026-01-01"},
        {"none": "1"}, {"lon": "1"}, {"size": "many"}, {"size": str(2**63)}, {"rate": "nan"}, {"open": "yes"},
        {"day": "2026-02-30"}, {"at": "2026-01-01"}, {"at": "2026-01-01T25:00:00Z"}, {"code": "a\0"},
        {"code": "a" * 501}, {"datetime": "0001-01-01T00:00:00+14:00"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(given):
    with pytest.raises(Refusal) as said:
        asked(**given)
    assert (said.value.code, said.value.status) == ("InvalidParameterValue", 400)
    assert said.value.faults[0].where == next(iter(given))


def test_one_value_for_each():
    with pytest.raises(Refusal):
        read({"limit": ["1", "2"]}, POINTS)


def test_what_is_asked_becomes_sql():
    assert chosen.where(Asked(), POINTS) == ""
    day = datetime(2026, 1, 2, 20, tzinfo=UTC)
    box = Box(170, 0, -170, 1)
    sql = chosen.where(Asked(box=box, span=Span(day, day), equal=(("code", "o'"),)), POINTS)
    until = "TIMESTAMPTZ '2026-01-02T20:00:00+00:00'"
    assert sql.split(" AND ") == [
        """ WHERE "code" = 'o\'\''""",
        '("lon" BETWEEN 170', '''CAST('180.0' AS DOUBLE) OR "lon" BETWEEN CAST('-180.0' AS DOUBLE)''', '-170)',
        '"lat" BETWEEN 0', "1",
        f'("at" IS NULL OR "at" <= {until})', f'("at" IS NULL OR "at" >= {until})',
    ]  # fmt: skip
    sql = chosen.where(Asked(box=Box(0, 0, 1, 1), span=Span(day, None)), OUTLINES)
    assert sql == """ WHERE meets("outline") AND ("day" IS NULL OR "day" >= DATE '2026-01-02')"""
    assert chosen.where(Asked(span=Span(None, day)), OUTLINES).endswith("\"day\" <= DATE '2026-01-02')")
    assert chosen.where(Asked(box=box, span=Span(day, day)), made()) == ""
    assert chosen.page(Asked(limit=5, offset=10), POINTS) == ' ORDER BY "code" LIMIT 5 OFFSET 10'
    assert chosen.one("it's", POINTS) == """ WHERE CAST("code" AS VARCHAR) = 'it''s'"""
    with pytest.raises(ValueError, match="without a key"):
        chosen.key_of(made(column("lon", "number")))


def test_a_row_becomes_a_feature():
    at = datetime(2026, 1, 1, 7, tzinfo=timezone(timedelta(hours=7)))
    row = {"code": "x", "lon": 1.0, "lat": 2.0, "size": 3, "rate": float("nan"), "open": None, "day": date(2026, 1, 1),
           "at": at, "outline": '{"type":"Point","coordinates":[3,4]}'}  # fmt: skip
    found = feature(row, POINTS)
    assert (found["id"], found["geometry"]) == ("x", {"type": "Point", "coordinates": [1.0, 2.0]})
    assert found["properties"]["at"] == "2026-01-01T00:00:00Z"
    assert found["properties"]["day"] == "2026-01-01"
    assert found["properties"]["rate"] is None
    assert feature(row, OUTLINES)["geometry"]["coordinates"] == [3, 4]
    assert feature({**row, "lat": None}, POINTS)["geometry"] is None
    assert plain(1.5) == 1.5
    keyless = made(column("lon", "number"))
    assert feature({"lon": 1.0}, keyless) == {"type": "Feature", "id": None, "geometry": None,
                                              "properties": {"lon": 1.0}}  # fmt: skip


def test_what_the_api_says_of_itself():
    one = Collection(POINTS, Box(1, 2, 3, 4), "https://x/collections/trial-set", "https://x/data/trial-set")
    told = collection(one, str)
    assert told["extent"]["spatial"]["bbox"] == [[1, 2, 3, 4]]
    assert "extent" not in collection(Collection(POINTS, None, "a", "b"), str)
    document = openapi([one], "Hub", "https://x/", str)
    assert document["servers"] == [{"url": "https://x"}]
    assert "/collections/trial-set/items/{featureId}" in document["paths"]
    assert len(CONFORMS) == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"spatial": {"lon": "lon", "lat": "lat"}}, None),
        ({"spatial": {"outline": "size"}}, "spatial: “size” must be a column of kind string"),
        ({"spatial": {"lon": "none", "lat": "lat"}}, "spatial: “none” must be"),
        ({"temporal": {"since": "code"}}, "temporal: “code” must be a column of kind date, timestamp"),
        ({"temporal": {"since": "day", "until": "at"}}, None),
    ],
)
def test_where_and_when_are_columns_of_their_kind(more, said):
    found = [one["en"] for one in misplaced(made(**more))]
    assert found == [] if said is None else any(said in one for one in found)


def test_who_lies_somewhere_has_a_key():
    (said,) = misplaced(made(column("lon", "number"), column("lat", "number"), spatial={"lon": "lon", "lat": "lat"}))
    assert "primaryKey" in said["en"]


def test_what_lies_somewhere_lies_on_earth():
    assert [called for called, _ in promises(POINTS)[-2:]] == ["lon: invalid", "lat: invalid"]
    assert promises(POINTS)[-1][1] == '"lat" IS NOT NULL AND NOT ("lat" BETWEEN -90 AND 90)'
    assert promises(OUTLINES)[-1] == ("outline: invalid", '"outline" IS NOT NULL AND NOT is_outline("outline")')
