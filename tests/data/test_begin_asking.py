"""From the page of a data set to the form that asks for it: the set goes along, and what is asked is counted."""

import re
from html import unescape

import pytest
from django.test import Client

from longbien.kernel.ids import to_slug
from longbien.procedures.models import Case, Draft
from tests.data.make_access import ACCESS, Access, access, listed
from tests.people.make import client_of

pytestmark = pytest.mark.django_db
START = f"/en/services/{ACCESS}/start"


@pytest.fixture
def room() -> Access:
    people = access()
    listed()
    return people


def read(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def led_on(page: str, words: str) -> str:
    """Where the link with these words leads."""
    (found,) = re.findall(rf'href="([^"]+)"[^>]*>{words}<', page)
    return unescape(found)


def begun(room: Access, given: str) -> Draft | None:
    """What the first form holds once a case was opened by an address."""
    sent = client_of(room.lead).post(f"{START}?given={given}", {"organisation": str(room.team.pk)})
    assert sent.status_code == 302
    return Draft.objects.filter(case=Case.objects.latest("opened_at", "pk")).first()


def test_the_set_goes_along_from_its_page_to_the_draft(room):
    hers = client_of(room.lead)
    service = led_on(read(hers, "/en/data/trial-set"), "Ask for access")
    said = read(hers, service)
    assert "Data set of the catalogue" in said
    start = led_on(said, "Start")
    asked = read(hers, start)
    assert "A trial set" in asked
    sent = hers.post(start, {"organisation": str(room.team.pk)})
    case = Case.objects.get()
    assert sent["Location"].endswith(f"/cases/{to_slug(case.pk)}")
    draft = Draft.objects.get()
    assert (draft.form, draft.data) == ("request", {"data_set": "trial-set"})
    pages = f"/en/cases/{to_slug(case.pk)}/do/submit/page"
    form = read(hers, f"{pages}/1")
    assert re.search(r'value="trial-set"[^>]*(checked|selected)', form)
    columns = read(hers, f"{pages}/2")
    assert 'value="size"' in columns
    assert 'value="code"' not in columns


def test_it_goes_along_through_the_sign_in(room):
    to_sign_in = Client().get(f"{START}?given=data_set:trial-set")
    assert "given%3Ddata_set" in to_sign_in["Location"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("data_set:no-such-set", "“no-such-set” is not among the answers to “Data set of the catalogue”"),
        ("data_set:", "“” is not among the answers"),
        ("title:Mine", "an answer that this service does not ask for (“title:Mine”)"),
        ("nothing", "an answer that this service does not ask for"),
        ("%00%ED%A0%80:<script>", "an answer that this service does not ask for"),
    ],
)
def test_what_the_form_does_not_offer_is_told_and_hinders_nobody(room, given, says):
    for address in (START, START.removesuffix("/start")):
        page = client_of(room.lead).get(f"{address}?given={given}")
        assert (page.status_code, says in unescape(page.content.decode())) == (200, True)
        assert "<script>:" not in page.content.decode()
    assert led_on(read(client_of(room.lead), f"{START.removesuffix('/start')}?given={given}"), "Start") == START
    assert begun(room, given) is None


def test_each_language_says_it(room):
    page = client_of(room.lead).get(f"{START.removeprefix('/en')}?given=data_set:none").content.decode()
    assert "không có trong các câu trả lời" in page


def test_pages_that_are_not_asked_count_nowhere(room):
    """Without personal data the page on ethics is passed by: there are five parts, and five pages."""
    hers = client_of(room.lead)
    hers.post(START, {"organisation": str(room.team.pk)})
    case = Case.objects.get()

    form = f"/en/cases/{to_slug(case.pk)}/do/submit"

    def page(number: int) -> str:
        return f"{form}/page/{number}"

    assert "0 of 5 parts" in read(hers, form)
    assert "Page 5 of 5" in read(hers, page(6))
    assert led_on(read(hers, page(5)), "Back") == page(3)
    hers.post(page(3), {"personal": "yes", "_save": "1"})
    assert "of 6 parts" in read(hers, form)
    assert "Page 6 of 6" in read(hers, page(6))
    assert "Page 4 of 6" in read(hers, page(4))
    assert led_on(read(hers, page(5)), "Back") == page(4)
