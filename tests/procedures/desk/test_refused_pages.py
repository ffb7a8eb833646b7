"""A page that says no keeps what was typed under the words of its boxes, and leads back to the case."""

from datetime import timedelta

import pytest
from django.test import Client

from longbien.kernel.ids import to_slug
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY + timedelta(days=3)
TYPED = {"reason": "Thiếu bản vẽ", "seq": "2", "list": "whose=mine", "title": "Ngập úng", "odd": "?"}


@pytest.fixture
def case(office):
    return office.file()


def test_whoever_comes_second_is_led_back_to_the_case(office, case):
    office.do(case, "reject", "minh", at=NOW, reason="r")
    url = f"/en/cases/{to_slug(case)}/do/approve/send"
    page = client_of(office.people["lan"]).post(url, TYPED)
    said = page.content.decode()
    assert page.status_code == 409
    assert f'href="/en/cases/{to_slug(case)}/desk?list=whose%3Dmine&amp;do=approve">Back to the case' in said
    for label in ("Reason", "title", "odd"):
        assert f'">{label}</label>' in said
    assert ">seq<" not in said
    assert ">list<" not in said


def test_an_applicant_is_led_to_their_own_page(office, case):
    office.do(case, "reject", at=NOW, reason="r")
    lead = office.teams[0].memberships.get().person
    page = client_of(lead).post(f"/en/cases/{to_slug(case)}/do/withdraw/send", {"seq": "2"})
    assert page.status_code == 409
    assert f'href="/en/cases/{to_slug(case)}">Back to the case' in page.content.decode()


def test_a_reason_is_said_once(office, case):
    said = client_of(office.people["lan"]).get(f"/en/cases/{to_slug(case)}/do/resubmit/send")
    assert said.status_code == 403
    what = said.content.decode().partition('<p class="prose">')[2].partition("</p>")[0]
    assert what
    assert said.content.decode().count(what) == 1


@pytest.mark.parametrize(
    ("path", "onward"),
    [
        ("desk?do=approve&list=whose%3Dmine", "/desk%3Flist%3Dwhose%253Dmine%26do%3Dapprove"),
        ("do/approve/send", ""),
        ("notes", "/desk%3Flist%3Dwhose%253Dmine"),
    ],
)
def test_a_session_that_ended_is_called_so_and_signing_in_leads_back(office, case, path, onward):
    said = Client().post(f"/en/cases/{to_slug(case)}/{path}", TYPED)
    page = said.content.decode()
    assert said.status_code == 403
    assert "<h1>You are no longer signed in</h1>" in page
    assert "Thiếu bản vẽ" in page
    way = page.partition("<main")[2].partition("login/?next=")[2].partition('"')[0]
    assert way == f"/en/cases/{to_slug(case)}{onward}"
    assert "Back to the case" not in page


def test_nobody_is_led_to_what_they_may_not_see(office, case):
    page = client_of(office.people["outsider"]).post(f"/en/cases/{to_slug(case)}/do/approve/send", TYPED)
    assert page.status_code == 404
    assert "Back to the case" not in page.content.decode()
