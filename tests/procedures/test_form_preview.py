"""A form of a service in writing, looked at as those who fill it in will see it: in each language, and nothing kept."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from longbien.procedures.actions.authoring.drafting import save_revision
from longbien.procedures.models import ServiceDraft
from longbien.procedures.queries.authoring.drafts import texts_of
from longbien.procedures.rules.authoring.texts import Texts, is_letter
from longbien.record.models import Document
from tests.procedures import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    person = make.person("clerk", "department-officer")
    client.force_login(person)
    return make.actor(person)


@pytest.fixture
def draft(clerk):
    return ServiceDraft.objects.get(pk=make.begun(clerk, make.MONDAY))


def written(draft, clerk, schema):
    """The draft with this form, and without samples, which say nothing about it."""
    texts = texts_of(draft)
    forms = {name: text if is_letter(name) else json.dumps(schema) for name, text in texts.forms.items()}
    save_revision(draft_id=draft.pk, texts=Texts(texts.procedure, forms), seen=1, by=clerk, at=make.MONDAY)


def url(draft, name="request"):
    return "/en" + reverse("procedures:draft-form", args=[draft.pk, name]).removeprefix("/en")


def read(reply, status=200):
    assert reply.status_code == status
    return reply.content.decode()


def test_each_form_is_shown_in_each_language_from_the_page_where_samples_are_tried(client, draft):
    assert f'href="{url(draft)}"' in read(client.get(url(draft).replace("/forms/request", "/try")))
    english, vietnamese = (read(client.get(url(draft), {"language": one})) for one in ("en", "vi"))
    asked = "What do you ask for?"
    assert asked in english
    assert asked not in vietnamese
    assert '<div class="stack" lang="vi">' in vietnamese
    assert "Tiếp tục" in vietnamese
    assert client.get(url(draft, "other")).status_code == 404
    assert read(client.get(url(draft), {"language": "xx"}))


def test_what_is_typed_is_looked_at_and_forgotten(client, draft, clerk):
    written(
        draft,
        clerk,
        make.form(
            size={"type": "integer", "minimum": 1},
            sells={"type": "boolean"},
            goods={"type": "string", "minLength": 2, "x-when": "data.sells"},
            plan={"$ref": "urn:longbien:file", "x-accept": [".pdf"], "optional": True},
            rows={"type": "array", "optional": True, "items": make.form(kind={"type": "string", "minLength": 3})},
        ),
    )
    first = read(client.get(url(draft)))
    assert "<code>data.sells</code>" in first
    assert "f-goods" not in first
    asked = {"_shown": "size sells plan rows"}
    assert "write a whole number" in read(client.post(url(draft), {**asked, "size": "three", "sells": "yes"}))
    more = read(client.post(url(draft), {**asked, "size": "2", "sells": "yes"}))
    assert "Your answer leads to one more question on this page." in more
    assert "f-goods" in more
    assert "Mistake" not in more
    asked["_shown"] += " goods"
    assert "goods: fill this in." in read(client.post(url(draft), {**asked, "size": "2", "sells": "yes"}))
    short = {**asked, "size": "2", "sells": "yes", "goods": "tea", "rows-0-kind": "ab"}
    assert "Mistake" in read(client.post(url(draft), short))
    added = read(client.post(url(draft), {**asked, "size": "0", "rows-0-kind": "a", "_add": "rows"}))
    assert 'name="rows-1-kind"' in added
    assert "1 or more" not in added
    plan = SimpleUploadedFile("plan.pdf", b"%PDF-1.7", "application/pdf")
    done = {**asked, "size": "2", "sells": "no", "plan": plan, "rows-0-kind": "abc"}
    assert "Nothing is wrong with these answers." in read(client.post(url(draft), done))
    assert not Document.objects.exists()


def test_a_long_form_shows_its_pages_one_below_the_other(client, draft, clerk):
    schema = make.form(sells={"type": "boolean"}, goods={"type": "string", "x-when": "data.sells"})
    pages = [
        {"title": make.bi("The event"), "hint": make.bi("In short."), "questions": ["sells"]},
        {"title": make.bi("The goods"), "questions": ["goods"]},
    ]
    written(draft, clerk, schema | {"x-pages": pages})
    said = read(client.get(url(draft)))
    assert said.index("Page 1 of 2") < said.index("The event") < said.index("In short.") < said.index("The goods")
    assert "This page is passed over" in said


def test_nobody_else_sees_it_and_a_draft_with_faults_has_none(client, draft, clerk):
    assert Client().get(url(draft)).status_code == 302
    stranger = Client()
    stranger.force_login(make.person("stranger"))
    assert stranger.get(url(draft)).status_code == 404
    written(draft, clerk, {"type": "object"})
    assert client.get(url(draft)).status_code == 404
