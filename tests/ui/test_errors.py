"""What people and programs are told when something can't be done."""

import logging

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.test import Client
from django.urls import path

from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.ui import errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

CLOSED = Text.of(vi="Đã đóng.", en="It is closed.")


def refuse(request):
    raise Refusal("closed", CLOSED, faults=(Fault("title", Text.of(vi="Ngắn quá.", en="Too short.")),))


def race(request):
    raise conflict("decided", CLOSED)


def forbid(request):
    raise PermissionDenied("secret detail")


def lose(request):
    raise Http404("secret detail")


def burst(request):
    raise RequestDataTooBig("secret detail")


def fail(request):
    raise ValueError("secret detail")


def damage(request):
    raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")


def halve(request):
    "\ud800".encode()


def only_get(request):
    return HttpResponseNotAllowed(["GET"])


def read(request):
    return HttpResponse(str(len(request.POST)))


VIEWS = (refuse, race, forbid, lose, burst, fail, damage, halve, only_get, read)
urlpatterns = [
    *(path(f"{start}{view.__name__}", view) for view in VIEWS for start in ("", "api/")),
    path("accounts/login/", read, name="account_login"),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.missing, errors.broken

STATUSES = {
    "refuse": 422,
    "race": 409,
    "forbid": 403,
    "lose": 404,
    "burst": 413,
    "fail": 500,
    "damage": 422,
    "halve": 422,
    "only_get": 405,
}


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr("longbien.ui.navigation._entries", [])
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_pages_say_it_in_words(client, name, status):
    response = client.get(f"/{name}")
    html = response.content.decode()
    assert response.status_code == status
    assert "<h1>" in html
    assert '<html lang="vi">' in html
    assert "secret detail" not in html


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_programs_get_problem_details(client, name, status):
    response = client.get(f"/api/{name}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    body = response.json()
    assert body["status"] == status
    assert set(body["title"]) == {"vi", "en"}
    assert "secret" not in response.content.decode()


def test_faults_are_listed_for_both(client):
    assert "Ngắn quá." in client.get("/refuse").content.decode()
    assert client.get("/api/refuse").json()["faults"] == [
        {"where": "title", "what": {"vi": "Ngắn quá.", "en": "Too short."}}
    ]


def test_a_wrong_verb_names_the_right_ones(client):
    assert client.post("/only_get")["Allow"] == "GET"


def test_what_was_typed_is_kept_but_no_secret(client):
    typed = {"story": "<b>dài</b>", "password": "hunter2", "csrfmiddlewaretoken": "token", "_add": "rows", "blank": " "}
    html = client.post("/refuse", typed).content.decode()
    assert "&lt;b&gt;dài&lt;/b&gt;" in html
    assert "hunter2" not in html
    assert html.count("<textarea") == 1


def test_an_expired_page_keeps_what_was_typed(monkeypatch):
    monkeypatch.setattr("longbien.ui.navigation._entries", [])
    response = Client(enforce_csrf_checks=True).post("/read", {"story": "một tiếng viết"})
    assert response.status_code == 403
    assert "một tiếng viết" in response.content.decode()


@pytest.mark.parametrize(
    "body",
    [b"story=%ff%fe", b"story=\xff", b"story=%00", b"a=1&" * 5000, b"\x00" * 100, b"story=%ED%A0%80"],
)
def test_broken_bodies_never_fail(client, body):
    response = client.post("/read", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (200, 413)


@pytest.mark.parametrize("body", [b"", b"--x", b"garbage", b"--x\r\n\r\n--x--"])
@pytest.mark.parametrize("boundary", ["; boundary=x", "", "; boundary="])
def test_broken_multipart_never_fails(client, body, boundary):
    response = client.post("/read", body, content_type=f"multipart/form-data{boundary}")
    assert response.status_code in (200, 400)


def test_a_failure_gives_a_reference_that_stands_in_the_log(client, caplog):
    with caplog.at_level(logging.ERROR, "longbien.errors"):
        html = client.get("/fail").content.decode()
    [reference] = [record.reference for record in caplog.records if record.name == "longbien.errors"]
    assert reference in html


def test_a_missing_address_without_a_route(client):
    assert client.get("/nowhere").status_code == 404
    assert client.get("/api/nowhere").json()["status"] == 404
