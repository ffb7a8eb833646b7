"""Services as CPSV-AP 3.2 JSON-LD: against what the specification asks, and against its SHACL shapes where they are.

`$LONGBIEN_CONFORMANCE/cpsv-ap/cpsv-ap-SHACL.ttl` holds the shapes of the release 3.2.0; without them the last test is
not run.
"""

import json
import os
from pathlib import Path

import pytest
import rdflib
from django.urls import reverse
from pyshacl import validate

from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.rules.authoring.cpsv import Provider, catalogue_document, processing_time, service_document
from longbien.procedures.rules.migrating.verdicts import Edition
from tests.procedures import make

CPSV, CV = rdflib.Namespace("http://purl.org/vocab/cpsv#"), rdflib.Namespace("http://data.europa.eu/m8g/")
DCT, ELI = rdflib.Namespace("http://purl.org/dc/terms/"), rdflib.Namespace("http://data.europa.eu/eli/ontology#")
HUB = ["challenge-application", "stage-gate", "controlled-testing-licence"]
SHAPES = Path(os.environ.get("LONGBIEN_CONFORMANCE", "none")) / "cpsv-ap/cpsv-ap-SHACL.ttl"
PROVIDER = Provider(
    Text.of(vi="Trung tâm", en="Centre"), Text.of(vi="Thành phố", en="City"), ("vi", "en"), "https://hub.example"
)


def edition(changes=None, forms=None):
    data = make.changed(make.sample(), {"set": changes or {}})
    return Edition(make.definition(data), forms or make.sample_forms())


def graph(document):
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld")


def test_what_the_specification_asks_of_a_service():
    law = {"type": "cpsv:PublicService", "output": "permit", "channels": ["web", "post"]}
    law |= {"legal_basis": [{"source": "Law on trials", "locator": "Art. 5"}], "summary": make.bi("In short")}
    changes = {"service": law, "states.screening": {"sla": {"within": "3wd"}}, "title": make.bi("Permit")}
    found = graph(service_document(edition(changes), PROVIDER))
    service = rdflib.URIRef("https://hub.example/services/test.sample")
    assert (service, rdflib.RDF.type, CPSV.PublicService) in found
    assert str(found.value(service, DCT.identifier)) == "test.sample"
    assert {(str(one), one.language) for one in found.objects(service, DCT.title)} == {
        ("Permit (vi)", "vi"),
        ("Permit", "en"),
    }
    assert {one.language for one in found.objects(service, DCT.description)} == {"vi", "en"}
    authority = found.value(service, CV.hasCompetentAuthority)
    assert (authority, rdflib.RDF.type, CV.PublicOrganisation) in found
    assert found.value(authority, DCT.spatial) is not None
    assert found.value(service, CV.processingTime) == rdflib.Literal("P5D", datatype=rdflib.XSD.duration)
    assert len(list(found.objects(service, CV.hasChannel))) == 2
    assert [str(found.value(one, DCT.title)) for one in found.objects(service, CV.hasLegalResource)] == [
        "Law on trials, Art. 5"
    ]
    assert (found.value(service, CV.hasLegalResource), rdflib.RDF.type, ELI.LegalResource) in found
    assert (found.value(service, CPSV.produces), rdflib.RDF.type, CV.Output) in found
    assert [str(found.value(one, DCT.identifier)) for one in found.objects(service, CPSV.hasInput)] == [
        "test.sample#request"
    ]
    assert {str(one).rpartition("/")[2] for one in found.objects(service, DCT.language)} == {"VIE", "ENG"}


def test_what_is_not_known_is_left_out():
    found = graph(service_document(edition(), PROVIDER))
    service = rdflib.URIRef("https://hub.example/services/test.sample")
    assert found.value(service, CV.processingTime) is None
    assert found.value(service, CV.hasLegalResource) is None


def test_the_time_of_a_service_is_that_of_its_offices():
    states = {"draft": {"edit": ["applicant"], "sla": {"within": "9wd"}}, "screening": {"sla": {"within": "12wh"}}}
    states |= {
        "accepted": {"final": True},
        "rejected": {"final": True},
        "more_info": {"clock": "stop", "sla": {"within": "9wd"}},
    }
    assert processing_time(edition({"states": states}).definition) == "P3D"


def test_a_form_is_called_by_its_own_title():
    forms = {"request": make.sample_forms()["request"] | {"x-title": make.bi("The request")}}
    nodes = catalogue_document((edition(forms=forms),), PROVIDER)["@graph"]
    assert [one["dct:title"][1]["@value"] for one in nodes if one["@type"] == "cv:Evidence"] == ["The request"]


@pytest.fixture
def served(client, db):
    for name in HUB:
        publish_version(bundle=make.hub_bundle(name), by=SYSTEM, at=make.MONDAY)
    return client


def test_the_pages_serve_one_and_all(served):
    reply = served.get(reverse("procedures:service-jsonld", args=["hanoi.stage-gate"]))
    assert (reply.status_code, reply["Content-Type"]) == (200, "application/ld+json")
    assert len(list(graph(reply.json()).subjects(rdflib.RDF.type, CPSV.PublicService))) == 1
    all_of_them = graph(served.get(reverse("procedures:catalogue-jsonld")).json())
    assert len(list(all_of_them.subjects(rdflib.RDF.type, CPSV.PublicService))) == len(HUB)
    assert served.get(reverse("procedures:service-jsonld", args=["hanoi.nothing"])).status_code == 404


@pytest.mark.skipif(not SHAPES.is_file(), reason="not run: no CPSV-AP shapes in $LONGBIEN_CONFORMANCE")
def test_the_catalogue_conforms_to_the_shapes_of_the_specification(served):
    shapes = rdflib.Graph().parse(SHAPES)
    document = served.get(reverse("procedures:catalogue-jsonld")).json()
    conforms, _, words = validate(graph(document), shacl_graph=shapes)
    assert conforms, words
    broken = json.loads(json.dumps(document).replace("dct:identifier", "dct:other"))
    assert not validate(graph(broken), shacl_graph=shapes)[0]
