"""Other catalogues are read: CKAN (our own, over HTTP), DCAT in three forms, folders of CSV files; and hostile ones."""

import http.server
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.test import Client
from rdflib import Graph

from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.harvest import catalogues, dcat
from longbien.data.harvest.fetching import Limits, fetch
from longbien.data.models import DataSet, Edition, External, Harvest, Source
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from tests.data.make import column, contract
from tests.people.make import NOW


def run(*what: str) -> str:
    out = io.StringIO()
    call_command("data", "harvest", *what, stdout=out)
    return out.getvalue()


def test_another_hubs_catalogue_is_read_and_read_again(hub):
    first = run(hub, "--inside")
    assert "2 sets, 2 new, 0 changed, 0 gone" in first
    one = External.objects.get(told__title__en="Bus stops")
    assert one.told["publisher"] == "Trung tâm"
    assert [each["form"] for each in one.told["distributions"]] == ["CSV", "JSON", "PARQUET"]
    assert one.told["licence"].endswith("/zero/1.0/")
    runs = Harvest.objects.count()
    assert "2 sets, 0 new, 0 changed, 0 gone" in run(hub, "--inside")
    assert Harvest.objects.count() == runs
    data = DataSet.objects.get(code="floods").contract
    changed = data | {"customProperties": [
        one | {"value": {"vi": "Ngập sâu", "en": "Deep floods"}} if one["property"] == "title" else one
        for one in data["customProperties"]
    ]}  # fmt: skip
    list_data_set(changed, read_contract(changed, ("vi", "en")), at=NOW)
    assert "2 sets, 0 new, 1 changed, 0 gone" in run(hub, "--inside")
    DataSet.objects.filter(code="floods").delete()
    assert "1 sets, 0 new, 0 changed, 1 gone" in run(hub, "--inside")
    gone = External.objects.get(told__title__en="Deep floods")
    page = Client().get(f"/en/data/harvested/{to_slug(gone.pk)}").content.decode()
    assert "lists it no more" in page
    listed = Client().get("/data/harvested/?q=ngap").content.decode()
    assert "Ngập sâu" in listed
    assert "không còn" in listed
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    assert "2 sets, 1 new, 0 changed, 0 gone" in run(hub, "--inside")
    assert "Trạm xe buýt" in Client().get("/search?q=buyt").content.decode()


def test_an_inner_address_is_asked_only_when_it_is_named_by_hand(hub):
    with pytest.raises(CommandError):
        run(hub)
    with pytest.raises(CommandError):
        run("http://169.254.169.254/latest/meta-data/", "--kind", "dcat")


def test_dcat_is_read_in_three_forms(hub, tmp_path):
    assert "new" in run(f"{hub}/data/catalogue.ttl", "--inside")
    turtle = fetch(f"{hub}/data/catalogue.ttl", dcat.ACCEPT, Limits(inside=_door(hub))).content
    graph = Graph().parse(data=turtle, format="turtle")
    found = []
    for name, form in (("a.ttl", "turtle"), ("a.jsonld", "json-ld"), ("a.rdf", "xml")):
        (tmp_path / name).write_text(graph.serialize(format=form))
        found.append(catalogues.read("dcat", str(tmp_path / name)))
    assert found[0].sets == found[1].sets == found[2].sets
    (tmp_path / "b.ttl").write_text(STRANGE)
    (strange,) = catalogues.read("dcat", str(tmp_path / "b.ttl")).sets
    assert (strange.key, strange.publisher, strange.licence, strange.page) == ("only-this", "Somebody", "Ask us", "")
    assert [(one.name, one.form) for one in strange.distributions] == [("", "Paper"), ("f", "csv")]
    assert len(catalogues.read("dcat", str(tmp_path / "b.ttl")).faults) == 1
    (stops,) = (one for one in found[0].sets if "Bus stops" in one.title.values())
    assert (stops.title["vi"], stops.licence.endswith("/zero/1.0/")) == ("Trạm xe buýt", True)
    assert {one.form for one in stops.distributions} == {"CSV", "JSON", "PARQUET"}


