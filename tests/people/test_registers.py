"""Papers of persons, registrations of organisations, time zones: what is kept, what is shown, what is refused."""

from datetime import date

import pytest
from django.conf import settings

from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people import models, queries
from longbien.people.actions.edit_person import detail_person
from longbien.people.actions.registers.register_number import state_registration, verify_organisation
from longbien.people.actions.registers.state_paper import state_paper, take_back_paper
from longbien.people.registry import waiting_for
from longbien.record.models import Event, Opening
from longbien.record.queries import entries
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db
ID, TAX = "001 087 000 123", "0100233488"


def state(by, number=ID, kind="citizen-id", country="VN"):
    state_paper(kind=kind, country=country, number=number, by=by, at=NOW)


def test_a_number_is_recognised_and_nowhere_to_be_read():
    lan = actor()
    state(lan)
    assert queries.holds_paper(lan.person_id, "citizen-id", "VN", "001087000123")
    assert not queries.holds_paper(lan.person_id, "citizen-id", "VN", "001087000124")
    assert not queries.holds_paper(lan.person_id, "citizen-id", "VN", "nonsense")
    (paper,) = models.Paper.objects.all()
    stored = " ".join([paper.digest, *Event.objects.values_list("leaf", flat=True)])
    stored += " ".join(Opening.objects.values_list("value", flat=True))
    assert "001087000123" not in stored
    assert len(paper.digest) == 64
    assert all(paper.digest not in leaf for leaf in Event.objects.values_list("leaf", flat=True))
    assert [one.kind for one in queries.papers_of(lan.person_id)] == ["citizen-id"]


def test_the_hash_needs_the_key_of_the_hub(settings):
    lan = actor()
    state(lan)
    settings.ENV = type("Other", (), {"identity_key": "another key"})
    assert not queries.holds_paper(lan.person_id, "citizen-id", "VN", "001087000123")


def test_a_passport_counts_with_its_country_and_replaces_the_one_before():
    lan = actor()
    state(lan, "c01x 00t47", "passport", "DE")
    state(lan, "C01X00T48", "passport", "DE")
    assert models.Paper.objects.count() == 1
    assert queries.holds_paper(lan.person_id, "passport", "DE", "c01x00t48")
    assert not queries.holds_paper(lan.person_id, "passport", "FR", "C01X00T48")
    assert not queries.holds_paper(lan.person_id, "passport", "DE", "C01X00T47")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"number": "123"}, "number"),
        ({"number": "TOOLONG123", "kind": "passport"}, "number"),
        ({"number": "C01X00T48", "kind": "passport", "country": "XX"}, "country"),
    ],
)
def test_what_can_be_no_number_is_refused(given, field):
    with pytest.raises(Refusal) as refused:
        state(actor(), **given)
    assert refused.value.faults[0].where == field


def test_a_kind_that_there_is_not():
    with pytest.raises(Refusal) as refused:
        state(actor(), kind="library-card")
    assert refused.value.status == 404


def test_nobody_learns_whose_paper_is_known_but_officers_see_that_it_stands_twice():
    lan, minh, officer = actor(), actor(name="Minh"), actor("programme-officer", name="Cán bộ")
    state(lan)
    state(minh)  # accepted like any other
    assert queries.same_papers(minh.person_id) == 1
    page = client_of(officer).get(f"/people/{to_slug(minh.person_id)}").content.decode()
    assert "ở 1 tài khoản khác" in page
    mine = client_of(minh).get(f"/people/{to_slug(minh.person_id)}").content.decode()
    assert "tài khoản khác" not in mine


def test_a_paper_is_taken_back():
    lan = actor()
    state(lan)
    take_back_paper(kind="citizen-id", by=lan, at=NOW)
    assert not models.Paper.objects.exists()
    with pytest.raises(Refusal):
        take_back_paper(kind="citizen-id", by=lan, at=NOW)
    kinds = [entry.kind for entry in entries(Subject("people.person", lan.person_id))]
    assert kinds == ["people.paper_stated", "people.paper_taken_back"]


def test_the_page_of_papers_shows_no_number():
    lan = actor()
    client = client_of(lan)
    wrong = client.post("/me/papers", {"kind": "citizen-id", "country": "VN", "number": "001"})
    assert wrong.status_code == 422
    assert "không đúng cấu trúc" in wrong.content.decode()
    client.post("/me/papers", {"kind": "citizen-id", "country": "VN", "number": ID})
    page = client.get("/me/papers").content.decode()
    assert "Số căn cước" in page
    assert "001087000123" not in page
    assert "001 087" not in page
    client.post("/me/papers", {"take_back": "citizen-id"})
    assert not models.Paper.objects.exists()


def register(place, by, number=TAX, country="VN", address="1 Tràng Tiền"):
    state_registration(organisation_id=place.pk, country=country, number=number, address=address, by=by, at=NOW)


def test_from_a_stated_tax_code_to_the_badge():
    place = organisation("Công ty Cầu", "company")
    lead, officer = actor(lead_of=place.pk), actor("programme-officer", name="Cán bộ")
    client = client_of(lead)
    address = f"/organisations/{to_slug(place.pk)}"
    wrong = client.post(f"{address}/registration", {"country": "VN", "number": "0100233489", "address": "Hà Nội"})
    assert wrong.status_code == 422
    assert "số kiểm tra" in wrong.content.decode()
    client.post(f"{address}/registration", {"country": "VN", "number": "0100 233 488", "address": "Hà Nội"})
    assert queries.registration_of(place.pk).number == TAX
    assert [one.title for one in waiting_for(officer)] == ["Công ty Cầu"]
    assert "Đã xác nhận" not in client_of(actor(name="Khách")).get(address).content.decode()
    assert TAX not in client_of(actor(name="Khách")).get(address).content.decode()
    client_of(officer).post(f"{address}/verify", {"number": TAX})
    assert queries.organisation(place.pk).is_verified
    assert "Đã xác nhận" in client_of(actor(name="Khách")).get(address).content.decode()
    assert waiting_for(officer) == ()
    verified = entries(Subject("people.organisation", place.pk))[-1]
    assert (verified.kind, verified.actor_id) == ("people.organisation_verified", officer.id)


