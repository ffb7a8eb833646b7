"""What people read before they apply: the fee, what silence means, where to appeal."""

import pytest
import rdflib
from django.urls import reverse
from django.utils import translation

from longbien.procedures.rules.authoring.cpsv import service_document
from longbien.procedures.rules.desk.terms import appeals, costs, silences
from longbien.procedures.rules.migrating.verdicts import Edition
from tests.procedures import make
from tests.procedures.test_cpsv import CPSV, CV, DCT, PROVIDER, graph
from tests.procedures.world import other


def full():
    """A service with all three, and a step that goes on by itself when it is late."""
    spec = {
        "states.paying": {"title": make.bi("Fee"), "sla": {"within": "5wd", "then": "lapse"}},
        "states.screening": {"sla": {"within": "3wd", "then": "pass_on"}},
        "states.decision": {"sla": {"within": "6wd", "then": "silent"}, "silence": "approval"},
        "states.lapsed": {"title": make.bi("Unpaid"), "final": True},
        "states.rejected": {"final": True, "appeal": {"procedure": "test.appeal", "within": "10wd", "reopen": "again"}},
        "actions.submit.to": "paying",
        "actions.submit.fee": {"minor": "200000", "currency": "VND"},
        "actions.go_on": make.action("paying", "screening", "system", auto=True, guard="case.fees_paid"),
        "actions.lapse": make.action("paying", "lapsed", "system"),
        "actions.pass_on": make.action("screening", "decision", "system"),
        "actions.silent": make.action("decision", "accepted", "system"),
        "actions.again": make.action("rejected", "decision", "system", require=["reason"]),
        "actions.approve.from": "decision",
        "actions.reject.from": "decision",
    }
    return make.changed(make.sample(), {"set": spec})


def test_a_fee_is_told_with_its_time_and_what_follows():
    (cost,) = costs(make.definition(full()))
    assert (cost.amount.minor, str(cost.within), cost.otherwise["en"]) == (200000, "5wd", "Unpaid")


def test_a_fee_that_nothing_waits_for_has_no_time_of_its_own():
    data = make.changed(make.sample(), {"set": {"actions.submit.fee": {"minor": "1", "currency": "VND"}}})
    (cost,) = costs(make.definition(data))
    assert (cost.within, cost.otherwise) == (None, None)
    data = make.changed(full(), {"set": {"states.paying.sla": {"within": "5wd"}}, "drop": ["actions.lapse"]})
    (cost,) = costs(make.definition(data))
    assert (str(cost.within), cost.otherwise) == ("5wd", None)


@pytest.mark.parametrize(
    ("silence", "vi", "en"),
    [("approval", "được chấp thuận", "counts as approved"), ("refusal", "bị từ chối", "counts as refused")],
)
def test_silence_is_told_in_words(silence, vi, en):
    data = make.changed(full(), {"set": {"states.decision.silence": silence}})
    passes, decides = silences(make.definition(data))
    assert passes.words["en"] == (
        "If nothing is decided at “Being checked” within 3 working days, the case goes on by itself: Do."
    )
    assert vi in decides.words["vi"]
    assert en in decides.words["en"]


def test_where_nothing_is_said_nothing_is_told():
    definition = make.definition(make.changed(make.sample(), {"set": {"states.screening": {"sla": {"within": "3wd"}}}}))
    assert (costs(definition), silences(definition), appeals(definition)) == ((), (), ())


def test_the_catalogue_for_machines_tells_the_same():
    found = graph(service_document(Edition(make.definition(full()), make.sample_forms()), PROVIDER))
    service = rdflib.URIRef("https://hub.example/services/test.sample")
    cost = found.value(service, CV.hasCost)
    assert (cost, rdflib.RDF.type, CV.Cost) in found
    assert found.value(cost, CV.hasValue) == rdflib.Literal("200000", datatype=rdflib.XSD.double)
    assert str(found.value(cost, CV.currency)).endswith("/VND")
    said = [str(one) for rule in found.objects(service, CPSV.follows) for one in found.objects(rule, DCT.description)]
    assert any("counts as approved" in one for one in said)
    assert any("you may appeal within 10 working days" in one for one in said)


@pytest.mark.django_db
def test_the_page_of_a_service_tells_all_three(client):
    make.published(other("test.appeal") | {"about": "procedures.case", "title": make.bi("The appeal")}, {})
    make.published(full())
    english, vietnamese = pages(client)
    for said in (
        "owed once “Submit” is done", "You have 5 working days to pay", "If it is not paid by then: Unpaid",
        "counts as approved", "you may appeal within 10 working days", "The appeal", "Promised: at most 9 working days",
    ):  # fmt: skip
        assert said in english, said
    for said in ("phải nộp sau khi", "được coi là được chấp thuận", "Có thể khiếu nại kết quả"):
        assert said in vietnamese, said


@pytest.mark.django_db
def test_the_page_says_so_where_there_is_none(client):
    make.published()
    english, vietnamese = pages(client)
    for said in ("No fee.", "Nothing is decided by itself", "no appeal of its own"):
        assert said in english, said
    assert "Không thu phí" in vietnamese


def pages(client):
    found = []
    for language in ("en", "vi"):
        with translation.override(language):
            page = client.get(reverse("procedures:service", args=["test.sample"])).content.decode()
        found.append(" ".join(page.split()).replace("&nbsp;", " "))
    return found
