"""The duties on their pages, as stewards and everyone else meet them."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.data.actions.agreements.agreeing import propose
from longbien.data.actions.duties.expire_editions import expire_editions
from longbien.data.actions.duties.note_consent import note_consent
from longbien.data.actions.duties.print_dossier import print_dossier
from longbien.data.actions.duties.record_breach import miss_notice, record_breach, step_breach
from longbien.data.models import Breach, ConsentNote, Dossier, Edition, Receipt, Weighing
from longbien.data.queries.duties.breaches import breaches
from longbien.data.queries.duties.meter import weighings
from longbien.data.queries.sets import card
from longbien.data.rules.agreement.written import digest as of
from longbien.data.rules.duties.statute import Threshold
from longbien.kernel.actor import SYSTEM
from longbien.kernel.citation import Citation
from longbien.kernel.refusal import Refusal
from longbien.people.registry import waiting_for
from longbien.record.actions.deliver import deliver
from longbien.record.models import Event
from tests.data.duties_make import CODE, HELD, answers, deliver_persons, in_force, list_persons, rows, terms
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db
DUTIES = "/en/data/duties/"


def steward(name: str = "Hà"):
    return actor("department-officer", name=name)


def english(name: str, args: list[object]) -> str:
    with translation.override("en"):
        return reverse(name, args=args)


def events(kind: str) -> int:
    return Event.objects.filter(type__startswith=kind).count()


def test_an_agreement_about_persons_waits_for_its_dossiers():
    list_persons()
    deliver_persons()
    team, proposer = organisation(), steward()
    lead = actor(lead_of=team.pk, name="Lan")
    made = propose(team.pk, terms(territory=("SG",)), by=proposer, at=NOW)
    client, page = client_of(lead), english("data:agreement", args=[made])
    shown = client.get(page).content.decode()
    assert "Impact-assessment dossier" in shown
    assert "Cross-border transfer dossier" in shown
    digest = terms(territory=("SG",))
    said = client.post(english("data:sign", args=[made]), {"side": "recipient", "digest": of(digest)})
    assert said.status_code == 409
    assert "Needed before signing: impact-assessment dossier, cross-border transfer dossier" in said.content.decode()
    for kind in ("impact", "transfer"):
        address = english("data:dossier", args=[made, kind])
        assert client.get(address).status_code == 200
        assert client.post(address, {}).status_code == 422
        assert client.post(address, answers(kind)).status_code == 302
        assert "Edition 1" in client.get(address).content.decode()
    assert client.get(reverse("data:dossier", args=[made, "other"])).status_code == 404
    assert client.get(reverse("data:dossier-pdf", args=[made, "impact"])).status_code == 404
    assert (
        client.post(reverse("data:sign", args=[made]), {"side": "recipient", "digest": of(digest)}).status_code == 302
    )
    assert client_of(actor(name="Ai đó")).get(reverse("data:dossier", args=[made, "impact"])).status_code == 404


def test_a_dossier_is_filed_and_printed():
    list_persons()
    deliver_persons()
    team, stewards = organisation(), (steward(), steward("Minh"))
    lead = actor(lead_of=team.pk, name="Lan")
    made = in_force(team.pk, stewards, lead, terms(territory=("SG",)))
    client, place = client_of(stewards[0]), reverse("data:dossier-file", args=[made, "transfer"])
    assert "to be filed by" in client.get(english("data:dossier", args=[made, "transfer"])).content.decode()
    assert len(waiting_for(stewards[0])) == 1
    assert client.post(place, {"filed_on": ""}).status_code == 422
    assert client.post(place, {"filed_on": "2990-01-01"}).status_code == 422
    assert client_of(lead).post(place, {"filed_on": "2026-11-20"}).status_code == 403
    assert client.post(place, {"filed_on": "2026-11-20", "reference": "12/HS"}).status_code == 302
    assert client.post(place, {"filed_on": "2026-11-20"}).status_code == 409
    assert waiting_for(stewards[0]) == ()
    print_dossier(made, kind="impact", number=1, at=NOW)
    print_dossier(made, kind="impact", number=1, at=NOW)
    paper = client.get(reverse("data:dossier-pdf", args=[made, "impact"]))
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert Dossier.objects.count() == 2


def test_the_register_is_derived_and_taken_away():
    list_persons(retention={"years": 2, "days": 1})
    deliver_persons()
    team = organisation()
    in_force(team.pk, (steward(), steward("Minh")), actor(lead_of=team.pk, name="Lan"), terms(territory=("SG", "JP")))
    shown = Client().get(DUTIES).content.decode()
    for words in ("Nhóm Sông Hồng: A study", "2 years 1 day", "SG, JP", "Register of processing"):
        assert words in shown, words
    head, line = csv.reader(io.StringIO(Client().get("/en/data/duties/register.csv").content.decode("utf-8-sig")))
    told = dict(zip(head, line, strict=True))
    assert (told["code"], told["recipient"], told["abroad"]) == (CODE, "Nhóm Sông Hồng", "SG; JP")
    assert reverse("data:processing-csv") in Client().get("/en/data/duties/").content.decode()
    assert reverse("data:agreements-csv") in Client().get("/en/data/agreements/").content.decode()
    assert Client().get("/data/duties/register.json").json()[0]["retention"] == "2 năm 1 ngày"


def test_data_past_a_threshold_wait_for_a_steward(monkeypatch):
    low = Threshold("important", "basic", 30, Citation("Decision 20/2025/QĐ-TTg"))
    for place in ("actions.duties.weigh_edition", "queries.duties.meter"):
        monkeypatch.setattr(f"longbien.data.{place}.thresholds", lambda: (low,))
    list_persons()
    deliver_persons()
    team, who = organisation(), steward()
    in_force(team.pk, (who, steward("Minh")), actor(lead_of=team.pk, name="Lan"), terms())
    whole, theirs = weighings()
    assert (whole.persons, whole.weight, whole.waits) == (36, "important", True)
    assert (theirs.recipient, theirs.persons, theirs.waits) == ("Nhóm Sông Hồng", 36, True)
    deliver_persons([*rows(), {"card": "THE-9999-MAI", "note": "", "size": 1}], at=NOW + timedelta(1))
    assert all(one.waits for one in weighings())
    assert Weighing.objects.count() == 4
    deliver_persons(rows(4), at=NOW + timedelta(2))
    deliver_persons(at=NOW + timedelta(3))
    whole, _ = weighings()
    assert len(waiting_for(who)) == 2
    client, page = client_of(who), reverse("data:weighing", args=[whole.crossing])
    assert "important data" in client.get("/en/data/trial-set").content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, {"words": ""}).status_code == 422
    assert client.post(page, {"words": "The authority was told"}).status_code == 302
    assert client.post(page, {"words": "again"}).status_code == 422
    assert "The authority was told" in Client().get(DUTIES).content.decode()


def test_a_breach_runs_against_its_clock():
    list_persons()
    who = steward()
    client, now = client_of(who), timezone.localtime()
    page = "/en/data/duties/breaches/new"
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 422
    told = {"data_set": CODE, "day": f"{now:%Y-%m-%d}", "time": "00:00", "serious": "yes", "words": "A disk was lost"}
    assert client.post(page, {**told, "day": "2990-01-01"}).status_code == 422
    assert client.post(page, told).status_code == 302
    assert len(waiting_for(who)) == 1
    one, shown = breaches()[0], Client().get(DUTIES).content.decode()
    assert one.owes
    assert "A disk was lost" not in shown
    assert client_of(actor(name="Ai đó")).get(reverse("data:breach", args=[one.id])).status_code == 404
    place = english("data:breach", args=[one.id])
    assert "A disk was lost" in client.get(place).content.decode()
    assert client.post(place, {"what": "other", "words": "x"}).status_code == 422
    assert client.post(place, {"what": "closed", "words": "It is found"}).status_code == 409
    assert client.post(place, {"what": "notified", "words": " "}).status_code == 422
    for what in ("notified", "persons", "closed"):
        assert client.post(place, {"what": what, "words": f"Told: {what}"}).status_code == 302
    assert client.post(place, {"what": "persons", "words": "again"}).status_code == 409
    assert not breaches()[0].is_open


def test_a_late_notice_is_late_for_ever():
    list_persons()
    who, known = steward(), timezone.now() - timedelta(hours=80)
    made = record_breach(CODE, words="Lost", known_at=known, is_serious=True, persons=3, by=who, at=timezone.now())
    small = record_breach(CODE, words="None", known_at=known, is_serious=False, persons=0, by=who, at=timezone.now())
    miss_notice(made, at=timezone.now())
    miss_notice(small, at=timezone.now())
    assert events("data.breach_late") == 1
    assert "The notice of 1 breach is late." in Client().get(DUTIES).content.decode()
    step_breach(made, what="notified", words="Told", by=who, at=timezone.now())
    late = next(one for one in breaches() if one.id == made)
    assert (late.clock, late.steps[0].is_late) == ("kept-late", True)
    with pytest.raises(Refusal):
        record_breach("none", words="x", known_at=known, is_serious=True, persons=None, by=who, at=timezone.now())
    assert Breach.objects.count() == 2


def test_consents_under_a_code():
    list_persons()
    who = steward()
    client, page = client_of(who), "/en/data/duties/consents/new"
    told = {"data_set": CODE, "person": HELD, "did": "withdrawn", "purpose": "Study of rides", "how": "paper"}
    assert client.post(page, told).status_code == 422
    assert client.post(page, {**told, "did": "given"}).status_code == 302
    assert "1 agree now, 0 took it back" in client.get(DUTIES).content.decode()
    assert client.post(page, told).status_code == 302
    assert "0 agree now, 1 took it back" in client.get(DUTIES).content.decode()
    note_consent(CODE, purpose="Study of rides", person=HELD, is_given=False, how="paper", by=who, at=NOW)
    assert ConsentNote.objects.count() == 2
    assert HELD not in str(list(ConsentNote.objects.values())) + str(list(Event.objects.values_list("leaf", flat=True)))
    assert client_of(actor(name="Ai đó")).get(page).status_code == 403


def test_editions_are_kept_no_longer_than_agreed():
    list_persons(retention={"days": 10})
    for n in range(3):
        deliver_persons(rows(20 + n), at=NOW + timedelta(days=4 * n))
    assert expire_editions(by=SYSTEM, at=NOW + timedelta(days=9)) == ()
    [one] = expire_editions(by=SYSTEM, at=NOW + timedelta(days=15))
    assert one.report["editions"] == [1, 2]
    assert (card(CODE).newest.rows, card(CODE).newest.number) == (22, 3)
    [rest] = expire_editions(by=SYSTEM, at=NOW + timedelta(days=30))
    assert (rest.report["editions"], card(CODE).newest.rows, card(CODE).newest.number) == ([3], 0, 4)
    assert expire_editions(by=SYSTEM, at=NOW + timedelta(days=60)) == ()
    page = Client().get(english("data:receipt", args=[rest.pk])).content.decode()
    assert "10 days" in page


def test_the_worker_deletes_what_is_over_by_itself():
    list_persons(retention={"days": 10})
    for n in range(2):
        deliver_persons(rows(20 + n), at=NOW + timedelta(days=4 * n))
    for days, standing in ((9, [1, 2]), (11, [2]), (13, [2]), (15, [3])):
        deliver(clock=lambda days=days: NOW + timedelta(days=days))
        assert list(Edition.objects.filter(gone=None).order_by("number").values_list("number", flat=True)) == standing
    assert [one.report["editions"] for one in Receipt.objects.order_by("at")] == [[1], [2]]


def test_a_contract_that_keeps_rows_for_a_shorter_time_is_followed():
    list_persons()
    deliver_persons()
    list_persons(retention={"days": 10})
    deliver(clock=lambda: NOW + timedelta(days=11))
    assert [one.report["editions"] for one in Receipt.objects.all()] == [[1]]


def test_erasing_on_the_command_line(monkeypatch, capsys):
    list_persons()
    deliver_persons()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{HELD}\n"))
    call_command("data", "erase", CODE, "--column", "card", "--value-from-stdin")
    made = Receipt.objects.get()
    said = capsys.readouterr().out
    assert made.digest in said
    assert HELD not in said
    page = Client().get(english("data:receipt", args=[made.pk])).content.decode()
    assert "nothing found any more" in page
    assert "Its rows are kept no more." in Client().get("/en/data/trial-set").content.decode()
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    with pytest.raises(CommandError):
        call_command("data", "erase", CODE, "--column", "card", "--value-from-stdin")
    call_command("data", "retain")