STRANGE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
[] a dcat:Dataset ; dct:identifier "only-this" ; dct:title "T", "T2"@en ; dct:publisher "Somebody" ;
  dct:license [ rdfs:label "Ask us" ] ;
  dcat:distribution [ dct:format [ rdfs:label "Paper" ] ],
    [ dct:title "f" ; dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
      dcat:accessURL <https://a/f> ] .
[] a dcat:Dataset ; dct:title "Without an identifier" .
"""


def _door(hub: str) -> tuple[str, int]:
    host, _, port = hub.removeprefix("http://").partition(":")
    return host, int(port)


def test_a_folder_of_csv_files(hub, tmp_path):
    (tmp_path / "alone.csv").write_text("street,length\nA,1\n")
    (tmp_path / "empty.csv").write_text("")
    told = contract(column("code", primaryKey=True), column("size", "integer"), source="stewards") | {"id": "brought"}
    (tmp_path / "brought.csv").write_text("code,size\nA,1\nB,2\n")
    (tmp_path / "brought.yaml").write_text(yaml.safe_dump(told, allow_unicode=True))
    (tmp_path / "leads-out.csv").symlink_to("/etc/passwd")
    out = run(str(tmp_path))
    assert "1 sets, 1 new" in out
    assert "delivered: brought" in out
    assert Edition.objects.get(data_set__code="brought").rows == 2
    assert External.objects.get(key="alone.csv").told["about"] == {"": "street, length"}
    assert "delivered" not in run(str(tmp_path))
    (tmp_path / "brought.csv").write_text("code,size\nA,many\n")
    with pytest.raises(CommandError):
        run(str(tmp_path))
    (tmp_path / "brought.yaml").write_text(yaml.safe_dump(told | {"domain": "NONE"}, allow_unicode=True))
    with pytest.raises(CommandError):
        run(str(tmp_path))
    assert Edition.objects.filter(data_set__code="brought").count() == 1
    with pytest.raises(CommandError):
        run("nowhere")
    assert Source.objects.filter(code="nowhere").count() == 0


Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


def _said(content: bytes, **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def _onward(where: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", where)
        handler.end_headers()

    return answer


def _missing(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.send_response(404)
    handler.end_headers()


def _half(handler: http.server.BaseHTTPRequestHandler) -> None:
    """The first page of two, and no second one."""
    if "start=0" not in handler.path:
        _missing(handler)
        return
    result = {"count": 2, "results": [{"id": "1", "name": "a", "title": "A"}]}
    _said(json.dumps({"success": True, "result": result}).encode())(handler)


def _endless(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(1_000):
        handler.wfile.write(b" " * 65_536)


def _slow(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        time.sleep(0.1)


XML = "application/rdf+xml"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
LINKED = "application/ld+json"
HOSTILE: dict[str, tuple[Answer, str]] = {
    "/inner": (_onward("http://169.254.169.254/latest/"), "inner address"),
    "/file": (_onward("file:///etc/passwd"), "begins with http"),
    "/round": (_onward("/round"), "Too many redirects"),
    "/other-port": (_onward("http://127.0.0.1:1/"), "inner address"),
    "/gzip": (_said(b"x", Content_Encoding="gzip"), "Nothing compressed"),
    "/endless": (_endless, "larger than"),
    "/slow": (_slow, "too slow"),
    "/short": (_said(b"x", Content_Length="9"), "ends too early"),
    "/bomb.rdf": (_said(BOMB, Content_Type=XML), "DOCTYPE"),
    "/outside.rdf": (_said(OUTSIDE, Content_Type=XML), "DOCTYPE"),
    "/utf16.rdf": (_said(OUTSIDE.decode().encode("utf-16"), Content_Type=XML), "UTF-8"),
    "/ebcdic.rdf": (_said(b'<?xml version="1.0" encoding="cp037"?><x/>', Content_Type=XML), "UTF-8"),
    "/broken.rdf": (_said(b"<x", Content_Type=XML), "no xml"),
    "/context.jsonld": (_said(b'{"@context": "http://127.0.0.1/c"}', Content_Type=LINKED), "@context"),
    "/nested.jsonld": (_said(b'[{"a": {"@context": [{}, "http://127.0.0.1/c"]}}]', Content_Type=LINKED), "@context"),
    "/import.jsonld": (_said(b'{"@context": {"@import": "http://127.0.0.1/c"}}', Content_Type=LINKED), "@context"),
    "/deep.jsonld": (_said(b"[" * 100_000, Content_Type=LINKED), "JSON can't be read"),
    "/deep.ttl": (_said(b"<a> <b> " + b"[ <c> " * 20_000, Content_Type="text/turtle"), "no turtle"),
    "/page": (_said(b"<html></html>", Content_Type="text/html"), "is needed"),
    "/gone": (_missing, "answers 404"),
    "/half/api/3/action/package_search": (_half, "answers 404"),
}


class Hostile(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        try:
            HOSTILE.get(self.path.partition("?")[0], (_said(b'{"success": true, "result": 3}'), ""))[0](self)
        except OSError:
            """The reader has gone."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is said of requests."""


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def read(url: str, limits: Limits) -> None:
    answer = fetch(url, dcat.ACCEPT, limits)
    dcat.graph_of(answer.content, dcat.form_of(answer.media, answer.url), answer.url)


def test_what_is_hostile_is_refused_and_nothing_hangs(hostile):
    limits = Limits(bytes=200_000, seconds=0.7, inside=_door(hostile))
    for path, (_, words) in HOSTILE.items():
        started = time.monotonic()
        with pytest.raises(Refusal) as refused:
            read(hostile + path, limits)
        assert words in str(refused.value.faults[0].what["en"]), path
        assert time.monotonic() - started < 5, path
    with pytest.raises(Refusal, match="source-unread"):
        catalogues.read("ckan", hostile, inside=_door(hostile))
    for address in ("ftp://a/", "file:///etc/passwd", "http://user:word@a/", "http://", "http://a b/", "http://[::1/"):
        with pytest.raises(Refusal):
            fetch(address, "", Limits())


def test_half_a_catalogue_changes_nothing(hub, hostile):
    before = External.objects.count()
    with pytest.raises(CommandError):
        run(f"{hostile}/half", "--inside", "--kind", "ckan")
    assert External.objects.count() == before


def test_what_leads_on_is_never_a_file_of_this_machine(tmp_path: Path):
    graph = Graph().parse(data='[] <http://www.w3.org/ns/hydra/core#next> "/etc/passwd" .', format="turtle")
    assert dcat.next_page(graph) == ""
