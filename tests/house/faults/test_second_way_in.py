"""No way round the second factor, and no session that somebody else prepared.

Open Forms GHSA-64r3-x3gf-vp63: a second login page signed superusers in without their second factor.
"""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from longbien.people.actions.roles import grant_role
from longbien.people.models import HubRole, Person
from longbien.people.tokens import demo_token
from longbien.procedures.models import Case
from tests.people.make import PASSWORD, person
from tests.people.signing import by_code, by_password
from tests.procedures import make

pytestmark = pytest.mark.django_db
SET_UP = "/me/second-step"


@pytest.fixture
def officer() -> Person:
    """With an app and recovery codes, as every officer has."""
    made = person("Lan", email="lan@example.org", roles=("programme-officer",))
    TOTP.activate(made, generate_totp_secret())
    RecoveryCodes.activate(made)
    return made


def half_signed_in(who: Person) -> Client:
    """A session that shows the password alone, however it came about: the next wall has to hold by itself."""
    client = Client()
    client.force_login(who)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": who.email}]
    session.save()
    return client


OPEN_PAGES = ["/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/download/"]


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_recovery_codes_are_not_told_to_who_showed_only_a_password(officer, path):
    """With them, the second factor would be shown by whoever knows the first."""
    codes = RecoveryCodes(Authenticator.objects.get(user=officer, type="recovery_codes")).get_unused_codes()
    answer = half_signed_in(officer).get(path, follow=True)
    assert not any(code in answer.content.decode() for code in codes)


