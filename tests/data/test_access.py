"""Access to data as a procedure: asked for, judged, decided, agreed, renewed, told of in time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from longbien.data.actions.access.remind import note_ending, write_of_ending, write_of_revocation
from longbien.data.actions.agreements.agreeing import revoke, sign
from longbien.data.models import Agreement, Ground, NationalShare, Quarantine, Query, Request
from longbien.data.privacy import export
from longbien.data.queries.access import asked_lately, late_sets, stewarded, to_sign
from longbien.data.waiting.access import endings, signatures
from longbien.kernel.refusal import Refusal
from longbien.people.queries import today
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case
from longbien.procedures.registry import fitter_named
from longbien.record.models import Delivery, Event
from tests.data.make_access import ETHICS, PROOF, Access, access, answers, listed
from tests.people.make import NOW, actor, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Access:
    people = access()
    listed()
    return people


def both_sign(room: Access, found: Agreement) -> None:
    for side, by in (("recipient", room.lead), ("publisher", room.second)):
        sign(found.pk, side=side, text=found.digest, proof=PROOF, by=by, at=NOW)


def faults(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.where for fault in refused.value.faults]


def test_from_a_request_to_an_agreement_in_force(room):
    case_id = room.ask()
    asked = Request.objects.get()
    assert (asked.pk, asked.data_set.code, asked.organisation) == (case_id, "trial-set", room.team)
    room.decided_on(case_id)
    steward = client_of(room.steward)
    assert Case.objects.get().number in steward.get("/en/data/steward/").content.decode()
    found = room.grant(case_id)
    assert found.terms["columns"] == [{"column": "size", "mask": "round", "step": 10}]
    assert found.terms["purpose"] == answers()["purpose"]
    assert Ground.objects.get().case_id == case_id
    assert [(row.pk, side) for row, side in to_sign(room.lead)] == [(found.pk, "recipient")]
    assert not list(to_sign(room.steward)), "whoever proposed it does not sign it"
    assert [side for _, side in to_sign(actor("hub-admin", name="Quản trị"))] == ["publisher"]
    assert not list(to_sign(room.stranger))
    assert [one.url for one in signatures(room.second)] == [reverse("data:agreement", args=[found.pk])]
    both_sign(room, found)
    mine = client_of(room.lead).get("/en/data/mine/").content.decode()
    assert "<code>trial_set</code>" in mine
    case_page = client_of(room.lead).get(reverse("procedures:case", args=[case_id])).content.decode()
    assert reverse("data:agreement", args=[found.pk]) in case_page
    page = client_of(room.lead).get(reverse("data:agreement", args=[found.pk])).content.decode()
    assert reverse("procedures:case", args=[case_id]) in page


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"columns": ["name"]}, "/personal"),
        ({"until": str(today() - timedelta(2))}, "/until"),
        ({"data_set": "nothing"}, "/data_set"),
    ],
)
def test_a_request_is_refused_at_the_question_that_is_wrong(room, changes, where):
    with pytest.raises(Refusal) as refused:
        room.ask(**changes)
    assert faults(refused) == [where]
    assert not Request.objects.exists()


@pytest.mark.parametrize("fair", [True, False])
def test_data_about_persons_passes_ethics_and_both_opinions_count(room, fair):
    case_id = room.ask(columns=["name", "size"], personal=True, **ETHICS)
    with pytest.raises(Refusal, match="guard"):
        perform(case_id=case_id, action="pass", by=room.officer, at=NOW)
    room.decided_on(case_id, fair=fair, personal=True)
    if fair:
        assert room.grant(case_id).data_set.code == "trial-set"
        return
    with pytest.raises(Refusal, match="guard"):
        room.grant(case_id)


def test_only_the_owner_decides_and_grants_no_more_than_was_asked(room):
    case_id = room.decided_on(room.ask())
    with pytest.raises(Refusal, match="not-the-owner"):
        room.grant(case_id, by=room.stranger)
    with pytest.raises(Refusal) as refused:
        room.grant(case_id, columns=[{"column": "name", "mask": "as-is"}], until=str(today() + timedelta(91)))
    assert faults(refused) == ["/columns/0/column", "/until"]
    with pytest.raises(Refusal) as refused:
        room.grant(case_id, columns=[{"column": "size", "mask": "year"}])
    assert faults(refused) == ["/columns/0/mask"]
    assert not Agreement.objects.exists()


def test_against_counsel_nothing_is_granted_and_a_refusal_has_reasons(room):
    case_id = room.decided_on(room.ask(), lawful=False)
    with pytest.raises(Refusal, match="guard"):
        room.grant(case_id)
    perform(case_id=case_id, action="refuse", reason="There is no ground.", by=room.steward, at=NOW)
    assert Case.objects.get().state == "refused"


def test_the_forms_know_the_data_set(room):
    request, terms = fitter_named("data.request"), fitter_named("data.terms")
    assert request.shaped({}, {}).choices == {}
    fit = request.shaped({"data_set": "trial-set"}, {})
    assert [one.value for one in fit.choices["columns"]] == ["name", "size"]
    assert "columns" in fit.hints
    assert [one.where for one in request.against(answers(columns=["name"]), NOW)] == ["/personal"]
    assert request.against({}, NOW) == terms.against({}, NOW) == ()
    assert terms.shaped({}, {}).proposed == {}
    fit = terms.shaped({}, {"request": answers()})
    assert fit.proposed["columns"] == [{"column": "size", "mask": "as-is"}]
    assert [one.value for one in fit.choices["columns/column"]] == ["size"]


def test_it_is_told_of_before_it_ends_and_renewed_by_a_shorter_case(room):
    found = room.grant(room.decided_on(room.ask()))
    both_sign(room, found)
    assert Delivery.objects.filter(reaction__endswith="ends_soon").count() == 1
    assert [one.url for one in endings(room.lead)] == [reverse("data:agreement", args=[found.pk])]
    note_ending(found.pk, at=NOW)
    assert Event.objects.filter(type__startswith="data.agreement_ends_soon").exists()
    assert write_of_ending(found.pk) == 3
    assert room.team.name in mail.outbox[0].body
    with pytest.raises(Refusal) as refused:
        room.renewal(found, 30)
    assert faults(refused) == ["/until"]
    case_id = room.renewal(found, 60)
    with pytest.raises(Refusal) as refused:
        room.grant(case_id, until=str(today() + timedelta(61)))
    assert "/until" in faults(refused) or "/columns" in faults(refused)
    perform(case_id=case_id, action="grant", data={"until": str(today() + timedelta(60))}, reason="It goes on.",
            proof=PROOF, by=room.steward, at=NOW)  # fmt: skip
    newer = Agreement.objects.exclude(pk=found.pk).get()
    assert newer.ground.renews == found
    assert (newer.terms["columns"], newer.until) == (found.terms["columns"], today() + timedelta(60))
    assert not list(endings(room.lead))


def test_nobody_renews_what_is_not_theirs_or_was_revoked(room):
    found = room.grant(room.decided_on(room.ask()))
    with pytest.raises(Refusal, match="not-in-force"):
        room.renewal(found, 60)
    both_sign(room, found)
    revoke(found.pk, reason="It was misused.", by=room.steward, at=NOW)
    assert Delivery.objects.filter(reaction__endswith="tell_of_revocation").count() == 1
    assert write_of_revocation(found.pk) == 1
    with pytest.raises(Refusal, match="not-in-force"):
        room.renewal(found, 60)
    note_ending(found.pk, at=NOW)
    assert not Event.objects.filter(type__startswith="data.agreement_ends_soon").exists()
    register = Client().get("/en/data/agreements/").content.decode()
    assert "It was misused." in register
    assert "Rounded down to a step" in register
    table = Client().get(reverse("data:agreements-csv")).content.decode()
    assert "size: round" in table


def test_a_steward_sees_what_is_asked_late_and_set_apart(room):
    listed(frequency="DAILY")
    found = room.grant(room.decided_on(room.ask()))
    Query.objects.create(agreement=found, digest="0" * 64, refused="unknown-column", at=NOW)
    [row] = stewarded(room.steward)
    [asked] = asked_lately([row], since=NOW - timedelta(1))
    assert (asked.asked, asked.refused) == (1, 1)
    assert [one.card.code for one in late_sets([row])] == (["trial-set"] if today() > NOW.date() + timedelta(2) else [])
    Quarantine.objects.create(
        data_set=row, rows=2, broken=1, report={}, file="x", sha256="0" * 64, at=timezone.now(), entry_id=found.entry_id
    )
    desk = client_of(room.steward).get("/en/data/steward/").content.decode()
    assert '/data/trial-set">A trial set</a>' in desk
    assert client_of(room.stranger).get("/data/steward/").status_code == 403
    assert client_of(room.lead).get("/data/steward/").status_code == 403


def test_a_steward_tells_of_the_national_platform(room):
    steward, address = client_of(room.steward), "/en/data/steward/trial-set/national"
    assert steward.get(address).status_code == 200
    assert client_of(room.stranger).get(address).status_code == 403
    assert steward.get("/data/steward/nothing/national").status_code == 404
    said = {"since": str(today()), "address": "https://data.example.org/set"}
    for wrong in ({"since": str(today() + timedelta(1))}, {"address": "javascript:alert(1)"}, {"address": "https://["}):
        assert steward.post(address, said | wrong).status_code == 422, wrong
    assert steward.post(address, said).status_code == 302
    assert NationalShare.objects.get().address == said["address"]
    assert said["address"] in Client().get("/data/strategy/").content.decode()
    assert export(room.steward.person_id).data["strategy"]


@pytest.mark.parametrize(("meanwhile", "code"), [("revoked", "not-in-force"), ("renewed", "renewed-already")])
def test_what_was_revoked_or_renewed_since_it_was_asked_is_not_renewed(room, meanwhile, code):
    found = room.grant(room.decided_on(room.ask()))
    both_sign(room, found)
    first, second = room.renewal(found, 60), room.renewal(found, 61)
    if meanwhile == "revoked":
        revoke(found.pk, reason="It was misused.", by=room.steward, at=NOW)
    else:
        renew(room, first)
    with pytest.raises(Refusal, match=code):
        renew(room, second)


def renew(room, case_id):
    perform(case_id=case_id, action="grant", data={"until": str(today() + timedelta(60))}, reason="It goes on.",
            proof=PROOF, by=room.steward, at=NOW)  # fmt: skip
