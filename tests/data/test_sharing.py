"""Delta Sharing over a real agreement: what each address says, both wire formats, what is over is over."""

import io
import json
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from longbien.data.actions.agreements.agreeing import revoke
from longbien.data.actions.agreements.ask import ask
from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.actions.sets.deliver import deliver
from longbien.data.models import DataSet
from longbien.data.queries.shares import agreement_of
from longbien.data.rules.sharing.lines import CAPABILITIES, wire_of
from longbien.data.rules.sharing.ranges import Part, part_of
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from tests.data.test_asking import SECRET, Shared
from tests.people.make import NOW, client_of


@pytest.fixture
def shared(db):
    return Shared()


class Reader:
    """A client with the token of a profile."""

    def __init__(self, shared: Shared) -> None:
        reply = client_of(shared.lead).post(reverse("data:profile", args=[shared.id]))
        self.profile = json.loads(reply.content)
        self.table = f"shares/hanoi/schemas/{to_slug(shared.id)}/tables/trial_set"

    def ask(self, address: str, body=None, **headers):
        headers = {"Authorization": f"Bearer {self.profile['bearerToken']}", **headers}
        client, address = Client(), f"/delta-sharing/{address}"
        if body is None:
            return client.get(address, headers=headers)
        return client.post(address, body, content_type="application/json", headers=headers)

    def lines(self, address: str, body=None, **headers):
        return [json.loads(line) for line in self.ask(address, body, **headers).content.splitlines()]


def fetch(url: str, **headers):
    parts = urlsplit(url)
    return Client().get(f"{parts.path}?{parts.query}", headers=headers)


def rows_at(url: str):
    return pq.read_table(io.BytesIO(b"".join(fetch(url).streaming_content))).to_pylist()


def test_a_share_is_walked_from_its_name_to_its_rows(shared):
    reader = Reader(shared)
    assert reader.profile["endpoint"].endswith("/delta-sharing")
    assert reader.ask("shares").json() == {"items": [{"name": "hanoi"}]}
    assert reader.ask("shares/HANOI").json() == {"share": {"name": "hanoi"}}
    assert reader.ask("shares/hanoi/schemas").json()["items"][0]["name"] == to_slug(shared.id)
    [table] = reader.ask("shares/hanoi/all-tables").json()["items"]
    assert reader.ask(f"shares/hanoi/schemas/{table['schema']}/tables").json()["items"] == [table]
    assert reader.ask(f"{reader.table}/version")["Delta-Table-Version"] == "1"
    protocol, about = reader.lines(f"{reader.table}/metadata")
    assert protocol == {"protocol": {"minReaderVersion": 1}}
    assert [one["type"] for one in json.loads(about["metaData"]["schemaString"])["fields"]] == ["string", "long"]
    *_, file = reader.lines(f"{reader.table}/query", "{}")
    assert json.loads(file["file"]["stats"]) == {"numRecords": 20}
    asked = ask(shared.id, "SELECT name, size FROM trial_set", by=shared.lead, at=NOW)
    rows = rows_at(file["file"]["url"])
    assert sorted(tuple(row.values()) for row in rows) == sorted(asked.as_rows())
    assert SECRET not in str(rows)


def test_both_wire_formats_and_travel_in_time(shared):
    reader = Reader(shared)
    deliver("trial-set", [{"name": "new", "size": 99}], by=SYSTEM, at=NOW + timedelta(1))
    delta = {CAPABILITIES: "responseformat=delta,parquet;readerfeatures="}
    reply = reader.ask(f"{reader.table}/query", "{}", **delta)
    assert (reply["Delta-Table-Version"], reply[CAPABILITIES]) == ("2", "responseformat=delta")
    protocol, about, file = (json.loads(line) for line in reply.content.splitlines())
    assert protocol["protocol"]["deltaProtocol"]["minReaderVersion"] == 1
    assert about["metaData"]["deltaMetadata"]["partitionColumns"] == []
    assert len(rows_at(file["file"]["deltaSingleAction"]["add"]["path"])) == 1
    *_, older = reader.lines(f"{reader.table}/query", '{"version": 1}')
    assert len(rows_at(older["file"]["url"])) == 20
    assert reader.ask(f"{reader.table}/query", '{"version": 9}').status_code == 404
    moment = (NOW + timedelta(hours=1)).isoformat()
    *_, older = reader.lines(f"{reader.table}/query", json.dumps({"timestamp": moment, "limitHint": 1}))
    assert len(rows_at(older["file"]["url"])) == 20
    since = {"startingTimestamp": moment}
    assert reader.ask(f"{reader.table}/version?{urlencode(since)}")["Delta-Table-Version"] == "2"
    assert reader.ask(f"{reader.table}/metadata?version=1")["Delta-Table-Version"] == "1"
    assert reader.ask(f"{reader.table}/version?startingTimestamp=x").status_code == 400
    assert reader.ask(f"{reader.table}/version?startingTimestamp=2999-01-01").status_code == 404


@pytest.mark.parametrize("body", ["[1]", "{", '{"version": -1}', "[" * 60_000])
def test_a_faulty_body_is_refused(shared, body):
    reader = Reader(shared)
    reply = reader.ask(f"{reader.table}/query", body)
    assert (reply.status_code, reply.json()["errorCode"]) == (400, "INVALID_PARAMETER_VALUE")


