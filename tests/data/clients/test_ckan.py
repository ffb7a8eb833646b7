"""`ckanapi`, which nobody here wrote, against the hub behind HTTP: catalogue, rows, SQL, deliveries, and its errors."""

import io
import json
from urllib.parse import urlencode

import ckanapi
import pytest
import requests
from django.utils import timezone

from longbien.data.actions.agreements.agreeing import revoke
from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.actions.sets.make_key import make_key
from longbien.data.models import Edition, Quarantine, Query
from longbien.kernel.refusal import Refusal
from tests.data.test_asking import SECRET, Shared
from tests.people.make import NOW, actor

Failed = ckanapi.errors


@pytest.fixture
def site(hub: str, settings) -> ckanapi.RemoteCKAN:
    settings.WRITES_PER_MINUTE = {"person": 5, "address": 5, "key": 100}
    return ckanapi.RemoteCKAN(hub)


def test_the_catalogue_is_walked(site, hub):
    ask = site.action
    assert ask.status_show()["ckan_version"].startswith("2.")
    assert (
        ask.package_list()
        == ["bus-stops", "floods"]
        == requests.get(f"{hub}/api/3/action/package_list").json()["result"]
    )
    assert ask.package_list(limit=1, offset=1) == ["floods"]
    shown = ask.package_show(id="bus-stops")
    assert (shown["title"], shown["organization"]["name"], shown["license_id"]) == (
        "Trạm xe buýt",
        "trung-tam",
        "cc-zero",
    )
    assert ask.package_show(id=shown["id"]) == shown
    assert [one["format"] for one in shown["resources"]] == ["CSV", "JSON", "PARQUET"]
    for one in shown["resources"]:
        assert requests.get(one["url"]).status_code == 200
        assert ask.resource_show(id=one["id"]) == one
    assert ask.package_show(id="floods")["resources"] == []
    assert ask.organization_list() == ["so-thu-nghiem", "trung-tam"]
    assert [one["package_count"] for one in ask.organization_list(all_fields=True)] == [1, 1]
    assert ask.organization_show(id="trung-tam", include_datasets=True)["packages"] == [shown]
    assert ask.group_list() == ["envi", "tran"]
    assert ask.group_show(id="envi")["title_translated"]["en"] == "Environment"
    assert len(ask.current_package_list_with_resources()) == 2
    assert ask.license_list()[0]["id"] == "cc-zero"
    assert ask.tag_list() == []
    assert "package_id" in ask.help_show(name="resource_create")


def test_the_catalogue_is_searched_as_harvesters_do(site):
    find = site.action.package_search
    assert [one["name"] for one in find(q="buyt")["results"]] == ["bus-stops"]
    whole = find(q="*:*", **{"facet.field": ["organization", "groups", "res_format", "license_id", "access"]})
    assert (whole["count"], whole["facets"]["groups"]) == (2, {"envi": 1, "tran": 1})
    assert whole["search_facets"]["organization"]["items"][0]["display_name"] == "Sở Thử nghiệm"
    assert whole["facets"]["license_id"] == {"cc-zero": 1, "cc-by": 1}
    every = ["bus-stops", "floods"]
    for terms, names in {
        "organization:trung-tam": ["bus-stops"], '-organization:"trung-tam"': ["floods"], "theme:ENVI": ["floods"],
        "+groups:tran +access:open": ["bus-stops"], "metadata_modified:[2020-01-01T00:00:00Z TO *]": every,
        "metadata_modified:[2099-01-01T00:00:00Z TO *]": [], "state:active": every,
        "private:true": [], "id:none": [],
    }.items():  # fmt: skip
        assert [one["name"] for one in find(fq=terms, sort="id asc")["results"]] == names, terms
    assert [one["name"] for one in find(sort="name desc", rows=1)["results"]] == ["floods"]
    page = find(rows=1, start=1)
    assert (page["count"], [one["name"] for one in page["results"]]) == (2, ["floods"])


def test_rows_are_searched(site):
    search = site.action.datastore_search
    found = search(resource_id="bus_stops", filters={"size": [1, 2], "lit": True}, sort="share desc", limit=2)
    assert ([one["code"] for one in found["records"]], found["total"]) == (["T26", "T22"], 6)
    assert found["fields"][3] == {"id": "opened", "type": "date"}
    assert found["records"][0]["seen"] == "2026-11-23T02:00:00+00:00"
    past = search(resource_id="bus_stops", offset=1_000)
    assert (past["records"], past["total"]) == ([], 30)
    lists = search(resource_id="bus_stops", fields="code, size", q="t07", records_format="lists", include_total=False)
    assert (lists["records"], "total" in lists) == ([["T07", 2]], False)
    assert (
        search(resource_id="bus_stops", fields="size", distinct=True, records_format="csv")["records"].count("\n") == 5
    )
    assert site.action.datastore_info(id="bus_stops")["schema"]["share"] == "float"
    asked = site.action.datastore_search_sql(sql='SELECT size, avg(share) AS m FROM "bus_stops" GROUP BY 1 ORDER BY 1')
    assert asked["records"][0] == {"size": 0, "m": 3.125}
    assert [one["type"] for one in asked["fields"]] == ["int", "float"]


