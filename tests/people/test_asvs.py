"""OWASP ASVS 5.0, chapters 6, 7 and 10: docs/asvs.csv keeps its word, and what no other test shows."""

import ast
import base64
import csv
import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from longbien.kernel.ids import to_slug
from longbien.people.accounts.passwords import words
from longbien.people.models import Person
from tests.house.test_access import routes
from tests.people.make import PASSWORD, actor, client_of, person
from tests.people.signing import CODE, by_code, by_password, code_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
ROWS = list(csv.DictReader((ROOT / "docs/asvs.csv").open()))
NAMED = re.compile(r"tests/\S+\.py::test_\w+")
PAGE = (ROOT / "docs/explanation/sign-in.md").read_text()
COUNTS = {"6": 46, "7": 19, "10": 36}


def lan(**more):
    return person("Lan", email="lan@example.org", **more)


def test_every_requirement_of_the_three_chapters_has_its_line():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
    assert {chapter: sum(one.split(".")[0] == chapter for one in ids) for chapter in COUNTS} == COUNTS
    assert {row["applies"] for row in ROWS} == {"yes", "no"}
    assert all(row["test or reason"].strip() for row in ROWS)


def test_every_test_that_is_named_exists():
    missing = []
    for row in ROWS:
        named = NAMED.findall(row["test or reason"])
        assert row["applies"] == "no" or named, row
        for one in named:
            path, _, function = one.partition("::")
            found = ast.walk(ast.parse((ROOT / path).read_text()))
            if function not in {node.name for node in found if isinstance(node, ast.FunctionDef)}:
                missing.append(one)
    assert missing == []


def test_the_page_on_sign_in_says_what_is_asked_of_it():
    assert f"after {settings.LONGEST_SESSION['office'] // 3600} hours" in PAGE
    assert f"after {settings.LONGEST_SESSION['everyone'] // 86_400} days" in PAGE
    assert f"after {settings.SESSION_COOKIE_AGE // 86_400} days without use" in PAGE
    assert settings.ACCOUNT_RATE_LIMITS["login"].startswith("30/m")
    for said in ("30 sign-ins", "any number of sessions", "people.accounts.passwords", "The provider's session"):
        assert said in PAGE


PAPERS = {"rights:sign", "data:sign"}  # what is signed is a paper


def test_every_way_in_is_documented():
    """A route that signs someone in is one of these; a new one must be entered in the page's table first."""
    known = {
        "account_login", "account_signup", "account_request_login_code", "account_confirm_login_code", "account_logout",
        "account_confirm_email", "mfa_login_webauthn", "mfa_authenticate", "openid_connect_login",
        "openid_connect_callback", "socialaccount_signup", "socialaccount_login_cancelled", "socialaccount_login_error",
        "people:demo", "people:demo-become", "people:demo-sign-in",
    }  # fmt: skip
    way_in = re.compile(r"login|(?<!as)sign|demo(?!-day)|callback|authenticate$")
    found = {name for name in routes(get_resolver()) if way_in.search(name) and not name.endswith("demo-day")}
    others = {"people:sign-out", "mfa_reauthenticate", "account_reauthenticate"}
    assert found - known - PAPERS - others == set()
    for said in (
        "password",
        "code in a letter",
        "confirms an address",
        "passkey alone",
        "OpenID Connect",
        "demonstration",
    ):
        assert said in PAGE


def test_a_new_password_needs_the_present_one():
    someone = lan()
    client = by_password(someone)
    new = "một cây cầu dài"
    page = client.post("/accounts/password/change/", {"oldpassword": "wrong", "password1": new, "password2": new})
    assert page.status_code == 200
    someone.refresh_from_db()
    assert someone.check_password(PASSWORD)


@pytest.mark.parametrize("password", ["  hai đầu có dấu cách  ", "只是一些汉字而已呀", "aaaaaaaaaab", "Ǻ" * 300])
def test_any_characters_and_a_long_sentence_are_taken_exactly(password):
    client = Client()
    client.post("/accounts/signup/", {"name": "Lan", "email": "lan@example.org", "password1": password * 2})
    made = Person.objects.get()
    assert made.check_password(password * 2)
    assert not made.check_password((password * 2).strip() + "x")
    assert not made.check_password((password * 2)[:-1])


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/"])
def test_password_fields_hide_what_is_typed_and_let_it_be_pasted(path):
    page = Client().get(path).content.decode()
    (field,) = re.findall(r"<input[^>]*password[^>]*>", page)
    assert 'type="password"' in field
    assert re.search(r'autocomplete="(current|new)-password"', field)
    assert "onpaste" not in page
    assert 'autocomplete="off"' not in page


def test_no_password_runs_out():
    fields = {field.name for field in Person._meta.get_fields()}
    assert not {name for name in fields if "expire" in name or "password_" in name}


@pytest.mark.parametrize(
    "password", ["longbien2026", "Long Biên 12", "HàNội123456", "matkhau1234", "hanoi-hanoi-hanoi"]
)
def test_words_of_this_place_make_no_password(password):
    page = Client().post("/accounts/signup/", {"name": "Lan", "email": "lan@example.org", "password1": password})
    assert "một từ mà ai ở đây cũng nghĩ đến" in page.content.decode()
    assert not Person.objects.exists()
    assert "longbien" in words()


