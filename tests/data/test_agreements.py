"""An agreement from its proposal to its end, on its pages, as steward and recipient meet them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Agreement, Revocation
from longbien.data.queries.agreements import agreement_view
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from longbien.people.queries import today
from tests.data.make import column, contract
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db
AGREE = "/en/data/trial-set/agree"


@pytest.fixture
def listed():
    data = contract(column("name", classification="personal"), column("size", "integer"), access="shared")
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    rows = [{"name": f"Người {n}", "size": n} for n in range(30)]
    deliver("trial-set", rows, by=SYSTEM, at=NOW)


def form(**more):
    return {
        "organisation": "Nhóm Sông Hồng", "purpose": "A study", "until": str(today() + timedelta(30)),
        "columns-0-column": "name", "columns-0-mask": "pseudonym",
        "columns-1-column": "size", "columns-1-mask": "round", "columns-1-step": "10",
        "rows-0-column": "size", "rows-0-operator": "at-least", "rows-0-values": "20", **more,
    }  # fmt: skip


def propose(steward: Client) -> Agreement:
    reply = steward.post(AGREE, form())
    assert reply.status_code == 302, reply.content.decode()
    return Agreement.objects.get()


def sign(client: Client, found: Agreement, side: str, **more):
    return client.post(reverse("data:sign", args=[found.pk]), {"side": side, "digest": found.digest, **more})


def test_from_proposal_to_revocation(listed):
    team = organisation()
    first, second = (client_of(actor("department-officer", name=name)) for name in ("Hà", "Minh"))
    lead = client_of(actor(lead_of=team.pk, name="Lan"))
    stranger = client_of(actor(name="Ai đó"))
    assert "Propose an agreement" in first.get("/en/data/trial-set").content.decode()
    assert "Propose an agreement" not in lead.get("/en/data/trial-set").content.decode()
    found = propose(first)
    page = reverse("data:agreement", args=[found.pk])
    assert "somebody else signs it for the publisher" in first.get(page).content.decode()
    assert "somebody else signs it for the publisher" not in second.get(page).content.decode()
    assert '/data/trial-set"' in second.get(page).content.decode()
    shown = lead.get(page).content.decode()
    assert "10 rows of the newest edition" in shown
    assert "<td>" not in shown  # not before both have signed
    assert "<td>" in first.get(page).content.decode()
    assert stranger.get(page).status_code == 404
    assert lead.get(reverse("data:agreements")).status_code == 200
    assert sign(first, found, "publisher").status_code == 403
    assert sign(lead, found, "publisher").status_code == 403
    assert sign(lead, found, "nobody").status_code == 404
    assert sign(lead, found, "recipient", digest="0" * 64).status_code == 409
    assert sign(lead, found, "recipient").status_code == 302
    assert sign(lead, found, "recipient").status_code == 409
    assert agreement_view(found).state == "proposed"
    assert sign(second, found, "publisher").status_code == 302
    assert agreement_view(Agreement.objects.get()).state == "in-force"
    shown = lead.get(page).content.decode()
    assert "<td>" in shown
    assert "Người 2" not in shown
    end = reverse("data:revoke", args=[found.pk])
    assert lead.post(end, {"reason": "no"}).status_code == 403
    assert second.post(end, {"reason": " "}).status_code == 422
    assert second.post(end, {"reason": "The study is over"}).status_code == 302
    assert second.post(end, {"reason": "again"}).status_code == 409
    assert Revocation.objects.get().reason == "The study is over"
    after = lead.get(page).content.decode()
    assert "The study is over" in after
    assert "the agreement is over, and no row" in after
    assert "rows of the newest edition" not in after
    assert "<td>" not in after
    assert "đã thu hồi" in Client().get("/data/agreements/").content.decode()


def test_a_faulty_proposal_keeps_what_was_written(listed):
    organisation()
    steward = client_of(actor("department-officer"))
    reply = steward.post(AGREE, form(**{"rows-0-values": "many", "columns-0-mask": "year"}))
    assert reply.status_code == 422
    assert "“many” is no value of this column" in reply.content.decode()
    reply = steward.post(AGREE, form(**{"columns-0-mask": "year"}))
    assert "can&#x27;t be done to a string" in reply.content.decode()
    assert 'value="20"' in reply.content.decode()
    assert steward.post(AGREE, form(organisation="Nobody")).status_code == 422
    assert steward.post(AGREE, {"_add": "rows"}).status_code == 200
    assert steward.get("/data/none/agree").status_code == 404
    assert client_of(actor(name="Ai đó")).get(AGREE).status_code == 404
    assert not Agreement.objects.exists()


def test_an_agreement_ends_with_its_last_day_and_is_signed_no_more(listed, monkeypatch):
    team = organisation()
    found = propose(client_of(actor("department-officer")))
    lead = client_of(actor(lead_of=team.pk, name="Lan"))
    later = today() + timedelta(40)
    for place in ("longbien.data.queries.agreements.today", "longbien.data.actions.agreements.agreeing.today"):
        monkeypatch.setattr(place, lambda: later)
    assert agreement_view(found).state == "expired"
    assert sign(lead, found, "recipient").status_code == 409
    assert Client().get("/en/data/agreements/").content.decode().count("over") >= 1