def test_rows_of_a_shared_set_need_the_token_of_its_agreement(site, hub):
    shared = Shared()
    with pytest.raises(Failed.NotAuthorized):
        site.action.datastore_search(resource_id="trial_set")
    with pytest.raises(Failed.NotAuthorized):
        site.action.datastore_search_sql(sql="SELECT * FROM trial_set")
    token = make_profile(shared.id, by=shared.lead, at=timezone.now()).token
    theirs = ckanapi.RemoteCKAN(hub, apikey=token)
    assert theirs.action.datastore_search(resource_id="trial_set")["total"] == 20  # of forty: the others are hidden
    found = theirs.action.datastore_search(resource_id="trial_set", filters={"size": 20}, limit=1)
    assert (found["total"], found["fields"]) == (10, [{"id": "name", "type": "text"}, {"id": "size", "type": "int"}])
    rows = theirs.action.datastore_search_sql(sql="SELECT * FROM trial_set")["records"]
    assert (len(rows), SECRET in str(rows)) == (20, False)
    with pytest.raises(Failed.ValidationError):
        theirs.action.datastore_search_sql(sql="SELECT * FROM bus_stops")
    with pytest.raises(Failed.NotAuthorized):
        ckanapi.RemoteCKAN(hub, apikey="none").action.datastore_search_sql(sql="SELECT 1")
    assert Query.objects.filter(agreement=shared.id).count() == 6
    assert Query.objects.filter(person_id=shared.lead.id).count() == 6
    revoke(shared.id, reason="over", by=shared.stewards[0], at=NOW)
    with pytest.raises(Failed.NotAuthorized):
        theirs.action.datastore_search(resource_id="trial_set")


def test_a_preview_of_all_rows_is_one_question(hub):
    shared = Shared(where=())
    theirs = ckanapi.RemoteCKAN(hub, apikey=make_profile(shared.id, by=shared.lead, at=timezone.now()).token)
    found = theirs.action.datastore_search(resource_id="trial_set", limit=3)
    assert (found["total"], len(found["records"])) == (40, 3)
    assert Query.objects.filter(agreement=shared.id).count() == 1
    assert theirs.action.datastore_search(resource_id="trial_set", fields="size", distinct=True)["total"] == 4


def csv_of(*rows: str) -> io.BytesIO:
    file = io.BytesIO("\n".join(("code,size,share,opened,seen,lit", *rows)).encode())
    file.name = "stops.csv"
    return file


def test_a_steward_delivers_and_what_is_faulty_is_set_apart(site, hub):
    steward = actor("department-officer", name="Hà")
    with pytest.raises(Refusal):
        make_key("bus-stops", by=actor(name="Ai đó"), at=timezone.now())
    first = make_key("bus-stops", by=steward, at=timezone.now()).token
    token = make_key("bus-stops", by=steward, at=timezone.now()).token
    theirs, before = ckanapi.RemoteCKAN(hub, apikey=token), Edition.objects.filter(data_set__code="bus-stops").count()
    good = "T1,1,0.5,2026-01-02,2026-01-02T03:04:05Z,true"
    done = theirs.action.resource_create(package_id="bus-stops", upload=csv_of(good, "T2,2,,,,"))
    assert (done["id"], done["edition"], done["is_new"]) == ("bus_stops", before + 1, True)
    assert site.action.datastore_search(resource_id="bus_stops")["records"][1]["share"] is None
    assert theirs.action.datastore_search_sql(sql="SELECT count(*) AS n FROM bus_stops")["records"] == [{"n": 2}]
    again = theirs.action.resource_update(id="bus_stops", upload=csv_of(good, "T2,2,,,,"))
    assert (again["edition"], again["is_new"]) == (before + 1, False)
    with pytest.raises(Failed.ValidationError) as broken:
        theirs.action.resource_create(package_id="bus-stops", upload=csv_of(good, good, "T3,,,,,"))
    assert "row 3: size: missing" in broken.value.error_dict["upload"][2]
    assert Quarantine.objects.get(data_set__code="bus-stops").broken == 3
    with pytest.raises(Failed.ValidationError) as unread:
        theirs.action.resource_create(package_id="bus-stops", upload=csv_of("T1,many,1,yesterday,now,maybe"))
    assert {*unread.value.error_dict} >= {"row 1, size", "row 1, opened", "row 1, seen", "row 1, lit"}
    assert Quarantine.objects.filter(data_set__code="bus-stops").count() == 1
    for key, package in ((first, "bus-stops"), ("", "bus-stops"), (token, "floods")):
        with pytest.raises(Failed.NotAuthorized):
            ckanapi.RemoteCKAN(hub, apikey=key).action.resource_create(package_id=package, upload=csv_of(good))
    assert Edition.objects.filter(data_set__code="bus-stops").count() == before + 1


