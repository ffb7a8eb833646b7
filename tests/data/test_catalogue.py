"""Deliveries, editions, and the catalogue that people and other catalogues read."""

import json
from datetime import timedelta
from io import BytesIO, StringIO

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from rdflib import DCAT, RDF, Graph

from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.actions.sets.refresh import refresh
from longbien.data.models import DataSet, Edition, Quarantine
from longbien.data.queries.sets import card, cards, listed
from longbien.data.registry import supplies, supply
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.site.actions.load_hub import load_hub
from longbien.site.folder import read_folder
from tests.data.make import check, column, contract
from tests.people.make import NOW

pytestmark = pytest.mark.django_db
COLUMNS = (column("code", primaryKey=True), column("size", "number", required=True), column("day", "date"))


def list_it(**more) -> None:
    data = contract(*COLUMNS, quality=(check("rowCount", mustBeGreaterOrEqualTo=1),), **more)
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)


def rows(count: int, **odd):
    return [{"code": str(n), "size": n / 2, "day": NOW.date(), **odd} for n in range(count)]


def test_an_edition_a_delivery_and_none_for_the_same_rows():
    list_it()
    assert deliver("trial-set", rows(3), by=SYSTEM, at=NOW)
    assert deliver("trial-set", rows(3), by=SYSTEM, at=NOW) is None
    assert deliver("trial-set", rows(4), by=SYSTEM, at=NOW + timedelta(1))
    assert list(Edition.objects.values_list("number", "version", "rows")) == [(1, 0, 3), (2, 1, 4)]
    assert card("trial-set").newest.rows == 4
    with pytest.raises(Refusal):
        deliver("none", (), by=SYSTEM, at=NOW)
    with pytest.raises(Refusal, match="not-of-kind"):
        deliver("trial-set", [{"code": "1", "size": "large", "day": None}], by=SYSTEM, at=NOW)


def test_what_breaks_the_contract_is_kept_apart_whole(lake, client):
    list_it()
    deliver("trial-set", rows(3), by=SYSTEM, at=NOW)
    faulty = [*rows(2), {"code": "1", "size": None, "day": None}]
    assert deliver("trial-set", faulty, by=SYSTEM, at=NOW) is None
    kept = Quarantine.objects.get()
    assert (kept.rows, kept.broken) == (3, 2)
    assert kept.report["rows"] == [[2, ["code: duplicate"]], [3, ["code: duplicate", "size: missing"]]]
    assert pq.read_table(lake / kept.file).to_pylist() == faulty
    assert card("trial-set").newest.number == 1
    page = client.get("/en/data/trial-set").content.decode()
    assert "2 of 3 rows" in page
    assert "size: missing" in page
    assert deliver("trial-set", [], by=SYSTEM, at=NOW + timedelta(1)) is None
    assert Quarantine.objects.latest("at").report["whole"] == [["rows", 0]]


def test_the_catalogue_is_searched_without_diacritics_and_by_facets(client):
    list_it(title={"vi": "Ngập úng", "en": "Floods"})
    assert [one.code for one in cards(listed("ngap UNG"))] == ["trial-set"]
    assert not listed("ngap", theme="TRAN")
    assert not listed("ngap", access="shared")
    assert "Ngập úng" in client.get("/data/?q=ngap&theme=GOVE&access=open").content.decode()
    assert "Không có bộ dữ liệu phù hợp" in client.get("/data/?q=nothing").content.decode()
    assert "Ngập úng" in client.get("/search?q=ngap").content.decode()
    assert "Chưa có lần giao" in client.get("/data/trial-set").content.decode()
    assert client.get("/data/none").status_code == 404


def test_rows_are_taken_in_three_formats_and_once(client):
    list_it()
    assert client.get("/data/trial-set/rows.csv").status_code == 404
    deliver("trial-set", [{"code": "=1", "size": 1.5, "day": None}], by=SYSTEM, at=NOW)
    reply = client.get("/data/trial-set/rows.csv")
    assert reply.content.decode("utf-8-sig").splitlines() == ["code,size,day", "'=1,1.5,"]
    assert client.get("/data/trial-set/rows.csv", headers={"If-None-Match": reply["ETag"]}).status_code == 304
    assert client.get("/data/trial-set/rows.json").json() == [{"code": "=1", "size": 1.5, "day": None}]
    assert pq.read_table(BytesIO(client.get("/data/trial-set/rows.parquet").content)).num_rows == 1
    assert client.get("/data/trial-set/rows.xls").status_code == 404
    assert client.get("/data/trial-set/contract.json").json()["apiVersion"] == "v3.1.0"
    assert client.get("/data/none/contract.json").status_code == 404


def test_rows_of_a_shared_set_are_shown_to_nobody_here(client):
    list_it(access="shared")
    deliver("trial-set", rows(2), by=SYSTEM, at=NOW)
    assert client.get("/data/trial-set/rows.csv").status_code == 403
    page = client.get("/en/data/trial-set").content.decode()
    assert "under an agreement only" in page
    assert "rows.csv" not in page
    assert "rows.csv" not in client.get("/data/catalogue.ttl").content.decode()


def test_the_hubs_own_sets_are_delivered_and_other_catalogues_read_them(client, settings):
    load_hub(read_folder(settings.HUB.folder), by=SYSTEM, at=NOW)
    made = refresh(by=SYSTEM, at=NOW)
    assert {one.outcome for one in made} == {"new"}
    assert {one.code: one.rows for one in made}["wards"] == 126
    assert {one.outcome for one in refresh(by=SYSTEM, at=NOW)} == {"same"}
    graph = Graph().parse(data=client.get("/data/catalogue.ttl").content, format="turtle")
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == DataSet.objects.count() == len(made)
    linked = Graph().parse(data=client.get("/data/catalogue.jsonld").content, format="json-ld")
    assert len(linked) == len(graph)
    assert json.loads(client.get("/data/wards/rows.json").content)[0].keys() >= {"code", "name", "lon", "lat"}


def test_the_command_lists_refreshes_and_says_what_broke():
    list_it(source="test.broken")
    if "test.broken" not in supplies():
        supply("test.broken")(lambda: rows(2, size=None))
    out = StringIO()
    with pytest.raises(CommandError, match="See the page"):
        call_command("data", "refresh", "trial-set", stdout=out)
    assert "set apart (2)" in out.getvalue()
    call_command("data", "list", stdout=out)
    assert "trial-set\topen\t–" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("data", "refresh", "none", stdout=out)


def test_a_supply_that_is_gone_is_said(monkeypatch):
    list_it(source="nobody.knows")
    with pytest.raises(Refusal, match="no-supply"):
        refresh("trial-set", by=SYSTEM, at=NOW)
    with pytest.raises(RuntimeError, match="two supplies"):
        supply("hub.calendar")(lambda: ())
