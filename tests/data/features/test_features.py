"""OGC API Features: what may be asked, how it is answered; the hub's own sets for real."""

from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest

from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Quarantine
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from tests.data.make import column, contract
from tests.people.make import NOW

pytestmark = pytest.mark.django_db
SQUARE = '{{"type":"Polygon","coordinates":[[[{0},0],[{1},0],[{1},1],[{0},1],[{0},0]]]}}'
POINTS = (column("code", primaryKey=True), column("lon", "number"), column("lat", "number"), column("kind"),
          column("size", "integer"))  # fmt: skip
AREAS = (column("code", primaryKey=True), column("since", "date"), column("until", "date"), column("outline"),
         column("seen", "timestamp"))  # fmt: skip
JSON = {"Accept": "application/json"}


@pytest.fixture
def points():
    data = contract(*POINTS, spatial={"lon": "lon", "lat": "lat"})
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    rows = [{"code": f"p{n:02}", "lon": 100.0 + n, "lat": 20.0, "kind": "even" if n % 2 == 0 else "odd", "size": n}
            for n in range(10)]  # fmt: skip
    rows.append({"code": "nowhere", "lon": None, "lat": None, "kind": "none", "size": 0})
    deliver("trial-set", rows, by=SYSTEM, at=NOW)


@pytest.fixture
def areas():
    data = contract(*AREAS, spatial={"outline": "outline"}, temporal={"since": "since", "until": "until"})
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    days = [(None, None), (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), None)]
    rows = [{"code": f"a/{n}", "since": since, "until": until, "outline": SQUARE.format(2 * n, 2 * n + 1),
             "seen": datetime(2026, 1, 1, n, tzinfo=UTC)} for n, (since, until) in enumerate(days)]  # fmt: skip
    deliver("trial-set", rows, by=SYSTEM, at=NOW)


def ask(client, address="", **headers):
    return client.get(f"/features/{address}", headers={**JSON, **headers})


def ids(client, query=""):
    return [one["id"] for one in ask(client, f"collections/trial-set/items{query}").json()["features"]]


def links(body):
    return {one["rel"]: one["href"] for one in body["links"]}


def test_from_the_landing_page_to_one_feature(client, points):
    landing = ask(client)
    assert landing["Access-Control-Allow-Origin"] == "*"
    assert {"self", "service-desc", "conformance", "data"} <= links(landing.json()).keys()
    assert len(ask(client, "conformance").json()["conformsTo"]) == 3
    (one,) = ask(client, "collections").json()["collections"]
    assert one == ask(client, "collections/trial-set").json()
    assert one["extent"]["spatial"]["bbox"] == [[100.0, 20.0, 109.0, 20.0]]
    assert ask(client, "collections", **{"Accept-Language": "en"}).json()["collections"][0]["title"] == "A trial set"
    found = ask(client, "collections/trial-set/items?limit=4")
    assert found["Content-Type"].startswith("application/geo+json")
    body = found.json()
    assert (body["numberMatched"], body["numberReturned"], len(body["features"])) == (11, 4, 4)
    assert body["features"][0]["geometry"] is None
    second = ask(client, "collections/trial-set/items?limit=4&offset=4").json()
    assert links(second)["next"].endswith("limit=4&offset=8")
    single = ask(client, "collections/trial-set/items/p03").json()
    assert single["geometry"] == {"type": "Point", "coordinates": [103.0, 20.0]}
    assert single["properties"] == {"code": "p03", "kind": "odd", "size": 3}
    paths = ask(client, "api").json()["paths"]
    filters = [one["name"] for one in paths["/collections/trial-set/items"]["get"]["parameters"]]
    assert filters == ["bbox", "datetime", "limit", "offset", "code", "kind", "size"]