WRONG = (
    ("package_show", {}, 409), ("package_show", {"id": "none"}, 404), ("package_show", {"id": "a\0"}, 409),
    ("package_search", {"rows": "many"}, 409), ("package_search", {"fq": "nothing"}, 409),
    ("package_search", {"fq": "colour:red"}, 409), ("package_search", {"sort": "colour asc"}, 409),
    ("package_search", {"facet.field": ["colour"]}, 409), ("organization_show", {"id": "none"}, 404),
    ("group_show", {"id": "none"}, 404), ("resource_show", {"id": "bus_stops.xls"}, 404),
    ("datastore_search", {"resource_id": "none"}, 404), ("datastore_search", {"resource_id": "floods"}, 404),
    ("datastore_search", {"resource_id": "bus_stops", "filters": {"size": "many"}}, 409),
    ("datastore_search", {"resource_id": "bus_stops", "filters": {'x" OR 1=1 --': 1}}, 409),
    ("datastore_search", {"resource_id": "bus_stops", "fields": ["nothing"]}, 409),
    ("datastore_search_sql", {"sql": "SELECT * FROM read_csv('/etc/passwd')"}, 409),
    ("datastore_search_sql", {"sql": "DROP TABLE bus_stops"}, 409), ("datastore_search_sql", {}, 409),
    ("datastore_search_sql", {"sql": "SELECT 1; SELECT 2"}, 409), ("resource_create", {}, 403),
    ("resource_update", {"id": "none"}, 404), ("help_show", {"name": "none"}, 404), ("package_create", {}, 400),
)  # fmt: skip


HALF = "\\ud800"  # half a letter, as JSON within a parameter writes it
DAMAGED = (
    ("datastore_search", {"resource_id": "bus_stops", "filters": f'{{"code": "{HALF}"}}'}),
    ("datastore_search", {"resource_id": "bus_stops", "filters": f'{{"{HALF}": "A"}}'}),
    ("datastore_search", {"resource_id": "bus_stops", "q": f'{{"code": "{HALF}"}}'}),
    ("datastore_search", {"resource_id": "bus_stops", "fields": f'["{HALF}"]'}),
    ("package_search", {"facet.field": f'["{HALF}"]'}), ("organization_list", {"organizations": f'["{HALF}"]'}),
    ("package_show", {"id": b"\xed\xa0\x80"}), ("package_show", {"id": b"\xff\xfe"}), (HALF, {}), ("%ED%A0%80", {}),
    ("datastore_search_sql", {"sql": b"SELECT '\xed\xa0\x80' FROM bus_stops WHERE"}),
)  # fmt: skip


def test_what_is_damaged_is_told_in_the_envelope_too(hub):
    with requests.Session() as session:
        for name, said in DAMAGED:
            address = f"{hub}/api/3/action/{name}"
            for reply in (session.get(f"{address}?{urlencode(said)}"), session.post(address, said)):
                assert (name, said, reply.status_code in (400, 404, 409)) == (name, said, True), reply.text
                body = reply.json()
                assert (body["success"], "help_show" in body["help"]) == (False, True)
                assert " | " in json.dumps(body["error"], ensure_ascii=False)


def test_what_is_wrong_is_said_in_the_envelope_of_ckan(hub):
    with requests.Session() as session:
        for name, said, status in WRONG:
            reply = session.post(f"{hub}/api/3/action/{name}", json=said)
            body = reply.json()
            assert (name, said, reply.status_code) == (name, said, status)
            assert (body["success"], "help_show" in body["help"]) == (False, True)
            assert body["error"]["__type"]
        for body in (b"[1]", b"{", b"\xff", b"[" * 100_000, b'{"id": "\\ud800"}'):
            reply = session.post(f"{hub}/api/3/action/package_show", body, headers={"Content-Type": "application/json"})
            assert (reply.status_code, reply.json()["success"]) == (400, False)
        assert session.get(f"{hub}/api/3/").json() == {"version": 3}
        assert session.put(f"{hub}/api/3/action/package_list").status_code == 405
        form = session.post(f"{hub}/api/3/action/package_show", {"id": "floods"})
        assert json.loads(form.text)["result"]["name"] == "floods"
