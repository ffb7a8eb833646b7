"""Nobody acts for an office on one factor, whatever the way in; how a second step is set up, used and removed."""

import json
import re
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone

from longbien.kernel.subject import Subject
from longbien.people import queries
from longbien.people.accounts.assurance import NOBODY, assurance, confirm_url, freshly
from longbien.people.actions.load_demonstration import load_demonstration
from longbien.people.actions.load_hub import load_people
from longbien.people.models import HubRole, Membership, Person, Seat
from longbien.people.rules.second_factor import required
from longbien.people.tokens import demo_token
from longbien.record.queries.entries import entries
from tests.people.make import NOW, PASSWORD, body, organisation, person
from tests.people.signing import by_code, by_password, code_of, set_up_app

pytestmark = pytest.mark.django_db
SET_UP = "/me/second-step"
ANY = ["/", "/me", "/people", "/bodies", "/search?q=a", "/record/", "/demo", "/mail/", "/accounts/email/", "/en/me"]


def officer(role="programme-officer"):
    return person("Lan", email="lan@example.org", roles=(role,))


def shut_out(client):
    """Every page leads to the set-up page, the API refuses, and nothing can be done."""
    assert {client.get(path)["Location"].removeprefix("/en") for path in ANY} == {SET_UP}
    answer = client.get("/api/openapi.json")
    assert (answer.status_code, answer.json()["type"]) == (403, "about:longbien#second-step")
    assert client.post("/organisations/new", {"kind": "department", "name": "Sở"})["Location"] == SET_UP
    page = client.get(SET_UP)
    assert page.status_code == 200
    assert page.context["actor"].roles == frozenset()
    return True


def test_a_password_alone_opens_nothing_for_an_officer():
    assert shut_out(by_password(officer()))


def test_a_code_by_letter_alone_opens_nothing():
    assert shut_out(by_code(officer()))


def test_nor_does_confirming_an_address():
    client = Client()
    client.post("/accounts/signup/", {"name": "Lan", "email": "lan@example.org", "password1": PASSWORD})
    HubRole.objects.create(person=Person.objects.get(), role="hub-admin", granted_at=NOW)
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[-1].body)[1]
    client.post(link)
    assert "_auth_user_id" in client.session
    assert shut_out(client)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/me/confirm")  # a letter shows nothing


def test_a_session_that_began_with_a_letter_ends_in_time_too(settings):
    client = Client()
    client.post("/accounts/signup/", {"name": "Lan", "email": "lan@example.org", "password1": PASSWORD})
    client.post(re.search(r"https?://testserver(/\S+)", mail.outbox[-1].body)[1])
    assert client.get("/me").status_code == 200
    settings.LONGEST_SESSION = {"everyone": -1, "office": -1}
    assert client.get("/me")["Location"].startswith("/accounts/login/")


def test_nor_does_a_new_password():
    lan = officer()
    secret = set_up_app(by_password(lan))
    client = Client()
    client.post("/accounts/password/reset/", {"email": lan.email})
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "một cây cầu dài", "password2": "một cây cầu dài"})
    assert "_auth_user_id" not in client.session
    client.post("/accounts/login/", {"login": lan.email, "password": "một cây cầu dài"})
    assert "_auth_user_id" not in client.session  # the second step still stands before it
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, away=1)})
    assert client.get("/me").status_code == 200


def test_nor_does_a_link_of_the_demonstration_outside_development(settings):
    load_people(settings.HUB, at=NOW)
    load_demonstration(at=NOW)
    lady = Person.objects.get(email="administrator@demo.invalid")
    client = Client()
    client.get(f"/demo/sign-in/{demo_token(lady.pk)}")
    assert client.get("/people").status_code == 200
    settings.DEVELOPMENT = False
    assert client.get("/people")["Location"] == SET_UP


def test_a_role_that_is_granted_counts_at_once():
    lan = person("Lan", email="lan@example.org")
    client = by_password(lan)
    assert client.get("/me").status_code == 200
    HubRole.objects.create(person=lan, role="counsel", granted_at=NOW)
    assert shut_out(client)


@pytest.mark.parametrize(
    "role", ["programme-officer", "department-officer", "licensing-officer", "counsel", "hub-admin"]
)
def test_every_office_of_the_hub_asks_for_it(role):
    assert queries.needs_second_factor(queries.actor_for(officer(role).pk))


def test_seats_and_public_bodies_ask_for_it_and_reviewers_need_not():
    reviewer, member, sits = person(roles=("reviewer",)), person(), person()
    assert not queries.needs_second_factor(queries.actor_for(reviewer.pk))
    Membership.objects.create(person=reviewer, organisation=organisation("Nhóm"), role="lead")
    assert not queries.needs_second_factor(queries.actor_for(reviewer.pk))
    Membership.objects.create(person=member, organisation=organisation("Sở", "department"), role="member")
    assert queries.needs_second_factor(queries.actor_for(member.pk))
    Seat.objects.create(body=body(), person=sits)
    assert queries.needs_second_factor(queries.actor_for(sits.pk))


def test_a_hub_that_says_nothing_asks_it_of_every_office():
    asked = required({"roles": {"reviewer": {}}, "bodies": {"board": {}}})
    assert asked.by_office({"reviewer"}, ())
    assert asked.by_office((), {"board"})
    assert not asked.by_office((), ())
    assert asked.organisations == {"authority", "department"}
    assert required({"second_factor": {"roles": []}, "roles": {"a": {}}}).roles == frozenset()


