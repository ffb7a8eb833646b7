"""Headers, limits, logs and API faults: what protects the hub and those who use it."""

import io
import json
import logging

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from ninja import NinjaAPI, Schema

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.site import api as site_api
from longbien.site import middleware
from longbien.site.environment import read_environment
from longbien.site.logs import JsonFormatter

pytestmark = pytest.mark.django_db


# ---- headers


@pytest.mark.parametrize("url", ["/", "/gallery", "/nowhere", "/api/nowhere", "/health"])
def test_every_answer_carries_its_armour(client, url):
    headers = client.get(url).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_public_name_means_https(tmp_path):
    (tmp_path / "hubs").mkdir()
    given = {"LONGBIEN_VAR": str(tmp_path), "LONGBIEN_HOSTS": "localhost,hub.example.org", "LONGBIEN_PROXIES": "1"}
    found = read_environment(given, root=tmp_path)
    assert found.origins == ["https://hub.example.org"]
    assert found.proxies == 1


# ---- limits


def writes(client, count, **headers):
    return [client.post("/gallery", {"title": "x"}, **headers) for _ in range(count)]


def test_writes_beyond_the_limit_wait(client, settings):
    settings.WRITES_PER_MINUTE = {"person": 3, "address": 2, "key": 4}
    *_, refused = writes(client, 3)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "giây" in refused.content.decode()
    assert client.get("/gallery").status_code == 200


def test_persons_addresses_and_keys_are_counted_apart(client, settings, django_user_model):
    settings.WRITES_PER_MINUTE = {"person": 3, "address": 2, "key": 4}
    assert [r.status_code for r in writes(client, 3)] == [422, 422, 429]
    keyed = {"headers": {"Authorization": "Bearer a"}}
    assert writes(client, 1, **keyed)[0].status_code == 429  # a form takes no key, so it gives no room
    found = [client.post("/api/nowhere", **keyed).status_code for _ in range(5)]
    assert found == [404] * 4 + [429]
    client.force_login(django_user_model.objects.create(email="an@example.org", name="An"))
    assert [r.status_code for r in writes(client, 4)] == [422] * 3 + [429]


def test_no_cache_keeps_what_a_session_is_shown(client, django_user_model):
    assert "Cache-Control" not in client.get("/").headers
    client.force_login(django_user_model.objects.create(email="an@example.org", name="An"))
    assert client.get("/me")["Cache-Control"] == "private, no-cache"
    assert client.get("/log/key")["Cache-Control"] == "public, max-age=2"


def test_programs_are_told_in_problem_details(client, settings):
    settings.WRITES_PER_MINUTE = {"person": 0, "address": 0, "key": 0}
    response = client.post("/api/nowhere")
    assert (response.status_code, response["Content-Type"]) == (429, "application/problem+json")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "9.9.9.9,1.2.3.4,7.7.7.7", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, address):
    settings.ENV = type("Env", (), {"proxies": proxies})
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.1")
    assert middleware.client_address(request) == address


def test_a_huge_request_is_refused_unread(client):
    for url in ("/gallery", "/api/nowhere"):
        response = client.post(url, b"x", content_type="text/plain", CONTENT_LENGTH=str(65_000_000))
        assert response.status_code == 413


@pytest.mark.parametrize("declared", ["", "x", "-1"])
def test_a_strange_length_is_no_failure(client, declared):
    assert client.get("/health", CONTENT_LENGTH=declared).status_code in (200, 503)


# ---- logs


def logged(call) -> dict:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("longbien.tests")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    call(logger)
    logger.removeHandler(handler)
    return json.loads(stream.getvalue())


def test_a_line_holds_no_argument_and_no_unknown_field():
    line = logged(
        lambda log: log.info("sent to %s", "an@example.org", extra={"status": 200, "email": "an@example.org"})
    )
    assert line["message"] == "sent to %s"
    assert line["status"] == 200
    assert "an@example.org" not in json.dumps(line)


def test_an_exception_is_where_it_arose_and_not_what_it_said():
    def fail(log):
        try:
            raise ValueError("an@example.org typed this")
        except ValueError:
            log.exception("a page failed")

    line = logged(fail)
    assert line["exception"] == "ValueError"
    assert line["frames"][-1].endswith("fail")
    assert "example.org" not in json.dumps(line)


def test_requests_are_logged_by_route_and_never_by_address(client, caplog):
    with caplog.at_level(logging.INFO, "longbien.requests"):
        client.get("/search?q=secret+illness")
        client.get("/nowhere/secret")
    lines = [JsonFormatter().format(record) for record in caplog.records if record.name == "longbien.requests"]
    assert [json.loads(line)["route"] for line in lines] == ["search"]
    assert "secret" not in "".join(lines)


# ---- the API's faults


class Given(Schema):
    name: str
    count: int


def probe() -> Client:
    own = NinjaAPI(urls_namespace="probe")
    for kind, handler in site_api.api._exception_handlers.items():
        own.add_exception_handler(kind, handler)

    @own.post("/take")
    def take(request: HttpRequest, given: Given) -> dict[str, int]:
        raise Refusal("closed", Text.of(vi="Đã đóng.", en="Closed."), status=409)

    @own.get("/locked", auth=lambda request: None)
    def locked(request: HttpRequest) -> None: ...

    return own


@pytest.fixture
def taken(settings):
    from django.urls import path

    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [path("api/", probe().urls)]})
    return Client()


def test_missing_and_mistyped_fields_are_named(taken):
    response = taken.post("/api/take", {"count": "many"}, content_type="application/json")
    assert response.status_code == 422
    faults = {fault["where"]: fault["what"]["en"] for fault in response.json()["faults"]}
    assert faults == {"/name": "This field is missing.", "/count": "A whole number is needed."}


def test_broken_json_and_a_refusal_and_a_missing_key(taken):
    assert taken.post("/api/take", b"{", content_type="application/json").status_code in (400, 422)
    assert (
        taken.post("/api/take", {"name": "a", "count": 1}, content_type="application/json")
        .json()["type"]
        .endswith("#closed")
    )
    response = taken.get("/api/locked")
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert response["Content-Type"] == "application/problem+json"


def test_other_faults_are_told_as_they_are():
    assert site_api.words({"type": "url_scheme", "msg": "bad scheme"})["vi"] == "bad scheme"
