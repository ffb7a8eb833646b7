"""What clients of the Action API ask, read; rows and sets as CKAN writes them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

import pytest

from longbien.data.rules.agreement.terms import Mask, Shown
from longbien.data.rules.ckan import packages
from longbien.data.rules.ckan.asked import Filter, listed, mapping, needed, ordered, search, text, whole, yes
from longbien.data.rules.ckan.parts import AHEAD, SMALL, Part, alone, page
from longbien.data.rules.ckan.records import plain, plain_row, type_of
from longbien.data.rules.ckan.statement import kind_shown, kinds_shown, wanted
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from tests.data import cubes
from tests.data.make import column, contract

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
COLUMNS = {"name": "string", "size": "integer", "share": "number", "lit": "boolean", "day": "date", "at": "timestamp"}


def where(refusing) -> str:
    with pytest.raises(Refusal) as refused:
        refusing()
    assert refused.value.status == 409
    return refused.value.faults[0].where


def test_parameters_of_every_kind():
    asked = {
        "a": 3,
        "b": "x",
        "c": True,
        "d": '["p", "q"]',
        "e": "p, q,",
        "f": ["p"],
        "g": {"k": 1},
        "h": '{"k": 1}',
        "i": "",
    }
    assert [text(asked, one) for one in ("a", "b", "none")] == ["3", "x", ""]
    assert needed(asked, "none", "b") == "x"
    assert (whole(asked, "a", 9, most=2), whole(asked, "none", 9, most=2)) == (2, 9)
    assert [yes(asked, one) for one in ("c", "none", "b")] == [True, False, False]
    assert (yes({"x": "1"}, "x"), yes({}, "x", default=True)) == (True, True)
    assert [listed(asked, one) for one in ("d", "e", "f", "none")] == [("p", "q"), ("p", "q"), ("p",), ()]
    assert [mapping(asked, one) for one in ("g", "h", "i", "none")] == [{"k": 1}, {"k": 1}, {}, {}]


@pytest.mark.parametrize(
    "refusing",
    [
        lambda: text({"x": True}, "x"), lambda: text({"x": "a\0"}, "x"), lambda: text({"x": "a" * 20_001}, "x"),
        lambda: text({"x": 1.5}, "x"), lambda: needed({"y": " "}, "x", "y"), lambda: whole({"x": "-1"}, "x", 0, most=9),
        lambda: whole({"x": "٣"}, "x", 0, most=9), lambda: listed({"x": "[1]"}, "x"), lambda: listed({"x": "["}, "x"),
        lambda: mapping({"x": "[1]"}, "x"), lambda: mapping({"x": "{"}, "x"), lambda: ordered('"" asc', "x"),
        lambda: listed({"x": ["a\0"]}, "x"),
        lambda: ordered("name," * 51, "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(refusing):
    assert where(refusing) == "x"


def test_a_search():
    asked = search({
        "q": " ngap ", "fq": '+organization:"trung-tam" AND -groups:tran access:open', "fq_list": ["name:a"],
        "sort": "score desc, metadata_modified desc, name asc", "rows": "5000", "start": "3",
        "facet.field": '["tags", "organization"]', "facet.limit": "7",
    })  # fmt: skip
    assert asked.filters == (
        Filter("publisher", "trung-tam"), Filter("theme", "TRAN", is_not=True), Filter("access", "open"),
        Filter("code", "a"),
    )  # fmt: skip
    assert (asked.words, asked.order, asked.rows, asked.start) == ("ngap", ("-modified", "code", "code"), 1_000, 3)
    assert (asked.facets, asked.facet_limit, asked.nothing) == (("tags", "organization"), 7, False)
    assert search({"q": "*:*", "facet": "false", "facet.field": "x"}).facets == search({}).facets == ()
    terms = ("state:active", "-state:deleted", "private:true", "-type:dataset")
    assert [search({"fq": one}).nothing for one in terms] == [False, False, True, True]


def test_a_search_in_time():
    (since,) = search({"fq": "metadata_modified:[2026-01-02T03:04:05Z TO *]"}).filters
    (until,) = search({"fq": "metadata_modified:[* TO 2026-01-02T03:04:05]"}).filters
    assert (since.start, since.end, until.start, until.end) == (AT, None, None, AT)


@pytest.mark.parametrize(
    ("asked", "at"),
    [
        ({"fq": "nothing"}, "fq"), ({"fq": "colour:red"}, "fq"), ({"fq": "metadata_modified:now"}, "fq"),
        ({"fq": "metadata_modified:[then TO *]"}, "fq"), ({"sort": "colour"}, "sort"),
        ({"facet.field": ["colour"]}, "facet.field"), ({"facet.field": ["groups"] * 51}, "facet.field"),
        ({"fq": "metadata_modified:[0001-01-01T00:00:00+14:00 TO *]"}, "fq"),
        ({"fq": "metadata_modified:[* TO 9999-12-31T23:59:59-14:00]"}, "fq"),
        ({"q": "a " * 51}, "q"), ({"fq": "name:a " * 51}, "fq"), ({"fq_list": ["name:a"] * 51}, "fq_list"),
    ],
)  # fmt: skip
def test_a_search_for_what_is_not_there(asked, at):
    assert where(lambda: search(asked)) == at


def sql(**asked) -> str:
    return wanted(asked, view="stops", columns=COLUMNS).rows.statement


def test_a_search_of_rows_is_one_select():
    whole_ = 'SELECT "name", "size", "share", "lit", "day", "at" FROM "stops"'
    assert sql() == f"{whole_} LIMIT 100 OFFSET 0"
    assert sql(limit=5, offset=2, sort="size desc, name") == (
        f'{whole_} ORDER BY "size" DESC NULLS LAST, "name" NULLS LAST, 3, 4, 5, 6 LIMIT 5 OFFSET 2'
    )
    assert sql(fields="size,size", distinct="true") == 'SELECT DISTINCT "size" FROM "stops" LIMIT 100 OFFSET 0'
    filters = {
        "size": [1, "2", 3.0, None],
        "name": "a'b",
        "share": "0.5",
        "lit": "TRUE",
        "day": "2026-01-02",
        "at": "2026-01-02T03:04:05+00:00",
    }
    assert sql(filters=filters).partition(" WHERE ")[2].partition(" LIMIT")[0] == (
        '("size" IN (1, 2, 3) OR "size" IS NULL) AND ("name" IN (\'a\'\'b\')) AND '
        "(\"share\" IN (CAST('0.5' AS DOUBLE))) AND "
        '("lit" IN (TRUE)) AND ("day" IN (DATE \'2026-01-02\')) AND '
        "(\"at\" IN (TIMESTAMPTZ '2026-01-02T03:04:05+00:00'))"
    )
    assert 'WHERE ("name" IS NULL) LIMIT' in sql(filters={"name": None})
    assert sql(q="A b").count("contains(lower(CAST(") == 2 * len(COLUMNS)
    assert (
        """WHERE (contains(lower(CAST("name" AS VARCHAR)), 'a')) LIMIT"""
        in sql(q={"name": "A"})
        == sql(q='{"name": "A"}')
    )
    found = wanted({"include_total": False, "records_format": "csv"}, view="stops", columns=COLUMNS)
    assert (found.with_total, found.form, found.total.statement) == (
        False,
        "csv",
        f"SELECT count(*) AS n FROM ({whole_}) AS found",
    )


def test_a_small_page_lies_in_one_block():
    for offset in (0, 1, AHEAD - 1, AHEAD, 7 * AHEAD + 999):
        found = page("SELECT", SMALL, offset, is_steady=True)
        first = offset // AHEAD * AHEAD
        assert found == Part(
            f"SELECT LIMIT {SMALL} OFFSET {offset}",
            f"SELECT LIMIT {AHEAD + SMALL} OFFSET {first}",
            offset - first,
            SMALL,
        )
        assert found.start + found.count < AHEAD + SMALL
    assert alone("SELECT count(*)") == Part("SELECT count(*)", "SELECT count(*)", 0, 1)


def test_what_is_large_or_comes_in_any_order_is_asked_alone():
    assert page("SELECT", SMALL + 1, 5, is_steady=True) == Part(f"SELECT LIMIT {SMALL + 1} OFFSET 5")
    assert page("SELECT", 5, 5, is_steady=False).block == ""
    blocks = [
        wanted(asked, view="stops", columns=COLUMNS).rows.block
        for asked in ({"distinct": True}, {"distinct": True, "sort": "day"}, {"sort": "day desc"}, {})
    ]
    assert [bool(one) for one in blocks] == [False, True, True, True]
    assert ' ORDER BY "day" DESC NULLS LAST, 1, 2, 3, 4, 6 LIMIT' in blocks[2]


def test_all_rows_are_asked_where_nothing_narrows_them():
    for asked, is_whole in (
        ({"limit": 3, "offset": 2, "sort": "name", "fields": "name"}, True), ({"q": " "}, True), ({"q": "a"}, False),
        ({"filters": {"name": "A"}}, False), ({"distinct": True, "fields": "name"}, False),
    ):  # fmt: skip
        assert wanted(asked, view="stops", columns=COLUMNS).is_whole is is_whole


@pytest.mark.parametrize(
    ("asked", "at"),
    [
        ({"fields": "none"}, "fields"), ({"sort": "none"}, "sort"), ({"q": {"none": "a"}}, "q"),
        ({"records_format": "xml"}, "records_format"), ({"filters": {"none": 1}}, "filters"),
        *(({"filters": {name: value}}, "filters") for name, value in (
            ("size", "many"), ("size", 1.5), ("size", True), ("size", 2**63), ("size", []), ("size", [1] * 1001),
            ("share", "nan"), ("share", float("inf")), ("lit", 1), ("day", "today"), ("at", "now"), ("name", "a\0"),
            ("name", {"a": 1}),
        )),
    ],
)  # fmt: skip
def test_a_search_of_rows_that_are_not_such(asked, at):
    assert where(lambda: wanted(asked, view="stops", columns=COLUMNS)) == at


def test_what_a_mask_leaves_of_a_kind():
    kinds = [kind_shown("timestamp", Mask(mask)) for mask in ("as-is", "year", "month", "pseudonym", "blank", "first")]
    assert kinds == ["timestamp", "date", "date", "string", "string", "string"]


def test_values_as_json_has_them():
    said = [None, True, 1, "a", 1.5, float("nan"), AT, date(2026, 1, 2), time(3, 4), [AT], {"a": float("inf")}, b"\x01",
            Decimal("1.5"), UUID(int=1)]  # fmt: skip
    assert plain_row(said) == [plain(one) for one in said] == [
        None, True, 1, "a", 1.5, None, "2026-01-02T03:04:05+00:00", "2026-01-02", "03:04:00",
        ["2026-01-02T03:04:05+00:00"], {"a": None}, "01", 1.5, "00000000-0000-0000-0000-000000000001",
    ]  # fmt: skip
    kinds = ("string", "bool", "timestamp[us, tz=UTC]", "timestamp[us]", "uint8", "decimal128(38, 2)", "list<int64>")
    assert [type_of(one) for one in kinds] == ["text", "bool", "timestamptz", "timestamp", "int", "numeric", "json"]


def offered(access: str = "open", **more) -> packages.Offered:
    made = read_contract(contract(column("a"), access=access, **more), ("vi", "en"))
    files = {name: f"http://h/data/trial-set/rows.{name}" for name in packages.MEDIA} if access == "open" else {}
    return packages.Offered(UUID(int=7), made, "http://h/data/trial-set", files, AT, AT, 3 if files else None, "ab")


def test_a_set_as_a_package():
    said = packages.package(offered(frequency="DAILY"), "en")
    assert (said["name"], said["title"], said["license_id"], said["owner_org"]) == (
        "trial-set", "A trial set", "cc-zero", "trung-tam",
    )  # fmt: skip
    assert {one["key"]: one["value"] for one in said["extras"]}["frequency"] == "DAILY"
    assert [one["id"] for one in said["resources"]] == ["trial_set", "trial-set.json", "trial-set.parquet"]
    assert [one["datastore_active"] for one in said["resources"]] == [True, False, False]
    closed = packages.package(offered("shared", licence="https://l/"), "vi")
    assert (closed["resources"], closed["license_title"], closed["isopen"]) == ([], "https://l/", False)
    assert "rows" not in {one["key"] for one in closed["extras"]}
    assert packages.resource(offered(), "trial-set.json")["mimetype"] == "application/json"
    assert packages.resource(offered(), "none") is None


def test_names_and_ids():
    assert packages.organisation_name(Text.of(vi="Sở Giao thông – Đô thị")) == "so-giao-thong-do-thi"
    assert packages.organisation_name(Text.of(vi="–")) == "publisher"
    assert [packages.code_of(one) for one in ("working_days", "a.json", "d_1x", "a.parquet")] == [
        ("working-days",), ("a",), ("d-1x", "1x"), ("a",),
    ]  # fmt: skip
    assert packages.organisation(Text.of(vi="A", en="B"), "en", 2)["package_count"] == 2
    assert packages.group("ENVI", "en")["title"] == packages.group("ENVI", "en", 1)["title"] == "Environment"
    assert {one["id"] for one in packages.licences()} >= {"cc-zero", "cc-by"}
    counts = {"groups": {"a": 1, "b": 2}}
    assert [one["name"] for one in packages.facets(counts, {}, 1)["groups"]["items"]] == ["b"]


def test_the_columns_of_an_agreement_and_of_a_cube():
    listed_ = cubes.CONTRACT
    counted = replace(cubes.terms(cubes.cube()), cube=replace(cubes.cube(), epsilon=0, k=5))
    assert kinds_shown(counted, listed_) == {
        "district": "string", "day": "string", "rows": "integer", "people": "integer", "minutes": "integer",
    }  # fmt: skip
    plainly = replace(counted, columns=(Shown("minutes"), Shown("day", Mask("year")), Shown("gone")), cube=None)
    assert kinds_shown(plainly, listed_) == {"minutes": "integer", "day": "date"}
