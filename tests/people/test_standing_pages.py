"""Interests, absences and delegations in the browser: for oneself and for administrators, both languages."""

from datetime import timedelta

import pytest
from django.test import Client

from longbien.kernel.ids import new_id, to_slug
from longbien.people import queries
from longbien.people.models import Absence, Delegation, Interest
from longbien.people.queries.held import today
from tests.people.make import actor, client_of, organisation, person

pytestmark = pytest.mark.django_db


def day(off: int = 0) -> str:
    return (today() + timedelta(days=off)).isoformat()


TODAY, LATER = day(), day(5)
EACH_DAY = {"TODAY": day, "LATER": lambda: day(5)}


def address(of, rest):
    return f"/people/{to_slug(of.id)}/{rest}"


def test_one_declares_and_ends_an_interest():
    lan, ours = actor(), organisation("Nhóm Sông Hồng")
    client, page = client_of(lan), address(lan, "interests")
    assert "Lợi ích liên quan của tôi" in client.get(page).content.decode()
    assert "Nhóm Sông Hồng" in client.get(f"{page}?organisation=Nh%C3%B3m+S%C3%B4ng+H%E1%BB%93ng").content.decode()
    form = {"organisation": "nhóm  sông hồng", "kind": "supplier", "since": TODAY, "note": "Dây cáp"}
    assert client.post(page, form)["Location"] == page
    assert queries.actor_for(lan.id).related == {ours.pk}
    shown = client.get(f"/en{page}").content.decode()
    assert "Supplier" in shown
    assert "Dây cáp" in shown
    (interest,) = Interest.objects.all()
    assert client.post(f"/interests/{to_slug(interest.pk)}/end", {"next": page})["Location"] == page
    assert client.post(f"/interests/{to_slug(interest.pk)}/end").status_code == 409
    assert client.post(f"/interests/{to_slug(new_id())}/end").status_code == 404


def test_what_was_typed_is_kept_and_near_names_are_told():
    lan = actor()
    organisation("Nhóm Sông Hồng")
    client, page = client_of(lan), address(lan, "interests")
    form = {"organisation": "Sông", "kind": "supplier", "since": TODAY, "note": "Dây cáp"}
    refused = client.post(page, form)
    assert refused.status_code == 422
    assert "Có phải: “Nhóm Sông Hồng”?" in refused.content.decode()
    assert "Dây cáp" in refused.content.decode()
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {**form, "organisation": "Không có"}).status_code == 422


def test_administrators_enter_with_a_source_and_others_see_nothing():
    lan, admin, ours = actor(), actor("hub-admin"), organisation("Ours")
    page = address(lan, "interests")
    form = {"organisation": "Ours", "kind": "investor", "since": TODAY, "is_public": "yes"}
    assert client_of(actor()).get(page).status_code == 404
    assert Client().get(page).status_code == 302
    client = client_of(admin)
    assert client.post(page, form).status_code == 422
    assert client.post(page, {**form, "source": "Báo cáo năm"}).status_code == 302
    public = Client().get("/en/interests").content.decode()
    assert "Ours" in public
    assert "Investor" in public
    assert queries.recused(lan.id, ours.pk)


def test_leads_declare_for_their_organisation():
    ours, theirs = organisation("Ours", "company"), organisation("Theirs")
    lead, page = actor(lead_of=ours.pk), f"/organisations/{to_slug(ours.pk)}/interests"
    assert "No entry" in Client().get("/en/interests").content.decode()
    form = {"organisation": "Theirs", "kind": "investor", "since": TODAY}
    assert client_of(lead).post(page, form).status_code == 302
    assert queries.actor_for(lead.id).related == {ours.pk, theirs.pk}
    assert client_of(actor("hub-admin")).get(page).status_code == 200
    assert client_of(actor(member_of=ours.pk)).get(page).status_code == 403


def test_one_is_away_and_back():
    lan, minh = actor("reviewer"), actor("reviewer", name="Minh")
    client, page = client_of(lan), address(lan, "away")
    assert client.get(page).status_code == 200
    assert "Minh" in client.get(f"{page}/absence").content.decode()
    assert client.post(f"{page}/absence", {"since": TODAY}).status_code == 422
    assert client.post(f"{page}/absence", {"since": LATER, "until": TODAY}).status_code == 422
    form = {"since": TODAY, "until": LATER, "deputy": str(minh.id)}
    assert client.post(f"{page}/absence", form)["Location"] == page
    assert "away now" in client.get(f"/en{page}").content.decode()
    everyone = client_of(actor("hub-admin")).get("/en/absences").content.decode()
    assert "Deputy: Minh" in everyone
    assert client.get("/absences").status_code == 404
    away = Absence.objects.get()
    assert client_of(minh).post(f"/absences/{to_slug(away.pk)}/end").status_code == 403
    assert client.post(f"/absences/{to_slug(away.pk)}/end")["Location"] == page
    assert "Nobody is away" in client.get(f"/en{page}").content.decode()


def test_an_office_is_delegated_and_given_back():
    lan, minh = actor("programme-officer", name="Lan"), person("Minh", email="minh@example.org")
    client, page = client_of(lan), address(lan, "away")
    form = {"office": "group:programme-officer", "delegate": "Minh@example.org", "since": TODAY, "until": LATER}
    assert client.get(f"{page}/delegation").status_code == 200
    assert client.post(f"{page}/delegation", {**form, "delegate": "nobody@example.org"}).status_code == 422
    assert client.post(f"{page}/delegation", {**form, "scope": "Hồ sơ mới"})["Location"] == page
    assert client_of(minh).get("/people").status_code == 200
    shown = client.get(f"/en{page}").content.decode()
    assert "Minh for Lan" in shown
    assert "Hồ sơ mới" in shown
    given = Delegation.objects.get()
    theirs = f"/people/{to_slug(minh.pk)}/away"
    assert "Give it back" in client_of(minh).get(f"/en{theirs}").content.decode()
    assert client_of(minh).get(f"{theirs}/delegation").status_code == 404
    assert client_of(minh).post(f"/delegations/{to_slug(given.pk)}/revoke")["Location"] == theirs
    assert client_of(minh).get("/people").status_code == 404