def test_pages_follow_each_other_to_the_end(client, points):
    address, seen = "/features/collections/trial-set/items?limit=4&kind=odd", []
    while address:
        body = client.get(address, headers=JSON).json()
        seen += [one["id"] for one in body["features"]]
        parts = urlsplit(links(body).get("next", ""))
        address = f"{parts.path}?{parts.query}" if parts.path else ""
    assert seen == ["p01", "p03", "p05", "p07", "p09"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?bbox=101.5,19,103,21", ["p02", "p03"]),
        ("?bbox=101.5,19,-5,103,21,5", ["p02", "p03"]),
        ("?bbox=108,19,-170,21", ["p08", "p09"]),
        ("?bbox=0,0,1,1", []),
        ("?size=3", ["p03"]),
        ("?kind=odd&bbox=100,19,102,21", ["p01"]),
        ("?limit=1000000&kind=none", ["nowhere"]),
        ("?kind='%20OR%201=1", []),
    ],
)
def test_points_are_found(client, points, query, expected):
    assert ids(client, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?bbox=0.5,0.5,2.5,0.6", ["a/0", "a/1"]),
        ("?bbox=1.2,0,1.8,1", []),
        ("?bbox=179,-1,0.5,1", ["a/0"]),
        ("?datetime=2026-01-31", ["a/0", "a/1"]),
        ("?datetime=2026-01-31T23:00:00Z", ["a/0", "a/1"]),
        ("?datetime=2026-02-01/..", ["a/0", "a/2"]),
        ("?datetime=/2025-12-31", ["a/0"]),
        ("?datetime=2026-01-15/2026-02-15", ["a/0", "a/1", "a/2"]),
        ("?since=2026-02-01", ["a/2"]),
        ("?seen=2026-01-01T01:00:00Z", ["a/1"]),
    ],
)
def test_outlines_are_found_by_place_and_time(client, areas, query, expected):
    assert ids(client, query) == expected


def test_a_key_may_hold_a_slash(client, areas):
    found = ask(client, "collections/trial-set/items/a%2F1")
    assert found.json()["properties"]["seen"] == "2026-01-01T01:00:00Z"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("?x=1", 400), ("collections?x=1", 400), ("collections/trial-set/items?none=1", 400),
        ("collections/trial-set/items?f=xml", 400), ("collections/trial-set/items?limit=0", 400),
        ("collections/trial-set/items?limit=ten", 400), ("collections/trial-set/items?limit=1&limit=2", 400),
        ("collections/trial-set/items?offset=-1", 400), ("collections/trial-set/items?bbox=1,2,3", 400),
        ("collections/trial-set/items?bbox=1,2,3,nan", 400), ("collections/trial-set/items?bbox=1,5,3,4", 400),
        ("collections/trial-set/items?datetime=yesterday", 400), ("collections/trial-set/items?size=many", 400),
        ("collections/trial-set/items?size=" + "9" * 30, 400), ("collections/trial-set/items?kind=a%00b", 400),
        ("collections/none", 404), ("collections/none/items", 404), ("collections/trial-set/items/none", 404),
        ("collections/trial-set/items/a%00", 404), ("nothing", 404),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_as_the_standard_says(client, points, address, status):
    reply = ask(client, address)
    assert reply.status_code == status
    assert address == "nothing" or reply.json().keys() == {"code", "description"}


def test_people_are_led_to_the_page(client, points):
    reply = client.get("/features/collections/trial-set/items", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (reply.status_code, reply["Location"]) == (303, "/data/trial-set")
    assert ask(client, "?f=html")["Location"] == "/data/"
    assert client.get("/features/?f=json", headers={"Accept": "text/html"}).status_code == 200
    assert client.post("/features/").status_code == 405


def test_only_open_sets_that_lie_somewhere_are_given_out(client, points):
    data = contract(*POINTS, access="shared", spatial={"lon": "lon", "lat": "lat"})
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    assert ask(client, "collections").json()["collections"] == []
    assert ask(client, "collections/trial-set/items").status_code == 404


@pytest.mark.parametrize(
    "outline",
    [
        "x", "null", "[]", "1e999", "[" * 10_000, '{"type":"Point"}', '{"type":"Polygon","coordinates":[]}',
        '{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}', '{"type":"GeometryCollection","geometries":[]}',
        '{"type":"Point","coordinates":[181,0]}',
        '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,1]}}',
    ],
)  # fmt: skip
def test_an_outline_that_is_none_is_set_apart_and_the_pages_stand(client, areas, outline):
    broken = {"code": "b", "since": None, "until": None, "outline": outline, "seen": None}
    deliver("trial-set", [broken, {**broken, "code": "c", "outline": None}], by=SYSTEM, at=NOW)
    [apart] = Quarantine.objects.all()
    assert apart.report["rows"] == [[1, ["outline: invalid"]]]
    assert ids(client) == ["a/0", "a/1", "a/2"]
    assert client.get("/data/trial-set").status_code == 200


@pytest.mark.parametrize(("lon", "lat"), [(float("nan"), 1.0), (181.0, 1.0), (1.0, float("inf")), (1.0, -90.5)])
def test_a_point_beyond_the_earth_is_set_apart(client, points, lon, lat):
    rows = [{"code": "far", "lon": lon, "lat": lat, "kind": "far", "size": 1}]
    assert deliver("trial-set", rows, by=SYSTEM, at=NOW) is None
    assert Quarantine.objects.get().broken == 1
    assert deliver("trial-set", [{**rows[0], "lon": 180.0, "lat": None}], by=SYSTEM, at=NOW)