def test_a_sentence_with_such_a_word_in_it_is_fine():
    Client().post(
        "/accounts/signup/", {"name": "Lan", "email": "lan@example.org", "password1": "qua cầu Long Biên lúc năm giờ"}
    )
    assert Person.objects.count() == 1


def test_codes_of_letters_are_random_short_lived_and_work_once():
    someone = lan()
    codes = set()
    for _ in range(3):
        Client().post("/accounts/login/code/", {"email": someone.email})
        codes.add(CODE.search(mail.outbox[-1].body)[1].replace("-", ""))
    assert len(codes) == 3
    assert all(len(code) >= 6 for code in codes)  # of 20 letters and digits or more: over 25 bits
    assert settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT <= 600
    client = by_code(someone)
    used = CODE.search(mail.outbox[-1].body)[1]
    client.post("/accounts/logout/")
    client.post("/accounts/login/code/confirm/", {"code": used})
    assert "_auth_user_id" not in client.session


def test_a_code_counts_only_in_the_browser_that_asked():
    someone = lan()
    asking, other = Client(), Client()
    asking.post("/accounts/login/code/", {"email": someone.email})
    code = CODE.search(mail.outbox[-1].body)[1]
    other.post("/accounts/login/code/", {"email": someone.email})
    other.post("/accounts/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in other.session


def test_a_code_of_a_letter_is_lost_after_three_wrong_ones():
    someone = lan()
    client = Client()
    client.post("/accounts/login/code/", {"email": someone.email})
    code = CODE.search(mail.outbox[-1].body)[1]
    for _ in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_there_are_no_secret_questions():
    page = Client().get("/accounts/password/reset/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    asked = re.findall(r'<input[^>]*name="(\w+)"', main)
    assert set(asked) == {"csrfmiddlewaretoken", "email"}


def test_nobody_sets_somebody_elses_password():
    someone, boss = lan(), actor("hub-admin", name="Quản trị")
    page = client_of(boss).get(f"/people/{to_slug(someone.pk)}").content.decode()
    assert "password" not in page[page.index("<main") : page.index("</main>")]


def test_an_administrator_signs_somebody_out():
    someone, boss = lan(), actor("hub-admin", name="Quản trị")
    client = by_password(someone)
    client_of(boss).post(f"/people/{to_slug(someone.pk)}/sign-out")
    assert client.get("/me")["Location"].startswith("/accounts/login/")
    assert client_of(actor(name="Khách")).post(f"/people/{to_slug(someone.pk)}/sign-out").status_code == 404
    assert client_of(boss).post(f"/people/{'0' * 26}/sign-out").status_code == 404


def test_the_time_of_codes_is_ours():
    client = by_password(lan())
    secret = str(client.get("/accounts/2fa/totp/activate/").context["form"].secret)
    stale = code_of(secret, away=-20)
    client.post("/accounts/2fa/totp/activate/", {"code": stale}, headers={"date": "Thu, 01 Jan 1970 00:00:00 GMT"})
    assert not Authenticator.objects.exists()


def test_keys_of_passkeys_are_written_by_nobody_else():
    """The only code that writes them is allauth's; of ours, nothing touches the table but to count and to delete."""
    ours = [path.read_text() for path in (ROOT / "longbien").rglob("*.py")]
    assert not any(re.search(r"Authenticator\.objects\.(create|update|bulk)", text) for text in ours)


def test_challenges_are_long_and_new_each_time():
    asked = [
        Client().get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"}).json() for _ in range(3)
    ]
    challenges = {one["request_options"]["publicKey"]["challenge"] for one in asked}
    assert len(challenges) == 3
    assert all(len(base64.urlsafe_b64decode(one + "==")) >= 16 for one in challenges)
    assert {one["request_options"]["publicKey"]["userVerification"] for one in asked} == {"required"}


def test_session_keys_are_long_and_in_a_safe_cookie():
    client = by_password(lan())
    cookie = client.cookies["sessionid"]
    assert len(cookie.value) >= 32  # of 36 letters and digits: over 128 bits
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert settings.SESSION_COOKIE_SECURE is settings.PUBLIC


def test_a_session_gets_a_new_key_when_one_shows_who_one_is():
    client = by_password(lan())
    before = client.session.session_key
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/me"})
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert [one.is_this for one in client.get("/me/devices").context["devices"]] == [True]


def test_sessions_end_when_nothing_happens():
    client = by_password(lan(), remember="on")
    age = client.session.get_expiry_age()
    assert 0 < age <= settings.SESSION_COOKIE_AGE
    assert by_password(person("Minh", email="minh@example.org")).session.get_expire_at_browser_close()


def test_signing_out_ends_the_session_itself():
    client = by_password(lan())
    key = client.session.session_key
    client.post("/accounts/logout/")
    assert not Session.objects.filter(pk=key).exists()
    again = Client()
    again.cookies["sessionid"] = key
    assert again.get("/me")["Location"].startswith("/accounts/login/")
    assert "no-cache" in by_password(Person.objects.get()).get("/me")["Cache-Control"]


@pytest.mark.parametrize("path", ["/me", "/", "/areas", "/me/devices", "/accounts/2fa/"])
def test_signing_out_stands_on_every_page(path):
    page = client_of(lan()).get(path).content.decode()
    assert 'action="/accounts/logout/"' in page
