"""Signing in with an OpenID Connect provider: PKCE, state and nonce, levels of assurance, and what is refused."""

import base64
import hashlib
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import requests
import werkzeug.serving
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core import mail
from django.test import Client
from oidc_provider_mock import User, app

from longbien.kernel.subject import Subject
from longbien.people.models import HubRole, Person
from longbien.record.queries.entries import entries
from longbien.site.environment import Oidc, provider_apps
from tests.people.make import NOW, PASSWORD, person
from tests.people.signing import by_password

pytestmark = pytest.mark.django_db
LOGIN, CALLBACK = "/accounts/oidc/hub/login/", "/accounts/oidc/hub/login/callback/"
HIGH = "urn:example:two-factors"
PEOPLE = (
    User(sub="lan", claims={"name": "Lê Lan", "email": "lan@example.org", "email_verified": True, "acr": HIGH}),
    User(sub="minh", claims={"name": "Trần Minh", "email": "minh@example.org", "email_verified": True, "acr": "low"}),
    User(sub="ẩn", claims={"email": "an@example.org", "email_verified": False, "acr": HIGH}),
)


class Strict:
    """The mock, which knows no PKCE, behind one who does (RFC 7636): a code is given only for its verifier."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.challenges, self.codes = inner, [], []

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        query = parse_qs(environ["QUERY_STRING"])
        if environ["PATH_INFO"].endswith("/authorize"):
            assert query["code_challenge_method"] == ["S256"]
            self.challenges += query["code_challenge"]
        elif environ["PATH_INFO"].endswith("/token"):
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            verifier = parse_qs(body.decode()).get("code_verifier", [""])[0]
            made = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
            if made not in self.challenges:
                start("400 Bad Request", [("Content-Type", "application/json")])
                return [b'{"error": "invalid_grant"}']
            environ["wsgi.input"] = BytesIO(body)
        return self.inner(environ, start)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    server = werkzeug.serving.make_server(
        "localhost", 0, Strict(app(require_nonce=True, user_claims=PEOPLE)), threaded=True
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def provider(issuer: str, settings: Any) -> None:
    oidc = Oidc(issuer, "longbien", "secret")
    settings.ENV = type("Env", (), {**{k: getattr(settings.ENV, k) for k in ("proxies", "url", "port")}, "oidc": oidc})
    apps = provider_apps(oidc, {"sign_in_provider": {"two_factors": [HIGH]}})
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def begin(client: Client, **more: str) -> str:
    """Go to the provider; the answer is the address that it is asked under."""
    return str(client.post(f"{LOGIN}?{urlencode(more)}" if more else LOGIN)["Location"])


def answer(asked: str, who: str) -> str:
    """Sign in there; the answer is the way back."""
    back = requests.post(asked, data={"sub": who}, allow_redirects=False, timeout=10)
    assert back.status_code == 302
    return "?".join(urlsplit(back.headers["Location"])[2:4:1])


def sign_in(who: str, client: Client | None = None) -> Client:
    client = client or Client()
    client.get(answer(begin(client), who))
    return client


def test_the_way_there_is_marked_for_one_journey():
    asked = parse_qs(urlsplit(begin(Client(), scope="admin", auth_params="nonce=mine&prompt=none")).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16
    assert len(asked["nonce"][0]) >= 32  # and not what a visitor adds to the address
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in asked
    assert asked["acr_values"] == [HIGH]
    assert "secret" not in asked
    assert Client().get(LOGIN).status_code == 200  # a link from elsewhere only asks


def test_a_new_person_gets_an_account_and_the_record_says_so():
    client = sign_in("lan")
    assert client.get("/me").status_code == 200
    made = Person.objects.get()
    assert (made.name, made.email, made.has_usable_password()) == ("Lê Lan", "lan@example.org", False)
    (entry,) = (one for one in entries(Subject("people.person", made.pk)) if one.kind == "people.person_registered")
    assert "Lan" not in entry.leaf
    assert not SocialToken.objects.exists()
    sign_in("lan")
    assert SocialAccount.objects.count() == Person.objects.count() == 1


@pytest.mark.parametrize(("who", "opens"), [("lan", True), ("minh", False)])
def test_only_two_factors_over_there_open_an_office_here(who, opens):
    client = sign_in(who)
    HubRole.objects.create(person=Person.objects.get(), role="hub-admin", granted_at=NOW)
    page = client.get("/people")
    assert (page.status_code == 200) is opens
    assert opens or page["Location"] == "/me/second-step"


def test_a_replayed_answer_is_refused():
    client = Client()
    back = answer(begin(client), "lan")
    assert client.get(back).status_code == 302
    client.post("/accounts/logout/")
    again = client.get(back)
    assert again.status_code == 403
    assert "Đăng nhập không thành" in again.content.decode()
    assert "_auth_user_id" not in client.session


def test_somebody_elses_answer_is_refused():
    """An attacker's answer in a victim's browser would sign the victim in as the attacker."""
    back = answer(begin(Client()), "lan")
    victim = Client()
    begin(victim)
    assert victim.get(back).status_code == 403
    assert "_auth_user_id" not in victim.session


@pytest.mark.parametrize("change", [("state=", "state=x"), ("code=", "code=x"), ("code=", "error=server_error&x=")])
def test_a_forged_answer_is_refused(change):
    client = Client()
    back = answer(begin(client), "lan").replace(*change)
    assert client.get(back).status_code == 403
    assert not Person.objects.exists()


def test_a_code_of_another_journey_is_refused():
    """The state is ours, the code was stolen: its verifier and its nonce are not in this browser."""
    stolen = parse_qs(urlsplit(answer(begin(Client()), "lan")).query)["code"][0]
    thief = Client()
    mine = parse_qs(urlsplit(begin(thief)).query)
    assert thief.get(f"{CALLBACK}?{urlencode({'code': stolen, 'state': mine['state'][0]})}").status_code == 403
    assert not Person.objects.exists()


def test_an_address_alone_opens_nobodys_account():
    """Who is here already under the same address stays who they are, and is told by letter."""
    known = person("Lan", email="lan@example.org")
    client = sign_in("lan")
    assert "_auth_user_id" not in client.session
    assert list(Person.objects.all()) == [known]
    assert not SocialAccount.objects.exists()


def test_what_the_provider_did_not_verify_is_asked_for():
    client = sign_in("ẩn")
    page = client.get("/accounts/3rdparty/signup/")
    assert page.status_code == 200
    client.post("/accounts/3rdparty/signup/", {"name": "Vô Danh", "email": "an@example.org"})
    assert "_auth_user_id" not in client.session  # not before the address is confirmed
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[-1].body)[1]
    client.post(link)
    assert Person.objects.get().name == "Vô Danh"


def test_one_connects_it_to_ones_account_and_takes_it_away_again():
    lan = person("Lan", email="lan@example.org")
    client = by_password(lan)
    assert client.get("/accounts/3rdparty/").status_code == 200
    client.get(answer(begin(client, process="connect"), "lan"))
    (account,) = SocialAccount.objects.all()
    assert account.user == lan
    assert sign_in("lan").session["_auth_user_id"] == str(lan.pk)
    assert "kết nối" in mail.outbox[-1].body
    client.post("/accounts/3rdparty/", {"account": account.pk})
    assert not SocialAccount.objects.exists()
    assert lan.check_password(PASSWORD)


def test_turning_back_over_there_is_no_error():
    client = Client()
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    page = client.get(f"{CALLBACK}?{urlencode({'error': 'access_denied', 'state': state})}", follow=True)
    assert page.status_code in (200, 403)
    assert "_auth_user_id" not in client.session


def test_the_page_of_sign_in_offers_it_by_the_name_the_hub_gives():
    assert "OpenID Connect" in Client().get("/accounts/login/").content.decode()
    assert provider_apps(None, {}) == []
    assert settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION is False


def test_a_provider_that_names_another_issuer_is_refused(settings):
    """Mix-up: the metadata of one provider served under the address of another."""
    (known,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    other = known["settings"]["server_url"].replace("localhost", "127.0.0.1")
    overrides = {"openid_configuration_overrides": {"issuer": other}}
    known["settings"] |= overrides
    assert Client().post(LOGIN).status_code == 502


def test_a_provider_that_is_away_is_told_in_words(settings):
    (known,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    known["settings"]["server_url"] = "http://localhost:9"
    answer = Client().post(LOGIN)
    assert answer.status_code == 502
    assert "Đăng nhập không thành" in answer.content.decode()
    assert Client().get("/accounts/oidc/other/login/").status_code == 404


@pytest.mark.parametrize("forge", ["unsigned", "by somebody else", "with the public key as a secret"])
def test_an_unsigned_token_is_refused(forge, monkeypatch):
    """The signature counts even over a connection that nobody could have come between."""
    client = Client()
    back = answer(begin(client), "lan")
    decode = jwt.decode

    def forged(token, key, **how):
        said = decode(token, options={"verify_signature": False})
        if forge == "unsigned":
            return decode(jwt.encode(said, None, algorithm="none"), key, **how)
        if forge == "by somebody else":
            other = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
            return decode(jwt.encode(said, other, algorithm="RS256"), key, **how)
        return decode(jwt.encode(said, "a secret of thirty-two bytes, or so", algorithm="HS256"), key, **how)

    monkeypatch.setattr("longbien.people.accounts.oidc.jwt.decode", forged)
    assert client.get(back).status_code == 403
    assert not Person.objects.exists()


def test_a_token_for_another_client_is_refused(settings):
    client = Client()
    back = answer(begin(client), "lan")
    (known,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    known["client_id"] = "somebody-else"  # whom the code and its token were not made for
    assert client.get(back).status_code == 403
    assert not Person.objects.exists()
