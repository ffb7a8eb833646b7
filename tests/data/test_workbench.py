"""The workbench: open sets are asked by everyone, questions are saved, shared inside an agreement, and removed."""

import io
import re
from datetime import timedelta

import pyarrow as pa
import pytest
from django.test import Client
from django.urls import reverse

from longbien.data.actions.agreements.agreeing import revoke
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.actions.workbench.keeping import remember
from longbien.data.models import DataSet, Question, Use
from longbien.data.privacy import erase, export
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from longbien.record.models import Event
from tests.data.make import column, contract
from tests.data.test_asking import Shared
from tests.people.make import NOW, actor, client_of

pytestmark = pytest.mark.django_db
OPEN, COUNTED = "/en/data/trial-set/ask", "SELECT kind, count(*) AS n FROM trial_set GROUP BY ALL ORDER BY 1"


@pytest.fixture
def opened():
    data = contract(column("code", primaryKey=True), column("kind"))
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    deliver("trial-set", [{"code": str(n), "kind": "ab"[n % 2]} for n in range(9)], by=SYSTEM, at=NOW)


def page(reply) -> str:
    return reply.content.decode()


def test_everyone_asks_an_open_set_and_gets_table_chart_and_files(opened):
    client = Client()
    assert "GROUP BY kind" in page(client.get(OPEN))
    answer = page(client.post(OPEN, {"statement": COUNTED}))
    assert '<td>a</td><td class="num">5</td>' in answer
    assert 'aria-label="n / kind"' in answer
    assert "to save questions" in answer
    drawn = page(client.post(OPEN, {"statement": COUNTED, "kind": "bar", "x": "kind", "y": "n"}))
    assert '<svg class="bar"' in drawn
    arrow = client.post(OPEN, {"statement": COUNTED, "as": "arrow"})
    assert pa.ipc.open_file(io.BytesIO(arrow.content)).read_all().to_pylist()[1] == {"kind": "b", "n": 4}
    assert Use.objects.get(way="sql").count == 3
    assert not Question.objects.exists()
    refused = client.post(OPEN, {"statement": "SELECT * FROM record_event"})
    assert (refused.status_code, "record_event</textarea>" in page(refused)) == (422, True)
    for way in ({}, {"as": "csv"}):
        beyond = client.post(OPEN, {"statement": "SELECT DATE '9999-12-31' + 1 AS d", **way})
        assert (beyond.status_code, "+ 1 AS d</textarea>" in page(beyond)) == (422, True)
    assert client.post(OPEN, {"statement": COUNTED, "do": "save", "name": "x"}).status_code == 404
    assert client.get("/en/data/none/ask").status_code == 404


def test_a_shared_set_is_not_open(opened):
    shared = Shared()
    assert client_of(shared.lead).get(OPEN).status_code == 403
    assert Client().post(OPEN, {"statement": COUNTED}).status_code == 403


def test_a_question_is_saved_opened_by_others_and_removed(opened):
    lan, other = client_of(actor(name="Lan")), client_of(actor(name="Minh"))
    lan.post(OPEN, {"statement": COUNTED})
    lan.post(OPEN, {"statement": COUNTED})
    assert Question.objects.get().name == ""
    nameless = lan.post(OPEN, {"statement": COUNTED, "do": "save", "name": " "})
    assert (nameless.status_code, "Give the question a name" in page(nameless)) == (422, True)
    assert other.get(reverse("data:question", args=[Question.objects.get().pk])).status_code == 404
    saved = lan.post(OPEN, {"statement": COUNTED, "do": "save", "name": "By kind", "kind": "bar"})
    assert saved.status_code == 302
    address = saved["Location"]
    deliver("trial-set", [{"code": str(n), "kind": "ab"[n % 2]} for n in range(20)], by=SYSTEM, at=NOW)
    for client in (lan, other, Client()):
        shown = page(client.get(address))
        assert '<td class="num">10</td>' in shown
        assert '<svg class="bar"' in shown
    assert "By kind" in page(lan.get(OPEN))
    assert "By kind" not in page(other.get(OPEN))
    assert "Remove" not in page(Client().get(address))
    gone = f"{address}/remove"
    assert other.post(gone).status_code in (403, 404)
    assert lan.post(gone).status_code == 302
    assert lan.get(address).status_code == 404
    kinds = list(Event.objects.filter(type__startswith="data.question").order_by("pk").values_list("type", flat=True))
    assert kinds == ["data.question_saved/1", "data.question_removed/1"]


def test_a_question_under_an_agreement_is_for_its_parties_while_it_holds():
    shared = Shared()
    lead, address = client_of(shared.lead), reverse("data:ask", args=[shared.id])
    statement = "SELECT size, count(*) AS n FROM trial_set GROUP BY ALL ORDER BY 1"
    saved = lead.post(address, {"statement": statement, "do": "save", "name": "Sizes"})["Location"]
    colleague = client_of(actor(member_of=next(iter(shared.lead.organisations)), name="Bình"))
    assert '<td class="num">30</td><td class="num">10</td>' in page(colleague.get(saved))
    assert "Sizes" in page(colleague.get(address))
    assert client_of(actor(name="Ai đó")).get(saved).status_code == 404
    assert Client().get(saved).status_code in (302, 404)
    revoke(shared.id, reason="over", by=shared.stewards[0], at=NOW)
    assert "30</td>" not in page(lead.get(saved))
    assert lead.get(saved).status_code == 409
    assert lead.get(address)["Location"] == reverse("data:agreement", args=[shared.id])


def test_only_the_newest_are_remembered_and_all_are_forgotten(opened):
    lan = actor(name="Lan")
    data_set = DataSet.objects.get().pk
    for n in range(32):
        remember(data_set, None, f"SELECT {n}", by=lan, at=NOW + timedelta(n))
    assert Question.objects.filter(person_id=lan.id).count() == 30
    assert len(re.findall(r"statement=SELECT", page(client_of(lan).get(OPEN)))) == 10
    assert export(lan.person_id).data["questions"][0]["statement"] == "SELECT 2"
    (erased,) = erase(lan.person_id, NOW).erased
    assert (erased[1], Question.objects.count()) == (30, 0)
