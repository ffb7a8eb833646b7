"""Files in a form that is open on two devices: kept where nobody touched them, laid aside with their
rows, opened by who chooses."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from longbien.procedures.models import Case, Draft
from longbien.procedures.privacy import export
from tests.procedures import make
from tests.procedures.test_filling import Side, fields

pytestmark = pytest.mark.django_db
ROW = {
    "name": {"type": "string", "x-title": make.bi("Name")},
    "paper": {"$ref": "urn:longbien:file", "x-accept": [".pdf"], "x-title": make.bi("Paper")},
}
ROWS = {"type": "object", "additionalProperties": False, "required": ["name"], "properties": ROW}
THING = {"title": "A thing", "size": "4"}


def pdf(name):
    content = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n" + name.encode()
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def desk():
    form = make.form(
        title={"type": "string"},
        size={"type": "integer"},
        plan={"$ref": "urn:longbien:file", "x-accept": [".pdf"], "optional": True},
        parts={"type": "array", "optional": True, "items": ROWS},
    )
    make.published(forms={"request": form})
    anne, ben = make.person("anne"), make.person("ben")
    return Side(anne, Case.objects.get(pk=make.opened(make.team(anne, ben), anne)))


@pytest.fixture
def phone(desk):
    return Side(desk.person, desk.case)


def send(side, drawn, **typed):
    """What a browser sends, which names the files that the page showed too."""
    return side.client.post(side.at("fill-page", "submit", 1), drawn | THING | typed)


def test_a_page_that_did_not_touch_a_file_leaves_the_one_that_took_its_place(desk, phone):
    desk.post(1, **THING, plan=pdf("one.pdf"))
    old = fields(phone.page(1))
    desk.post(1, **THING, plan=pdf("two.pdf"))
    assert send(phone, old, size="5").status_code == 302
    draft = Draft.objects.get()
    assert (draft.data["plan"]["name"], draft.data["size"], draft.aside) == ("two.pdf", 5, {})


def test_a_row_that_is_laid_aside_keeps_its_file(desk, phone):
    row = {"parts-0-name": "row"}
    desk.post(1, **THING, **row, **{"parts-0-paper": pdf("one.pdf")})
    old = fields(phone.page(1))
    desk.post(1, **THING, **row, **{"parts-0-paper": pdf("two.pdf")})
    assert send(phone, old, **{"parts-0-name": "written on the phone"}).status_code == 409
    draft = Draft.objects.get()
    [laid] = draft.aside["parts"].values()
    assert [(one["name"], one["paper"]["name"]) for one in laid["value"]] == [("written on the phone", "one.pdf")]
    assert draft.data["parts"][0]["paper"]["name"] == "two.pdf"


def test_nobody_keeps_a_file_that_somebody_else_stored_and_that_never_stood_here(desk):
    ben = Side(make.Person.objects.get(name="Ben"), desk.case)
    desk.post(1, **THING, plan=pdf("one.pdf"))
    gone = fields(desk.page(1))["plan-kept"]
    desk.post(1, **THING, plan=pdf("two.pdf"))
    send(ben, {"_page": "p", "_based": "", "plan-kept": gone})
    assert gone not in str(list(Draft.objects.filter(person=ben.person).values("data", "aside")))


def test_both_files_can_be_opened_by_who_has_to_choose_and_by_nobody_else(desk, phone):
    desk.post(1, **THING)
    old = fields(phone.page(1))
    desk.post(1, **THING, plan=pdf("two.pdf"))
    clash = send(phone, old, plan=pdf("three.pdf"))
    assert clash.status_code == 409
    links = re.findall(r'href="([^"]+)"[^>]*>(two|three)\.pdf', clash.content.decode())
    assert [name for _, name in links] == ["two", "three"]
    assert [desk.client.get(link).status_code for link, _ in links] == [200, 200]
    ben = Side(make.Person.objects.get(name="Ben"), desk.case)
    assert [ben.client.get(link).status_code for link, _ in links] == [200, 404], "laid aside in Anne's own draft"


def test_a_copy_of_one_s_data_holds_what_is_laid_aside(desk, phone):
    desk.post(1, **THING)
    old = phone.page(1)
    desk.post(1, **THING | {"title": "At the desk"})
    phone.answer(old, 1, **THING | {"title": "On the way"})
    [draft] = export(desk.person.pk).data["drafts"]
    assert draft["data"]["title"] == "At the desk"
    assert [one["value"] for one in draft["laid_aside"]["title"].values()] == ["On the way"]
