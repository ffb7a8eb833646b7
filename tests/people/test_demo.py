"""The demonstration: one person for every role, signed in by a click or a link, in development only."""

import pytest
from django.conf import settings
from django.core import mail, signing
from django.core.management import CommandError, call_command
from django.test import Client

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id, to_slug
from longbien.people import queries
from longbien.people.actions.load_demonstration import load_demonstration
from longbien.people.actions.load_hub import load_people
from longbien.people.kinds.demonstration import PERSONS
from longbien.people.models import Organisation, Person
from longbien.people.tokens import SALT, demo_token
from longbien.record.queries.entries import entries
from tests.people.make import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    load_people(settings.HUB, at=NOW)
    load_demonstration(at=NOW)
    return {card.code: card for card in queries.demonstration()}


def test_everyone_is_there_once_and_labelled(demo):
    load_demonstration(at=NOW)
    assert list(demo) == [one.code for one in PERSONS]
    assert Person.objects.filter(is_demo=False).count() == 0
    assert all(not one.has_usable_password() for one in Person.objects.all())
    assert Organisation.objects.filter(code=None, is_demo=False).count() == 0
    held = {role for one in demo.values() for role in queries.actor_for(one.person.id).roles}
    assert held == set(settings.HUB.roles)
    assert all(one.open.get("is_demo", True) for one in entries(limit=200) if one.kind == "people.person_registered")


def test_boards_of_the_configuration_are_filled_and_published_ones_are_not(demo):
    assert len(queries.persons_in_body("gate-board")) == 2
    assert queries.persons_in_body("hvcf-board") == ()


def test_the_teams_are_strangers(demo):
    first, second = (queries.related(demo[code].person.id).organisations for code in ("founder", "second-founder"))
    assert len(first) == len(second) == 1
    assert first != second


def test_one_click_changes_the_person(demo):
    client = Client()
    assert "Minh hoạ – Nhà sáng lập" in client.get("/demo").content.decode()
    answer = client.post("/demo/become", {"person": to_slug(demo["founder"].person.id), "next": "/areas"})
    assert answer["Location"] == "/areas"
    assert client.get("/me").context["actor"].name == "Minh hoạ – Nhà sáng lập"
    away = {"person": to_slug(demo["resident"].person.id), "next": "https://evil.example/"}
    assert client.post("/demo/become", away)["Location"] == "/me"
    assert client.get("/me").context["actor"].name == "Minh hoạ – Người dân"
    assert client.get("/demo/become").status_code == 405


def test_links_sign_in(demo):
    client = Client()
    assert client.get(f"/demo/sign-in/{demo_token(demo['founder'].person.id)}")["Location"] == "/me"
    assert client.get("/me").status_code == 200
    assert [one.is_this for one in client.get("/me/devices").context["devices"]] == [True]


def test_only_demonstration_people(demo):
    real = person()
    assert Client().post("/demo/become", {"person": to_slug(real.pk)}).status_code == 404
    assert Client().get(f"/demo/sign-in/{demo_token(real.pk)}").status_code == 404
    for bad in ("x", to_slug(new_id()), ""):
        assert Client().post("/demo/become", {"person": bad}).status_code == 404


def test_forged_and_old_links(demo, monkeypatch):
    token = demo_token(demo["founder"].person.id)
    assert Client().get(f"/demo/sign-in/{token[:-2]}xx").status_code == 404
    assert Client().get(f"/demo/sign-in/{signing.dumps('nobody', salt=SALT + 'x')}").status_code == 404
    monkeypatch.setattr("django.core.signing.time.time", lambda: 10**10)
    assert Client().get(f"/demo/sign-in/{token}").status_code == 404


def test_nothing_of_it_outside_development(demo, settings):
    settings.DEVELOPMENT = False
    token, founder = demo_token(demo["founder"].person.id), to_slug(demo["founder"].person.id)
    for answer in (
        Client().get("/demo"),
        Client().get("/mail/"),
        Client().get(f"/demo/sign-in/{token}"),
        Client().post("/demo/become", {"person": founder}),
    ):
        assert answer.status_code == 404
    with pytest.raises(CommandError, match="LONGBIEN_DEVELOPMENT"):
        call_command("demo", "links")


def test_the_command(capsys):
    with pytest.raises(CommandError, match="hub load"):
        call_command("demo", "load")
    call_command("hub", "load", verbosity=0)
    call_command("demo", "load")
    told = capsys.readouterr().out
    assert told.count("/demo/sign-in/") == len(PERSONS)
    call_command("demo", "links")
    told = capsys.readouterr().out
    assert told.count("/demo/sign-in/") == len(PERSONS)
    assert [one.email for one in PERSONS if f"{one.email}  http" not in told] == []


def test_an_empty_page_says_how_to_begin():
    assert "longbien demo load" in Client().get("/demo").content.decode()


def test_mail_is_read_on_a_page_and_does_no_harm(settings, tmp_path):
    settings.VAR = tmp_path
    settings.EMAIL_BACKEND = "longbien.people.accounts.mail.FolderBackend"
    assert "Chưa có thư nào" in Client().get("/mail/").content.decode()
    for n in range(2):
        mail.send_mail(
            f"Thư số {n}", "<script>alert(1)</script> http://testserver/me?a=1&b=2 đây", None, ["a@example.org"]
        )
    page = Client().get("/mail/").content.decode()
    assert page.index("Thư số 1") < page.index("Thư số 0")
    assert "<script>alert" not in page
    assert '<a href="http://testserver/me?a=1&amp;b=2"' in page
    letter = next((tmp_path / "mail").glob("*.eml"))
    assert letter.stat().st_mode & 0o777 == 0o600


def test_header_injection_is_refused_by_the_sender(settings, tmp_path):
    settings.VAR = tmp_path
    settings.EMAIL_BACKEND = "longbien.people.accounts.mail.FolderBackend"
    with pytest.raises(ValueError, match="newline"):
        mail.send_mail("x\nBcc: b@example.org", "y", None, ["a@example.org"])
    assert not list(tmp_path.rglob("*.eml"))


def test_the_system_is_nobody_to_become(demo):
    assert Client().post("/demo/become", {"person": to_slug(SYSTEM.id)}).status_code == 404
