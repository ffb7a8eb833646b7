"""Signed-in devices: listed, signed out at once; sessions rotate; a new device is told by letter."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from longbien.kernel.subject import Subject
from longbien.record.actions.deliver import deliver
from longbien.record.queries import entries
from tests.people.make import PASSWORD, person
from tests.people.signing import by_password

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def two():
    lan = person("Lan", email="lan@example.org")
    return (
        lan,
        by_password(lan, Client(headers={"user-agent": FIREFOX})),
        by_password(lan, Client(headers={"user-agent": PHONE})),
    )


def test_the_list_names_this_device_first():
    _, desk, phone = two()
    shown = [(card.name, card.is_this) for card in desk.get("/me/devices").context["devices"]]
    assert shown == [("Firefox, Windows", True), ("Chrome, Android", False)]
    assert phone.get("/me/devices").context["devices"][0].name == "Chrome, Android"
    assert desk.get("/accounts/sessions/")["Location"] == "/me/devices"


def test_a_device_is_signed_out_at_once():
    lan, desk, phone = two()
    number = desk.get("/me/devices").context["devices"][1].number
    assert phone.get("/me").status_code == 200
    desk.post("/me/devices", {"end": number})
    assert phone.get("/me")["Location"].startswith("/accounts/login/")
    assert desk.get("/me").status_code == 200
    ended = entries(Subject("people.person", lan.pk))[-1]
    assert (ended.kind, ended.open) == ("people.sessions_ended", {"count": 1})


def test_everywhere_else_and_everywhere():
    lan, desk, phone = two()
    desk.post("/me/devices", {"end": "others"})
    assert desk.get("/me").status_code == 200
    assert "_auth_user_id" not in phone.session
    phone = by_password(lan)
    desk.post("/me/devices", {"end": "all"})
    assert {client.get("/me").status_code for client in (desk, phone)} == {302}


@pytest.mark.parametrize("which", ["0", "x", "-1", "9" * 30, ""])
def test_nobody_signs_out_somebody_else(which):
    _, desk, _ = two()
    other = by_password(person("Minh", email="minh@example.org"))
    theirs = other.get("/me/devices").context["devices"][0].number
    assert desk.post("/me/devices", {"end": theirs}).status_code == 404
    assert other.get("/me").status_code == 200
    assert desk.post("/me/devices", {"end": which}).status_code == 404


def test_this_device_can_be_signed_out_from_the_list_too():
    _, desk, phone = two()
    mine = desk.get("/me/devices").context["devices"][0].number
    assert desk.post("/me/devices", {"end": mine})["Location"] == "/"
    assert "_auth_user_id" not in desk.session
    assert phone.get("/me").status_code == 200


def test_a_session_gets_a_new_key_at_sign_in():
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    by_password(person("Lan", email="lan@example.org"), client)
    assert client.session.session_key != before


def test_a_new_password_ends_every_other_session():
    _, desk, phone = two()
    new = "một cây cầu dài"
    desk.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert desk.get("/me").status_code == 200
    assert phone.get("/me")["Location"].startswith("/accounts/login/")


def test_a_new_device_is_told_by_letter_and_a_known_one_is_not():
    lan, desk, _ = two()
    while deliver(clock=timezone.now):
        pass
    letters = [letter for letter in mail.outbox if "thiết bị mới" in letter.subject]
    assert [letter.to for letter in letters] == [["lan@example.org"]]
    assert "Chrome, Android" in letters[0].body
    (entry,) = (one for one in entries(Subject("people.person", lan.pk)) if one.kind == "people.new_device")
    assert "Android" not in entry.leaf
    cookie = desk.cookies["longbien_device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    desk.post("/accounts/logout/")
    by_password(lan, desk)
    assert len([one for one in entries(Subject("people.person", lan.pk)) if one.kind == "people.new_device"]) == 1


def test_an_odd_cookie_is_replaced():
    client = Client()
    client.cookies["longbien_device"] = "x"
    by_password(person("Lan", email="lan@example.org"), client)
    assert len(client.cookies["longbien_device"].value) > 20
