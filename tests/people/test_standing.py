"""Roles and seats: granted and taken in the open, in force from the next request."""

from datetime import timedelta

import pytest
from django.test import Client

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people import queries, registry
from longbien.people.actions.edit_person import rename_person
from longbien.people.actions.roles import grant_role, revoke_role
from longbien.people.actions.seats import fill_seat, vacate_seat
from longbien.people.actions.set_expertise import set_expertise
from longbien.people.models import Person
from longbien.people.registry import Waiting, waiting, waiting_for
from longbien.record.queries.entries import entries
from longbien.ui import links
from tests.people.make import NOW, actor, body, client_of, organisation, person

pytestmark = pytest.mark.django_db


def refused(code, run, **words):
    with pytest.raises(Refusal) as refusal:
        run(**words, at=NOW)
    assert refusal.value.code == code


def kinds_of(person_id):
    return [entry.kind for entry in entries(Subject("people.person", person_id))]


def test_a_role_counts_from_the_next_request():
    lan, admin = person(), actor("hub-admin")
    client = client_of(lan)
    assert client.get("/people").status_code == 404
    grant_role(person_id=lan.pk, role="programme-officer", by=admin, at=NOW)
    assert client.get("/people").status_code == 200
    revoke_role(person_id=lan.pk, role="programme-officer", by=admin, at=NOW)
    assert client.get("/people").status_code == 404
    assert kinds_of(lan.pk) == [
        "people.role_granted", "credentials.issued", "people.role_revoked", "credentials.revoked",
    ]  # fmt: skip


def test_a_closed_account_is_out_at_once():
    client = client_of(lan := person())
    Person.objects.filter(pk=lan.pk).update(is_active=False)
    assert client.get("/me").status_code == 302


def test_what_roles_refuse():
    lan, admin = person(), actor("hub-admin")
    refused("not-found", grant_role, person_id=lan.pk, role="reviewer", by=actor("programme-officer"))
    refused("unknown-role", grant_role, person_id=lan.pk, role="emperor", by=admin)
    refused("not-found", grant_role, person_id=new_id(), role="reviewer", by=admin)
    refused("not-found", revoke_role, person_id=lan.pk, role="reviewer", by=admin)
    refused("last-administrator", revoke_role, person_id=admin.id, role="hub-admin", by=admin)
    for _ in range(2):
        grant_role(person_id=lan.pk, role="hub-admin", by=SYSTEM, at=NOW)
    assert kinds_of(lan.pk) == ["people.role_granted", "credentials.issued"]
    revoke_role(person_id=admin.id, role="hub-admin", by=admin, at=NOW)


def test_seats():
    lan, minh, admin = person("Lan"), person("Minh"), actor("hub-admin")
    body("gate-board", {"at_most": 1})
    university = organisation("Đại học", "university")
    refused("not-found", fill_seat, body="gate-board", person_id=lan.pk, by=actor())
    refused("not-found", fill_seat, body="nowhere", person_id=lan.pk, by=admin)
    refused("not-found", fill_seat, body="gate-board", person_id=new_id(), by=admin)
    for _ in range(2):
        fill_seat(
            body="gate-board", person_id=lan.pk, organisation_id=university.pk, label=" Chủ  tịch ", by=admin, at=NOW
        )
    refused("no-seat", fill_seat, body="gate-board", person_id=minh.pk, by=admin)
    assert queries.actor_for(lan.pk).bodies == {"gate-board"}
    assert queries.related(lan.pk) == queries.Related(frozenset({university.pk}), frozenset({"gate-board"}))
    assert [card.name for card in queries.persons_in_body("gate-board")] == ["Lan"]
    (seat,) = queries.body("gate-board").seats
    assert (seat.label, seat.organisation.name) == ("Chủ tịch", "Đại học")
    vacate_seat(seat_id=seat.id, by=admin, at=NOW)
    refused("not-found", vacate_seat, seat_id=seat.id, by=admin)
    fill_seat(body="gate-board", person_id=minh.pk, by=admin, at=NOW)
    assert kinds_of(lan.pk) == ["people.seat_filled", "people.seat_vacated"]
    assert queries.body("nowhere") is None


def test_expertise_finds_reviewers():
    lan, minh = person("Lan", roles=("reviewer",)), person("Minh", roles=("reviewer",))
    other = person("Khác")
    for one, tags in ((lan, ("robotics",)), (minh, ("robotics", "drainage")), (other, ("robotics", "drainage"))):
        set_expertise(person_id=one.pk, tags=tags, by=queries.actor_for(one.pk), at=NOW)
    found = queries.persons_by_expertise(["robotics", "drainage"], role="reviewer")
    assert [card.name for card in found] == ["Minh", "Lan"]
    assert [card.name for card in queries.persons_by_expertise(["drainage"])] == ["Khác", "Minh"]
    assert [card.name for card in queries.persons_with_role("reviewer")] == ["Lan", "Minh"]
    set_expertise(person_id=lan.pk, tags=(), by=queries.actor_for(lan.pk), at=NOW)
    set_expertise(person_id=lan.pk, tags=(), by=queries.actor_for(lan.pk), at=NOW)
    assert queries.expertise_of(lan.pk) == frozenset()
    assert kinds_of(lan.pk) == ["people.expertise_set"] * 2
    refused("unknown-expertise", set_expertise, person_id=lan.pk, tags=("alchemy",), by=queries.actor_for(lan.pk))
    refused("not-found", set_expertise, person_id=lan.pk, tags=(), by=actor())
    refused("not-found", set_expertise, person_id=new_id(), tags=(), by=actor())