def test_setting_up_an_app_opens_the_door_and_is_on_record():
    lan = officer()
    client = by_password(lan)
    before = client.session.session_key
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200  # the password was entered just now
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    secret = set_up_app(client)
    assert client.get("/people").status_code == 200
    assert client.session.session_key != before
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored  # it lies encrypted
    (entry,) = (one for one in entries(Subject("people.person", lan.pk)) if one.kind == "people.factor_set")
    assert (entry.actor_id, entry.open) == (lan.pk, {"kind": "totp"})


def test_the_second_step_is_asked_for_at_every_sign_in_and_a_code_works_once():
    lan = officer()
    secret = set_up_app(by_password(lan))
    for way in (by_password, by_code):
        client = way(lan)
        assert "_auth_user_id" not in client.session
        assert client.get("/me")["Location"].startswith("/accounts/login/")
    code = code_of(secret, away=1)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get("/people").status_code == 200
    again = by_password(lan)
    page = again.post("/accounts/2fa/authenticate/", {"code": code})
    assert "Mã không đúng" in page.content.decode()
    assert "_auth_user_id" not in again.session


def test_recovery_codes_work_once_each():
    lan = officer()
    client = by_password(lan)
    set_up_app(client)
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    stored = json.dumps(Authenticator.objects.get(type="recovery_codes").data)
    assert not any(code in stored for code in codes)
    first = by_password(lan)
    first.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert first.get("/people").status_code == 200
    second = by_password(lan)
    second.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert "_auth_user_id" not in second.session


def test_guessing_codes_is_slowed_down():
    lan = officer()
    secret = set_up_app(by_password(lan))
    client = by_password(lan)
    for n in range(6):
        page = client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"}).content.decode()
    assert "Thử quá nhiều lần" in page
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, away=1)})
    assert "_auth_user_id" not in client.session


def test_removing_the_last_second_step_shuts_an_officer_out_everywhere():
    lan = officer()
    client = by_password(lan)
    secret = set_up_app(client)
    other = by_password(lan)
    other.post("/accounts/2fa/authenticate/", {"code": code_of(secret, away=1)})
    assert other.get("/me").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert client.get("/me")["Location"] == SET_UP
    assert other.get("/me")["Location"].startswith("/accounts/login/")


def test_changing_how_one_signs_in_asks_who_one_is(monkeypatch):
    lan = person("Lan", email="lan@example.org")
    client = by_password(lan)
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    later = timezone.now() + timezone.timedelta(minutes=11)
    monkeypatch.setattr("longbien.people.accounts.assurance.timezone.now", lambda: later)
    for path in ("/accounts/2fa/totp/activate/", "/accounts/password/change/", "/accounts/email/"):
        asked = client.get(path)
        assert asked["Location"].startswith("/me/confirm?next=")
        assert client.get(asked["Location"])["Location"].startswith("/accounts/reauthenticate/?next=")
    monkeypatch.undo()
    back = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/email/"})
    assert back["Location"] == "/accounts/email/"


def test_a_demonstration_person_confirms_by_a_click(settings):
    load_people(settings.HUB, at=NOW)
    load_demonstration(at=NOW)
    lady = Person.objects.get(email="founder@demo.invalid")
    client = Client()
    client.get(f"/demo/sign-in/{demo_token(lady.pk)}")
    assert client.get("/me/confirm?next=/areas").context["is_demo"]
    assert client.post("/me/confirm", {"next": "/areas"})["Location"] == "/areas"
    assert client.post("/me/confirm", {"next": "https://evil.example/"})["Location"] == "/me"


def test_who_has_nothing_to_show_signs_in_anew():
    lan = person("Lan", email="lan@example.org")
    lan.set_unusable_password()
    lan.save()
    client = by_code(lan)
    page = client.get("/me/confirm?next=/areas")
    assert "/accounts/logout/" in page.content.decode()
    assert client.post("/me/confirm", {"next": "/areas"}).status_code == 200  # nothing is confirmed by asking


def test_sessions_end_when_they_are_too_old(settings):
    client = by_password(person("Lan", email="lan@example.org"))
    assert client.get("/me").status_code == 200
    settings.LONGEST_SESSION = {"everyone": -1, "office": -1}
    assert client.get("/me")["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_what_was_typed_in_an_ended_session_is_shown(settings):
    client = by_password(person("Lan", email="lan@example.org"))
    settings.LONGEST_SESSION = {"everyone": -1, "office": -1}
    answer = client.post("/organisations/new", {"kind": "team", "name": "Nhóm mười"})
    assert answer.status_code == 403
    assert "Nhóm mười" in answer.content.decode()


def test_assurance_in_short(rf: RequestFactory):
    lan = person("Lan", email="lan@example.org")
    client = by_password(lan)
    asked = rf.get("/cases/1")
    asked.user, asked.session = lan, client.session
    shown = assurance(asked)
    assert (shown.methods, shown.second_factor) == (("password",), False)
    assert freshly(asked)
    assert not freshly(asked, minutes=0)
    assert confirm_url(asked) == "/me/confirm?next=%2Fcases%2F1"
    for referer, back in (
        ("http://testserver/me/data?a=1", "%2Fme%2Fdata%3Fa%3D1"),
        ("http://testserver/me/data", "%2Fme%2Fdata"),
        ("https://evil.example/x", "%2Fme"),
    ):
        assert confirm_url(rf.post("/me/data/erase", headers={"referer": referer})) == f"/me/confirm?next={back}"
    asked.user = person("Somebody else")
    assert assurance(asked).methods == ()  # the notes of one person count for no other
    asked.user = SimpleNamespace(is_authenticated=False)
    assert assurance(asked) == NOBODY
    assert not freshly(asked)
    assert EmailAddress.objects.filter(user=lan, verified=True).exists()
    assert settings.HUB.data["second_factor"]["roles"]
