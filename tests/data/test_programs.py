"""Pages for programs and who runs them: descriptors, lineage, the key that delivers, sources of the hub's folder."""

import json
from pathlib import Path

import pytest
from django.utils import timezone

from longbien.data.actions.harvest.keep import keep
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.harvest.demonstrating import demonstrate_harvest
from longbien.data.hub import harvest as section
from longbien.data.models import DataSet, DeliveryKey, External, Source
from longbien.data.queries.keys import key_holder
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.sourced import parse_yaml
from tests.data.make import column, contract
from tests.data.test_asking import Shared
from tests.people.make import NOW, actor, client_of

pytestmark = pytest.mark.django_db


def list_it(source: str = "stewards") -> None:
    data = contract(column("code", primaryKey=True), column("size", "integer", required=True), source=source)
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)


def test_descriptors_of_an_open_set_and_of_none(client):
    list_it()
    assert "distribution" not in client.get("/data/trial-set/croissant.json").json()
    deliver("trial-set", [{"code": "A", "size": 1}], by=SYSTEM, at=NOW)
    croissant = client.get("/en/data/trial-set/croissant.json").json()
    assert (croissant["@id"], len(croissant["distribution"][0]["sha256"])) == ("http://testserver/data/trial-set", 64)
    assert client.get("/data/trial-set/croissant.json").json() == croissant
    assert client.get("/data/trial-set/datapackage.json").json()["resources"][0]["schema"]["primaryKey"] == ["code"]
    assert client.get("/data/trial-set/contract.json").json()["servers"][0]["type"] == "api"
    for name in ("croissant.json", "datapackage.json", "lineage.ndjson", "contract.json"):
        assert client.get(f"/data/none/{name}").status_code == 404


def test_lineage_is_what_happened(client):
    shared = Shared()
    deliver("trial-set", [{"name": "a", "size": 1}], by=SYSTEM, at=timezone.now())
    told = [json.loads(line) for line in client.get("/data/trial-set/lineage.ndjson").content.splitlines()]
    assert [(one["eventType"], one["job"]["name"]) for one in told] == [
        ("COMPLETE", "deliver.trial-set"), ("COMPLETE", "share.trial-set"), ("COMPLETE", "deliver.trial-set"),
    ]  # fmt: skip
    fields = told[1]["outputs"][0]["facets"]["schema"]["fields"]
    assert fields == [{"name": "name", "type": "string"}, {"name": "size", "type": "integer"}]
    assert to_slug(shared.id) in told[1]["outputs"][0]["name"]
    page = client.get("/en/data/trial-set").content.decode()
    assert "shows 2 columns" in page


def test_what_broke_its_contract_stands_in_the_lineage(client):
    list_it()
    deliver("trial-set", [{"code": "A", "size": None}], by=SYSTEM, at=NOW)
    (told,) = (json.loads(line) for line in client.get("/data/trial-set/lineage.ndjson").content.splitlines())
    assert (told["eventType"], told["outputs"]) == ("FAIL", [])
    assert "1 of 1 rows" in client.get("/en/data/trial-set").content.decode()


def test_a_steward_makes_a_key_and_nobody_else(client):
    list_it()
    steward = actor("department-officer", name="Hà")
    theirs = client_of(steward)
    assert "Tạo khoá" in theirs.get("/data/trial-set").content.decode()
    assert "Tạo khoá" not in client.get("/data/trial-set").content.decode()
    page = theirs.post("/data/trial-set/key")
    token = page.content.decode().partition('<pre class="code">')[2].partition("</pre>")[0]
    assert (page.status_code, page["Cache-Control"]) == (200, "max-age=0, no-cache, no-store, must-revalidate, private")
    found, who = key_holder(token, at=timezone.now())
    assert (found.code, who) == ("trial-set", steward.id)
    assert "dùng được đến" in theirs.get("/data/trial-set").content.decode()
    assert key_holder(token, at=DeliveryKey.objects.get().expires_at) is None
    assert client.post("/data/trial-set/key").status_code == 403
    assert client_of(actor(name="Lan")).post("/data/trial-set/key").status_code == 403
    assert theirs.post("/data/none/key").status_code == 404
    list_it(source="hub.calendar")
    assert theirs.post("/data/trial-set/key").status_code == 409


def test_sources_of_the_hubs_folder(settings):
    def faults(**more) -> list[str]:
        told = {"source": "a", "title": {"vi": "A", "en": "A"}, "kind": "ckan", "address": "https://a.example", **more}
        file = parse_yaml(json.dumps(told).encode(), named="harvest/a.yaml")
        return [one.what["en"] for one in section.check(settings.HUB, (file,)) if isinstance(one, Fault)]

    assert faults() == faults(kind="dcat") == faults(kind="folder", address="data") == []
    assert faults(kind="dcat", address="hub.yaml") == []
    for more in ({"kind": "folder"}, {"kind": "ckan", "address": "data"}, {"address": "file:///etc/passwd"},
                 {"kind": "folder", "address": "nothing"}, {"address": "https://u:p@a/"}, {"kind": "oai"}):  # fmt: skip
        assert faults(**more), more
    told = {"source": "a", "title": {"vi": "A", "en": "A"}, "kind": "folder", "address": "data"}
    files = [parse_yaml(json.dumps(told).encode(), named=f"harvest/{name}.yaml") for name in "ab"]
    (twice,) = section.check(settings.HUB, files)
    assert "already used in harvest/a.yaml" in twice.what["en"]
    section.load(settings.HUB, files, NOW)
    assert Source.objects.get().address == str((Path(settings.HUB.folder) / "data").resolve())


def test_the_demonstration_is_read_once(client):
    assert demonstrate_harvest(at=NOW)
    assert not demonstrate_harvest(at=NOW)
    assert DataSet.objects.get().code == "demo-bike-racks"
    river = External.objects.get(key__endswith="river-levels")
    page = client.get(f"/en/data/harvested/{to_slug(river.pk)}").content.decode()
    assert "https://example.org/river-levels.csv" in page
    assert str(Path.cwd()) not in page + client.get("/data/harvested/").content.decode()
    assert client.get(f"/data/harvested/{to_slug(new_id())}").status_code == 404
    assert "Không có bộ dữ liệu" in client.get("/data/harvested/?q=nothing&source=demo-files").content.decode()
    with pytest.raises(Refusal):
        keep("none", (), (), by=SYSTEM, at=NOW)
