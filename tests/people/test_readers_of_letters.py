"""Letters about accounts are in the language and the time of whose account it is, whatever page set them off."""

import re

import pytest
from django.core import mail
from django.test import Client

from longbien.kernel.subject import Subject
from longbien.people.actions.invite_member import invite_member
from longbien.people.events import NewDevice
from longbien.people.queries import actor_for, reader_of
from longbien.people.reactions import tell_of_new_device
from longbien.record.actions.deliver import deliver
from longbien.record.registry import Happened
from longbien.ui.language import written_for
from tests.people.make import NOW, PASSWORD, actor, organisation, person
from tests.people.signing import by_password, set_up_app

AGENT = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0"
OFFSET = re.compile(r"\(GMT[^)]*\)")


def minh():
    someone = person("Minh", email="minh@example.org")
    someone.language, someone.timezone = "en", "Europe/Berlin"
    someone.save()
    return someone


def run(at):
    while deliver(clock=lambda: at, limit=50):
        pass


@pytest.mark.usefixtures("fresh_database")
def test_what_an_account_is_told_from_pages_in_another_language():
    """The pages are Vietnamese, the account's letters English, at its own time."""
    client = by_password(minh(), Client(headers={"user-agent": AGENT}))
    passwords = {"oldpassword": PASSWORD, "password1": "một cây cầu dài", "password2": "một cây cầu dài"}
    changes = (
        ("asks for codes", lambda: set_up_app(client)),
        ("recovery codes were made", lambda: client.post("/accounts/2fa/recovery-codes/generate/")),
        ("doesn't ask for codes", lambda: client.post("/accounts/2fa/totp/deactivate/")),
        ("password of your account was changed", lambda: client.post("/accounts/password/change/", passwords)),
    )
    for told, change in changes:
        change()
        body = mail.outbox[-1].body
        assert told in body
        assert "with Firefox, Windows at" in body
        assert set(OFFSET.findall(body)) == {"(GMT+01:00)"}
        assert "Mozilla" not in body
    Client().post("/accounts/password/reset/", {"email": "minh@example.org"})
    assert "Someone asked for a new password" in mail.outbox[-1].body
    Client().post("/accounts/login/code/", {"email": "minh@example.org"})
    assert "Enter this code" in mail.outbox[-1].body


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["password/reset", "signup"])
def test_an_address_without_an_account_is_written_to_in_the_language_of_the_page(page):
    assert reader_of("nobody@example.org") is None
    typed = {"email": "nobody@example.org", "name": "No Body", "password1": "a long bridge here"}
    Client().post(f"/en/accounts/{page}/", typed)
    assert "If that wasn't you" in mail.outbox[-1].body


@pytest.mark.django_db
@pytest.mark.parametrize("page", [("vi", ""), ("en", "America/New_York")])
def test_letters_of_this_room_are_their_reader_s(page):
    reader = minh()
    lead = actor(name="Lan")
    team = organisation()
    team.memberships.create(person_id=lead.id, role="lead")
    with written_for(*page):
        for to in ("minh@example.org", "stranger@example.org"):
            invite_member(organisation_id=team.pk, email=to, role="member", by=actor_for(lead.id), at=NOW)
        run(NOW)
        seen = NewDevice(agent=AGENT)
        subject = Subject("people.person", reader.pk)
        tell_of_new_device(Happened(team.pk, seen, subject, lead, NOW, NOW, ""))
    said = {}
    for one in mail.outbox:
        said.setdefault(one.to[0], []).append(f"{one.subject}\n{one.body}")
    assert ["invites you" in one or "signed in" in one for one in said["minh@example.org"]] == [True, True]
    assert all("/en/" in one for one in said["minh@example.org"])
    (stranger,) = said["stranger@example.org"]
    assert "mời bạn" in stranger
    assert "/en/" not in stranger