def test_renaming():
    lan = person("Lan")
    mine = queries.actor_for(lan.pk)
    for _ in range(2):
        rename_person(person_id=lan.pk, name="Lan Anh", by=mine, at=NOW)
    assert queries.person_card(lan.pk).name == "Lan Anh"
    assert kinds_of(lan.pk) == ["people.person_renamed"]
    refused("not-found", rename_person, person_id=lan.pk, name="X", by=actor())
    refused("not-found", rename_person, person_id=new_id(), name="X", by=actor("hub-admin"))
    refused("bad-name", rename_person, person_id=lan.pk, name="\x00", by=mine)


def test_cards_of_nobody():
    assert queries.organisation(None) is queries.organisation(new_id()) is None
    assert queries.person_card(None) is queries.person_card(new_id()) is None
    assert queries.organisation_with_code("nobody") is None
    assert queries.contacts([new_id()]) == ()
    assert [one.email for one in queries.contacts([person(email="a@example.org").pk])] == ["a@example.org"]


def test_edit_me_in_the_browser():
    lan = person("Lan")
    client = client_of(lan)
    assert client.get("/me/edit").status_code == 200
    assert client.post("/me/edit", {"name": ""}).status_code == 422
    assert client.post("/me/edit", {"name": "\u200b"}).status_code == 422
    assert (
        client.post("/me/edit", {"name": "Lan Anh", "language": "vi", "expertise": ["robotics"]})["Location"] == "/me"
    )
    page = client.get("/en/me").content.decode()
    assert "Lan Anh" in page
    assert "Robotics and smart automation" in page
    assert Client().get("/me/edit").status_code == 302


def test_people_and_roles_in_the_browser():
    lan = person("Lan", email="lan@example.org")
    client = client_of(actor("hub-admin"))
    address = f"/people/{to_slug(lan.pk)}"
    assert "Lan" in client.get("/people?q=lan@example.org").content.decode()
    assert "Không tìm thấy ai" in client.get("/people?q=lan@exampl%00").content.decode()
    assert client.post(f"{address}/roles", {"role": "reviewer", "set": "grant"}).status_code == 302
    assert queries.actor_for(lan.pk).roles == {"reviewer"}
    assert client.post(f"{address}/roles", {"role": "reviewer", "set": "revoke"}).status_code == 302
    assert client.post(f"{address}/roles", {"role": "emperor", "set": "grant"}).status_code == 422
    assert client_of(lan).get(address).status_code == 200
    assert client_of(actor()).get(address).status_code == 404
    assert client_of(actor()).post(f"{address}/roles", {"role": "hub-admin", "set": "grant"}).status_code == 404
    assert client.get(f"/people/{to_slug(new_id())}").status_code == 404


def test_bodies_in_the_browser():
    lan = person("Lan")
    body()
    client = client_of(actor("hub-admin"))
    assert "chưa công bố" in Client().get("/bodies").content.decode()
    assert client.post("/bodies/gate-board/seats", {"person": to_slug(lan.pk)}).status_code == 302
    assert "Lan" in Client().get("/en/bodies").content.decode()
    (seat,) = queries.body("gate-board").seats
    assert client.post("/bodies/gate-board/seats", {"seat": "9" * 30}).status_code == 404
    assert client.post("/bodies/gate-board/seats", {"seat": "x"}).status_code == 404
    assert client.post("/bodies/gate-board/seats", {"person": "x"}).status_code == 404
    assert client.post("/bodies/gate-board/seats", {"seat": str(seat.id)}).status_code == 302
    assert client_of(lan).post("/bodies/gate-board/seats", {"person": to_slug(lan.pk)}).status_code == 404


def test_what_waits_comes_by_its_deadline():
    late = [
        Waiting("later", "/b", due=NOW + timedelta(days=2)),
        Waiting("b whenever", "/d"),
        Waiting("a whenever", "/c"),
        Waiting("soon", "/a", due=NOW),
    ]
    asked = []
    ask = waiting(lambda someone: asked.append(someone) or late)
    try:
        mine = actor()
        assert [one.url for one in waiting_for(mine) if one in late] == ["/a", "/b", "/c", "/d"]
        assert asked == [mine]
        page = client_of(mine).get("/me").content.decode()
        assert page.index("soon") < page.index("later") < page.index("a whenever")
    finally:
        registry._asks.remove(ask)


def test_links_to_people_and_organisations():
    lan, ours = person("Lan"), organisation("Nhóm")
    for subject, title in (
        (Subject("people.person", lan.pk), "Lan"),
        (Subject("people.organisation", ours.pk), "Nhóm"),
    ):
        assert links.title_of(subject) == title
        assert links.url_for(subject).endswith(to_slug(subject.id))
        assert links.title_of(Subject(subject.type, new_id())) == ""


def test_accounts_are_found_whatever_the_case():
    lan = person("Lan", email="lan@example.org")
    assert Person.objects.get_by_natural_key("LAN@Example.org") == lan