@pytest.mark.parametrize("path", ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_no_further_factor_is_added_by_who_did_not_show_the_first_one(officer, path):
    """Set up beside the real one, a factor of the attacker's own opens the office."""
    client = half_signed_in(officer)
    client.post(path, {"code": "000000", "name": "Mine", "credential": "{}"})
    assert Authenticator.objects.filter(user=officer).count() == 2
    page = client.get(path)
    assert page.status_code in (302, 403)
    assert "secret" not in page.content.decode()


def test_every_page_but_the_second_step_is_shut_whatever_its_method(officer):
    """Open Forms GHSA-64r3-x3gf-vp63: one address that was forgotten is enough."""
    client = half_signed_in(officer)
    for method in ("get", "post", "head", "options", "put", "delete", "patch"):
        for path in ("/", "/desk/", "/cases/", "/authoring/", "/people", "/en/desk/", "/record/", "/api/cases/x"):
            answer = getattr(client, method)(path)
            assert answer.status_code in (302, 403), (method, path, answer.status_code)
            assert answer.get("Location", SET_UP).removeprefix("/en") == SET_UP


def test_the_api_takes_no_session_without_a_second_factor(officer):
    """pretix: an API that knows the session but not how it began."""
    applicant = make.person("applicant")
    make.published()
    case_id = make.submitted(make.team(applicant), applicant)
    path = f"/api/cases/{case_id}/actions/approve"
    answer = half_signed_in(officer).post(path, {"reason": "Yes."}, "application/json")
    assert answer.status_code == 403
    assert Case.objects.get().state == "screening"
    for header in (
        {"Authorization": "Bearer x"},
        {"Authorization": f"Basic {PASSWORD}"},
        {"X-User": "lan@example.org"},
    ):
        assert Client(headers=header).post(path, {"reason": "Yes."}, "application/json").status_code in (401, 403)


@pytest.mark.parametrize("way", ["password", "code", "reset"])
def test_no_way_in_skips_the_second_step(officer, way):
    """Each way ends at the second step, and the office stays shut."""
    client = Client()
    if way == "reset":
        client.post("/accounts/password/reset/", {"email": officer.email})
        words = mail.outbox[-1].body
        link = next(word for word in words.split() if "/password/reset/key/" in word)
        page = client.get("/" + link.split("/", 3)[3], follow=True)
        new = "một mật khẩu rất mới và dài"
        client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    elif way == "code":
        client = by_code(officer)
    else:
        by_password(officer, client)
    assert client.get("/desk/").status_code == 302
    assert client.get("/me").status_code == 302
    assert "programme-officer" not in client.get("/", follow=True).content.decode()


def test_a_session_that_somebody_prepared_does_not_become_ones_own():
    """Session fixation (CWE-384): the key changes with the sign-in."""
    someone = person("Mai", email="mai@example.org")
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["prepared"] = "yes"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = prepared = session.session_key
    by_password(someone, client)
    assert client.get("/me").status_code == 200
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != prepared
    assert not Session.objects.filter(pk=prepared).exists()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a-key-of-my-own-choosing"
    assert client.get("/me").status_code == 302
    assert not Session.objects.filter(pk="a-key-of-my-own-choosing").exists()


def test_a_demonstration_link_is_worth_nothing_where_people_work(settings):
    """Open Forms GHSA-64r3-x3gf-vp63: what helps in development must not be there elsewhere."""
    demo = make.person("demo", "hub-admin")
    type(demo).objects.filter(pk=demo.pk).update(is_demo=True)
    settings.DEVELOPMENT = True
    token = demo_token(demo.pk)
    settings.DEVELOPMENT = False
    client = Client()
    assert client.get(f"/demo/sign-in/{token}").status_code == 404
    assert client.post("/demo/become", {"person": make.slug(demo.pk)}).status_code == 404
    assert client.get("/mail/").status_code == 404
    assert client.get("/me").status_code == 302


def test_a_demonstration_link_opens_no_real_account(settings):
    """Even in development: a link signs in as a demonstration person, never as anybody else."""
    settings.DEVELOPMENT = True
    real = make.person("real", "hub-admin")
    client = Client()
    assert client.get(f"/demo/sign-in/{demo_token(real.pk)}").status_code == 404
    assert client.post("/demo/become", {"person": make.slug(real.pk)}).status_code == 404


def test_there_is_no_other_login_page():
    """Open Forms GHSA-64r3-x3gf-vp63, Django's own admin and API log-ins: none of them is mounted."""

    def paths(patterns, before=""):
        for one in patterns:
            here = before + str(one.pattern)
            yield from paths(one.url_patterns, here) if hasattr(one, "url_patterns") else (here,)

    every = set(paths(get_resolver().url_patterns))
    logins = {path for path in every if "login" in path}
    oidc = [f"accounts/oidc/{how}/login/{part}" for how in ("<slug:provider_id>", "^(?P<provider_id>[^/]+)")
            for part in ("", "callback/")]  # fmt: skip
    over = [f"accounts/{name}/login/{part}/" for name in ("social", "3rdparty") for part in ("cancelled", "error")]
    own = ["accounts/login/", "accounts/login/code/", "accounts/login/code/confirm/", "accounts/2fa/webauthn/login/"]
    assert logins <= {*oidc, *over, *own}
    assert not any("admin/" in path or "api-auth" in path for path in every)


def test_an_office_that_is_granted_counts_for_no_session_that_began_without_a_factor():
    """Rights that come later must not ride on a sign-in that was made for less."""
    someone, admin = person("Mai", email="mai@example.org"), make.person("admin", "hub-admin")
    client = Client()
    by_password(someone, client)
    assert client.get("/me").status_code == 200
    grant_role(person_id=someone.pk, role="programme-officer", by=make.actor(admin), at=make.MONDAY)
    assert HubRole.objects.filter(person=someone).exists()
    assert client.get("/desk/")["Location"] == SET_UP


def test_an_unconfirmed_address_takes_over_no_account():
    """pretix and many: whoever registers an address first keeps a way in when its owner comes later."""
    someone = person("Mai", email="mai@example.org")
    thief = person("Trộm", email="thief@example.org")
    EmailAddress.objects.create(user=thief, email="MAI@example.org", verified=False, primary=False)
    client = Client()
    by_password(someone, client)
    assert client.session["_auth_user_id"] == str(someone.pk)
    client = Client()
    client.post("/accounts/password/reset/", {"email": "mai@example.org"})
    assert {address for one in mail.outbox for address in one.to} == {"mai@example.org"}


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_SERVER", "HTTP_FORWARDED"])
def test_a_letter_with_a_key_leads_to_no_other_host(header):
    """Host header poisoning (CWE-644): a reset link made from what the browser said its host was."""
    someone = person("Mai", email="mai@example.org")
    for path, data in (
        ("/accounts/password/reset/", {"email": someone.email}),
        ("/accounts/login/code/", {"email": someone.email}),
        (
            "/accounts/signup/",
            {"email": "new@example.org", "name": "New", "password1": PASSWORD, "password2": PASSWORD},
        ),
    ):
        Client().post(path, data, **{header: "host=evil.example" if header == "HTTP_FORWARDED" else "evil.example"})
    assert not any("evil.example" in one.body for one in mail.outbox)


@pytest.mark.parametrize(
    "away", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\t//evil.example"]
)
def test_signing_in_leads_to_no_other_host(away):
    """Open redirects (CWE-601) make a sign-in page of ours a doormat for somebody else's."""
    someone = person("Mai", email="mai@example.org")
    client = Client()
    answer = client.post("/accounts/login/", {"login": someone.email, "password": PASSWORD, "next": away})
    assert "evil.example" not in answer.headers.get("Location", "")
    assert "javascript" not in answer.headers.get("Location", "")
    confirm = client.get("/me/confirm", {"next": away})
    page = client.get(confirm.headers.get("Location", "/me"))
    assert not re.search(r"(?:href|action)=\W?(?:https?:)?(?:[/\\]{2})evil", page.content.decode())