@pytest.mark.parametrize(
    "address", ["shares/none", "shares/none/schemas", "shares/none/all-tables", "shares/hanoi/schemas/x/tables",
                "shares/hanoi/schemas/x/tables/y/version", "shares/hanoi/schemas/x/tables/y/metadata"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(shared, address):
    assert Reader(shared).ask(address).status_code == 404


def test_a_token_opens_nothing_once_it_is_over(shared, monkeypatch):
    assert Client().get("/delta-sharing/shares").status_code == 401
    assert Client().get("/delta-sharing/shares", headers={"Authorization": "Bearer none"}).status_code == 401
    first = Reader(shared)
    second = Reader(shared)
    assert (first.ask("shares").status_code, second.ask("shares").status_code) == (401, 200)
    token = second.profile["bearerToken"]
    assert agreement_of(token, at=timezone.now() + timedelta(days=91)) is None
    url = second.lines(f"{second.table}/query", "{}")[-1]["file"]["url"]
    assert fetch(url).status_code == 200
    assert fetch(url + "x").status_code == 403
    assert fetch(url.partition("?")[0]).status_code == 403
    assert fetch(url.replace("/1.parquet", "/2.parquet")).status_code == 403
    monkeypatch.setattr("longbien.data.api.sharing.views.MINUTES", -1)
    assert fetch(url).status_code == 403
    monkeypatch.undo()
    revoke(shared.id, reason="over", by=shared.stewards[0], at=NOW)
    assert fetch(url).status_code == 403
    assert second.ask("shares").status_code == 401
    with pytest.raises(Refusal):
        make_profile(shared.id, by=shared.lead, at=NOW)


def test_restricted_data_is_never_downloaded(shared):
    reader, page = Reader(shared), reverse("data:agreement", args=[shared.id])
    assert all(word in client_of(shared.lead).get(page).content.decode() for word in ("delta_sharing", "RestCatalog"))
    assert "RestCatalog" not in client_of(shared.stewards[0]).get(page).content.decode()
    DataSet.objects.update(access="restricted")
    assert reader.ask("shares").status_code == 401
    with pytest.raises(Refusal) as said:
        make_profile(shared.id, by=shared.lead, at=NOW)
    assert (said.value.code, said.value.status) == ("restricted", 403)
    with pytest.raises(Refusal):
        make_profile(shared.id, by=shared.stewards[0], at=NOW)
    said = client_of(shared.lead).get(page).content.decode()
    assert ("RestCatalog" in said, "dữ liệu đã tải thì không thu lại được" in said) == (False, True)


def test_a_part_of_a_file(shared):
    reader = Reader(shared)
    url = reader.lines(f"{reader.table}/query", "{}")[-1]["file"]["url"]
    whole = b"".join(fetch(url).streaming_content)
    part = fetch(url, Range="bytes=0-3")
    assert part["Cache-Control"] == "private, no-store"
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 0-3/{len(whole)}")
    assert b"".join(part.streaming_content) == whole[:4]
    assert b"".join(fetch(url, Range="bytes=-4").streaming_content) == whole[-4:]


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("bytes=0-3", Part(0, 3)), ("bytes=8-", Part(8, 9)), ("bytes=-3", Part(7, 9)), ("bytes=-30", Part(0, 9)),
        ("bytes=5-50", Part(5, 9)), ("", None), ("bytes=10-", None), ("bytes=5-3", None), ("bytes=-0", None),
        ("bytes=-", None), ("bytes=0-1,3-4", None),
    ],
)  # fmt: skip
def test_which_part(said, part):
    assert part_of(said, 10) == part
    assert part_of("bytes=0-1", 0) is None


def test_which_wire_format():
    said = ("", "responseformat=delta", "x;responseformat=parquet,delta", "responseformat=z")
    assert [wire_of(one) for one in said] == ["parquet", "delta", "parquet", "parquet"]


def test_what_changed_is_told_and_signed_like_the_rows(shared):
    deliver("trial-set", [{"name": "new", "size": 42, "hidden": SECRET}], by=SYSTEM, at=NOW + timedelta(1))
    reader = Reader(shared)
    _, about, first, gone, new = reader.lines(f"{reader.table}/changes?startingVersion=1")
    assert about["metaData"]["configuration"] == {"enableChangeDataFeed": "true"}
    assert [next(iter(one)) for one in (first, gone, new)] == ["add", "remove", "add"]
    assert rows_at(first["add"]["url"]) == rows_at(gone["remove"]["url"])
    assert (len(rows_at(first["add"]["url"])), len(rows_at(new["add"]["url"]))) == (20, 1)
    assert all("hidden" not in row for one in (first["add"], new["add"]) for row in rows_at(one["url"]))
    assert (first["add"]["version"], gone["remove"]["version"], new["add"]["version"]) == (1, 2, 2)
    (only,) = reader.lines(f"{reader.table}/changes?startingVersion=2&endingVersion=2")[3:]
    assert only["add"]["version"] == 2
    for asked in (
        "",
        "?startingVersion=x",
        "?startingVersion=3",
        "?startingVersion=2&endingVersion=1",
        "?startingVersion=%00",
    ):
        reply = reader.ask(f"{reader.table}/changes{asked}")
        assert (asked, reply.status_code, reply.json()["errorCode"]) == (asked, 400, "INVALID_PARAMETER_VALUE")
    assert reader.ask(f"{reader.table}x/changes?startingVersion=1").status_code == 404
    revoke(shared.id, reason="Over", by=shared.stewards[0], at=NOW)
    assert reader.ask(f"{reader.table}/changes?startingVersion=1").status_code == 401
    assert fetch(new["add"]["url"]).status_code == 403
