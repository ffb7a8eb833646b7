"""What pages of this room say at small moments: a link that was used, an invitation taken, a key to copy."""

import re

import pytest
from django.core import mail
from django.test import Client

from longbien.kernel.ids import to_slug
from longbien.people.actions.invite_member import invite_member
from longbien.people.queries import actor_for
from tests.people.make import NOW, PASSWORD, actor, client_of, organisation, person
from tests.people.signing import by_password

pytestmark = pytest.mark.django_db


def test_a_confirmation_link_that_was_used_says_that_all_is_done():
    client = Client()
    client.post("/accounts/signup/", {"email": "lan@example.org", "name": "Lan", "password1": PASSWORD})
    link = re.search(r"http://\S+(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    client.post(link)
    again = client.get(link).content.decode()
    assert "Bạn đã xác nhận địa chỉ này rồi." in again
    assert 'href="/me"' in again
    stranger = Client().get(link).content.decode()
    assert "Địa chỉ này đã được xác nhận, hoặc liên kết đã quá hạn." in stranger
    assert 'href="/accounts/login/"' in stranger
    assert "/accounts/email/" not in stranger


def test_whoever_takes_an_invitation_is_told_so():
    team, lan, minh = organisation(), actor(name="Lan"), person("Minh", email="minh@example.org")
    team.memberships.create(person_id=lan.id, role="lead")
    made = invite_member(
        organisation_id=team.pk, email=minh.email, role="member", by=actor_for(lan.person_id), at=NOW
    )  # fmt: skip
    page = client_of(minh).post("/me/invitations", {"invitation": to_slug(made), "answer": "accept"}, follow=True)
    assert "Bạn đã tham gia" in page.content.decode()


def test_on_a_phone_the_app_opens_from_the_page_and_the_key_is_copied():
    page = by_password(person("Lan", email="lan@example.org")).get("/accounts/2fa/totp/activate/").content.decode()
    assert re.search(r'href="otpauth://totp/[^"]+secret=[A-Z2-7]+', page)
    assert 'data-copy="key"' in page
    assert re.search(r'<input id="key"[^>]* value="[A-Z2-7]{32}" readonly', page)


def test_signing_in_from_the_front_page_leads_to_what_one_has_to_do():
    someone = person("Lan", email="lan@example.org")
    link = re.search(r'href="(/accounts/login/[^"]*)"', Client().get("/").content.decode())[1]
    client = Client()
    assert client.post(link, {"login": someone.email, "password": PASSWORD})["Location"] == "/me"
    assert 'href="/en/accounts/login/"' in Client().get("/en/").content.decode()
    assert "?next=/problems/" in Client().get("/problems/").content.decode()