def test_a_change_takes_the_badge_away_and_the_same_again_does_not():
    place = organisation("Công ty Cầu", "company")
    lead, officer = actor(lead_of=place.pk), actor("hub-admin", name="Cán bộ")
    register(place, lead)
    verify_organisation(organisation_id=place.pk, number=TAX, by=officer, at=NOW)
    verify_organisation(organisation_id=place.pk, number=TAX, by=officer, at=NOW)
    register(place, lead)
    assert queries.organisation(place.pk).is_verified
    register(place, lead, address="2 Hàng Bài")
    assert not queries.organisation(place.pk).is_verified


def test_a_foreign_organisation_states_register_country_and_address():
    place = organisation("Bridge GmbH", "company")
    register(place, actor(lead_of=place.pk), "HRB 12345 B", "DE", "Berlin")
    card = queries.registration_of(place.pk)
    assert (card.country, card.number, card.address) == ("DE", "HRB 12345 B", "Berlin")


def test_a_number_stands_as_its_register_prints_it_and_is_the_same_in_other_letters():
    first, second = organisation("Bridge GmbH", "company"), organisation("Brücke GmbH", "company")
    number = "HRB 12345 (Amtsgericht München)"
    register(first, actor(lead_of=first.pk), number, "DE", "München")
    assert queries.registration_of(first.pk).number == number
    officer = actor("programme-officer")
    verify_organisation(organisation_id=first.pk, number=number, by=officer, at=NOW)
    register(second, actor(lead_of=second.pk), "hrb 12345 (amtsgericht München)", "DE", "München")
    with pytest.raises(Refusal) as refused:
        verify_organisation(organisation_id=second.pk, number="hrb 12345 (amtsgericht München)", by=officer, at=NOW)
    assert refused.value.code == "number-taken"


def test_who_may_not():
    place = organisation("Công ty Cầu", "company")
    lead = actor(lead_of=place.pk)
    with pytest.raises(Refusal) as refused:
        register(place, actor(name="Khách"))
    assert refused.value.status == 403
    register(place, lead)
    for by, status in ((lead, 403), (actor("programme-officer", member_of=place.pk), 403), (actor(), 403)):
        with pytest.raises(Refusal) as refused:
            verify_organisation(organisation_id=place.pk, number=TAX, by=by, at=NOW)
        assert refused.value.status == status
    officer = actor("programme-officer")
    with pytest.raises(Refusal) as refused:
        verify_organisation(organisation_id=place.pk, number="0100109106", by=officer, at=NOW)
    assert refused.value.code == "number-changed"
    with pytest.raises(Refusal) as refused:
        verify_organisation(organisation_id=organisation("Trống").pk, number=TAX, by=officer, at=NOW)
    assert refused.value.status == 404


def test_one_number_is_confirmed_once():
    first, second, officer = organisation("Một", "company"), organisation("Hai", "company"), actor("programme-officer")
    for place in (first, second):
        register(place, actor(lead_of=place.pk))
    verify_organisation(organisation_id=first.pk, number=TAX, by=officer, at=NOW)
    with pytest.raises(Refusal) as refused:
        verify_organisation(organisation_id=second.pk, number=TAX, by=officer, at=NOW)
    assert refused.value.code == "number-taken"
    assert not queries.organisation(second.pk).is_verified


def test_pages_show_times_in_the_readers_zone_and_days_of_law_in_the_hubs():
    place = organisation("Nhóm", "team")
    lead = actor(lead_of=place.pk)
    register(place, lead)
    verify_organisation(organisation_id=place.pk, number=TAX, by=actor("hub-admin"), at=NOW)
    address = f"/organisations/{to_slug(place.pk)}"
    assert "09:00, 23/11/2026<" in client_of(lead).get(address).content.decode()
    detail_person(person_id=lead.person_id, timezone="Europe/Berlin", address="", by=lead, at=NOW)
    assert "03:00, 23/11/2026 (GMT+01:00)<" in client_of(lead).get(address).content.decode()
    detail_person(person_id=lead.person_id, timezone=settings.HUB.timezone, address="", by=lead, at=NOW)
    assert "09:00, 23/11/2026<" in client_of(lead).get(address).content.decode()


def test_details_are_edited_on_my_page():
    lan = actor()
    client = client_of(lan)
    bad = client.post("/me/edit", {"name": "Lan", "language": "vi", "timezone": "Mars/Olympus", "address": ""})
    assert bad.status_code == 422
    client.post("/me/edit", {"name": "Lan", "language": "vi", "timezone": "Europe/Berlin", "address": "Cầu Giấy"})
    own = queries.details_of(lan.person_id)
    assert (own.timezone, own.address, own.language) == ("Europe/Berlin", "Cầu Giấy", "vi")
    with pytest.raises(Refusal):
        detail_person(person_id=lan.person_id, timezone="Mars/Olympus", address="", by=lan, at=NOW)
    with pytest.raises(Refusal):
        detail_person(person_id=lan.person_id, timezone="", address="", by=actor(name="Khách"), at=NOW)
    (entry,) = entries(Subject("people.person", lan.person_id))
    assert "Berlin" not in entry.leaf


def test_papers_of_a_year_to_come_are_refused():
    assert date(2026, 11, 28).year == 2026
    with pytest.raises(Refusal):
        state(actor(), "001 227 000 123")
