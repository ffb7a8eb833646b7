"""The pages of services and cases, as each reader meets them."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.refusal import Refusal
from longbien.people.models import HubRole, Membership
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Answers, Case, Draft, Notice, Task
from longbien.procedures.privacy import export
from longbien.procedures.templatetags.procedures import left
from tests.procedures import make
from tests.procedures.world import forms

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def asked():
    everything = make.form(
        title={"type": "string", "minLength": 3},
        size={"type": "integer", "minimum": 1},
        story={"type": "string", "x-kind": "longtext", "optional": True},
        money={"$ref": "urn:longbien:money", "optional": True},
        day={"type": "string", "format": "date", "optional": True},
        kind={"enum": ["a", "b"], "x-labels": {"a": make.bi("Kind A"), "b": make.bi("Kind B")}, "optional": True},
        days={
            "type": "array",
            "items": {"enum": ["mon"], "x-labels": {"mon": make.bi("Monday")}},
            "optional": True,
        },
        agreed={"type": "boolean", "optional": True},
        windows={"type": "array", "items": make.form(at={"$ref": "urn:longbien:time"}), "optional": True},
        file={"$ref": "urn:longbien:file", "x-accept": [".pdf"], "optional": True},
        mail={"type": "string", "x-once": "person.email", "x-class": "personal", "optional": True},
        owner={"type": "string", "x-once": "organisation.name", "optional": True},
    )
    return forms() | {"request": everything}


@pytest.fixture
def sides(client):
    task = {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer", "coi": ["same-team"]}
    make.published(
        make.changed(
            make.sample(),
            {
                "set": {
                    "roles.reviewer": "assigned:review",
                    "forms.review": "forms/review.schema.json",
                    "states.screening": {"sla": {"within": "3wd"}, "tasks": {"review": task}},
                    "actions.submit.do": ["receipt", "notify officer"],
                    "actions.approve.guard": {"rule": "data.size > 2", "why": make.bi("It is too small.")},
                }
            },
        ),
        asked(),
    )
    people = {"applicant": make.person("applicant"), "outsider": make.person("outsider")}
    people |= {"officer": make.person("officer", "programme-officer"), "reviewer": make.person("reviewer", "reviewer")}
    team = make.team(people["applicant"], name="The Team")

    def go(name):
        client.logout()
        if name:
            client.force_login(people[name])
        return client

    return team, people, go


def url(name, *args):
    """In Vietnamese: the test client leaves the language of its last page behind."""
    with translation.override("vi"):
        return reverse(f"procedures:{name}", args=args)


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def send(client, address, **more):
    """Send what the last look shows."""
    looked = re.search(r'name="_looked" value="([^"]*)"', client.get(address).content.decode())
    return client.post(address, {"_looked": html.unescape(looked[1])} | more)


def english(path):
    return f"/en{path}"


def test_a_file_of_the_wrong_kind_is_one_mistake(sides):
    team, people, go = sides
    case_id = make.opened(team, people["applicant"])
    word = SimpleUploadedFile("plan.docx", b"PK\x03\x04 and so on")
    page = words(go("applicant").post(url("fill", case_id, "submit"), {"title": "Abc", "size": "2", "file": word}))
    assert len(re.findall('href="#f-file', page)) == 1


def test_every_mistake_is_said_at_once_and_names_its_question(sides):
    team, people, go = sides
    case_id = make.opened(team, people["applicant"])
    photo = SimpleUploadedFile("IMG_0042.HEIC", b"\0\0\0\x18ftypheic")
    typed = {"title": "Ab", "size": "many", "file": photo, "day": "2026-13-40", "money": "1"}
    page = words(go("applicant").post(url("fill", case_id, "submit"), typed))
    found = re.findall(r'<li><a href="#f-(\w+)">([^<]*)', page[page.index('class="summary"') :])
    assert [name for name, _ in found] == ["title", "size", "day", "file"], "in the order of the form"
    said = dict(found)
    assert said["title"] == "title (vi): cần ít nhất 3 ký tự."
    assert said["file"].startswith("“IMG_0042.HEIC”: Không nhận loại tệp này.")
    assert "hãy lưu lại thành JPG" in said["file"]


def test_what_is_left_of_a_deadline_is_told_in_days_and_working_days():
    now = timezone.now()
    weekends = sum((now + timedelta(days=n)).weekday() > 4 for n in range(1, 14))
    with translation.override("en"):
        said = left(now + timedelta(days=13, hours=1))
        assert said.startswith("13 days left, ")
        assert int(re.search(r"(\d+) working", said)[1]) <= 14 - weekends
        assert left(now + timedelta(hours=5, minutes=1)) == "in 5 hours"


def test_a_number_of_days_is_not_said_twice(monkeypatch):
    monday = make.MONDAY + timedelta(weeks=1)
    monkeypatch.setattr(timezone, "now", lambda: monday)
    with translation.override("vi"):
        assert left(monday + timedelta(days=3)) == "còn 3 ngày làm việc"
        assert left(monday + timedelta(days=8)) == "còn 8 ngày, gồm 6 ngày làm việc"


def test_a_case_that_waits_for_its_applicant_is_not_shown_as_well(sides):
    team, people, go = sides
    more = {
        "states.more_info": {"edit": ["applicant"]},
        "actions.ask": make.action("screening", "more_info", "officer"),
        "actions.resubmit": make.action("more_info", "screening", "applicant"),
    }
    make.published(make.changed(make.sample(), {"set": {"version": 2, **more}}))
    case_id = make.submitted(team, people["applicant"])
    page = english(url("case", case_id))
    assert 'data-tone="info">Being checked' in words(go("applicant").get(page))
    perform(case_id=case_id, action="ask", by=make.actor(people["officer"]), at=make.MONDAY)
    assert 'data-tone="warn">Waiting for more information' in words(go("applicant").get(page))


def test_a_service_tells_what_it_asks_and_which_papers(sides):
    _, _, go = sides
    page = words(go(None).get(english(url("service", "test.sample"))))
    papers, _, questions = page.partition("The questions of")
    assert "What you will be asked" in page
    assert "<strong>file</strong>" in papers[papers.index("Papers") :]
    assert "(if you have it)" in papers
    assert "<li>money" in questions
    assert "score" not in questions, "the form of a reviewer"


def test_the_start_tells_what_was_begun_already(sides):
    team, people, go = sides
    start = english(url("start", "test.sample"))
    assert "You have begun this already." not in words(go("applicant").get(start))
    case_id = make.opened(team, people["applicant"])
    page = words(go("applicant").get(start))
    assert "You have begun this already." in page
    assert Case.objects.get(pk=case_id).number in page
    perform(
        case_id=case_id, action="submit", data={"title": "A thing", "size": 2}, by=make.actor(people["applicant"]),
        at=make.MONDAY,
    )  # fmt: skip
    assert "You have begun this already." not in words(go("applicant").get(start))


def test_the_catalogue_and_the_service_are_for_everyone(sides):
    _, _, go = sides
    assert "Sample" in words(go(None).get(english(url("services"))))
    page = words(go(None).get(english(url("service", "test.sample"))))
    for said in (
        "Within 3 working days.",
        "Being checked",
        "Programme officer",
        "A rule of this hub",
        "How it can end",
    ):
        assert said in page
    assert "Trong 3 ngày làm việc." in words(go(None).get(url("service", "test.sample")))
    assert go(None).get(url("service", "test.nothing")).status_code == 404


@pytest.mark.parametrize("name", ["cases", "work", "notices"])
def test_lists_ask_to_sign_in_and_teach_when_empty(sides, name):
    _, _, go = sides
    assert go(None).get(url(name)).status_code == 302
    assert 'class="empty"' in words(go("outsider").get(url(name)))


def opened(sides):
    team, _, go = sides
    client = go("applicant")
    assert "The Team" in words(client.get(url("start", "test.sample")))
    assert client.post(url("start", "test.sample"), {}).status_code == 422
    response = client.post(url("start", "test.sample"), {"organisation": str(team.pk)})
    case = Case.objects.get()
    assert response.url == url("case", case.pk)
    return case, client


def test_a_stranger_cannot_start_in_a_team_s_name(sides):
    team, _, go = sides
    assert go("outsider").post(url("start", "test.sample"), {"organisation": str(team.pk)}).status_code == 422
    assert "First, make a team" in words(go("outsider").get(english(url("start", "test.sample"))))
    assert go(None).get(url("start", "test.sample")).status_code == 302
    assert go(None).post(url("start", "test.sample")).status_code == 403


def test_what_was_typed_is_kept_when_the_session_has_ended(sides):
    case, client = opened(sides)
    address = url("fill", case.pk, "submit")
    client.logout()
    assert client.get(address).status_code == 302
    late = client.post(address, {"title": "Đã viết cả buổi chiều"})
    assert late.status_code == 403
    assert "Đã viết cả buổi chiều" in late.content.decode()
    assert reverse("account_login") in late.content.decode()


def test_about_must_be_a_thing(sides):
    _, _, go = sides
    assert go("applicant").get(url("start", "test.sample") + "?about=nonsense").status_code == 404


def test_a_form_is_filled_saved_checked_seen_again_and_sent(sides):
    case, client = opened(sides)
    fill, last = url("fill", case.pk, "submit"), url("send", case.pk, "submit")
    first = words(client.get(f"{fill}?whole=1"))
    assert case.owner.name in first
    assert make.Person.objects.get(name="Applicant").email in first

    saved = client.post(fill, {"title": "x", "size": "many", "_save": "1"})
    assert saved.url == fill
    assert Draft.objects.get().data["size"] == "many"
    assert 'value="many"' in words(client.get(f"{fill}?whole=1"))

    faulty = client.post(fill, {"title": "x", "size": "many"})
    assert faulty.status_code == 422
    assert 'value="many"' in words(faulty)

    more = client.post(fill, {"title": "A thing", "size": "2", "_add": "windows"})
    assert more.status_code == 200
    assert 'name="windows-0-at"' in words(more)

    whole = {
        "title": "A <b>thing</b>", "size": "2", "story": "Line one\nLine two", "money": "1.500", "day": "2026-12-01",
        "kind": "b", "days": ["mon"], "agreed": "yes", "windows-0-at": "9h30",
        "file": SimpleUploadedFile("plan.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    assert client.post(fill, whole).url == last
    seen = words(client.get(last))
    for said in (
        "A &lt;b&gt;thing&lt;/b&gt;",
        "1.500",
        "Kind B (vi)",
        "Monday (vi)",
        "09:30",
        "plan.pdf",
        "Line one<br>",
    ):
        assert said in seen
    done = send(client, last, seq="1")
    assert done.url == url("receipt", case.pk, 2)
    case.refresh_from_db()
    assert case.state == "screening"
    accepted = Answers.objects.get().data
    assert accepted["file"]["name"] == "plan.pdf"
    assert accepted["windows"] == [{"at": "09:30"}]
    page = words(client.get(url("case", case.pk)))
    assert "A &lt;b&gt;thing&lt;/b&gt;" in page
    assert 'href="/record/' in page


def test_a_form_refused_on_the_way_to_send_is_mended_where_it_stands(sides):
    case, client = opened(sides)
    fill, last = url("fill", case.pk, "submit"), url("send", case.pk, "submit")
    client.post(fill, {"title": "x", "size": "2", "_save": "1"})
    refused = send(client, last, seq="1")
    assert refused.status_code == 422
    page = url("fill-page", case.pk, "submit", 1) + "?then=send"
    assert f'action="{page}"' in words(refused)
    assert f'hx-post="{page}"' in words(refused)


def test_a_draft_saves_itself(sides):
    case, client = opened(sides)
    fill = url("fill", case.pk, "submit")
    response = client.post(fill, {"title": "half"}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert Draft.objects.get().data["title"] == "half"


def test_a_file_that_a_draft_saved_by_itself_is_not_sent_again(sides):
    case, client = opened(sides)
    fill = url("fill", case.pk, "submit")
    file, fake = SimpleUploadedFile("plan.pdf", PDF), SimpleUploadedFile("plan.pdf", b"<html>")
    said = client.post(fill, {"title": "half", "file": file}, headers={"HX-Request": "true"}).json()
    stored = Draft.objects.get().data["file"]
    assert said["stored"] == {"file": {"document": stored["document"], "name": "plan.pdf"}}
    client.post(fill, {"title": "whole", "file-kept": stored["document"]}, headers={"HX-Request": "true"})
    assert Draft.objects.get().data["file"] == stored
    refused = client.post(fill, {"title": "half", "file": fake}, headers={"HX-Request": "true"}).json()
    assert list(refused["refused"]) == ["file"]


def test_a_refused_file_is_named_and_the_rest_is_kept(sides):
    case, client = opened(sides)
    fake = SimpleUploadedFile("plan.pdf", b"<html>", "application/pdf")
    response = client.post(
        url("fill", case.pk, "submit"), {"title": "A thing", "size": "2", "file": fake, "_save": "1"}
    )
    assert response.status_code == 422
    assert "f-file" in words(response)
    assert Draft.objects.get().data["title"] == "A thing"
    assert "file" not in Draft.objects.get().data


def test_the_button_of_a_draft_says_that_it_opens_the_form(sides):
    case, client = opened(sides)
    page = url("case", case.pk)
    assert "Bắt đầu điền hồ sơ" in words(client.get(page))
    client.post(url("fill", case.pk, "submit"), {"title": "half", "_save": "1"})
    assert "Tiếp tục điền hồ sơ" in words(client.get(page))


@pytest.mark.parametrize("page", ["/notices/", "/cases/", "/desk/"])
def test_the_addresses_for_a_calendar_and_a_reader_are_found(sides, page):
    _, client = opened(sides)
    assert "/notices/letters#feeds" in words(client.get(page))


def test_a_copy_tells_of_the_cases_of_an_organisation_one_left_only_what_one_did(sides):
    _team, people, _ = sides
    _case, _ = opened(sides)
    who = people["applicant"]
    assert next(export(who.pk).data["cases"])["state"] == "draft"
    Membership.objects.filter(person=who).delete()
    assert set(next(export(who.pk).data["cases"])) == {"id", "number", "opened_at"}


def test_a_file_kept_in_a_draft_is_not_asked_again(sides):
    case, client = opened(sides)
    fill = url("fill", case.pk, "submit")
    client.post(fill, {"file": SimpleUploadedFile("plan.pdf", PDF, "application/pdf"), "_save": "1"})
    kept = Draft.objects.get().data["file"]["document"]
    client.post(fill, {"title": "A thing", "size": "2", "file-kept": kept, "_save": "1"})
    assert Draft.objects.get().data["file"]["document"] == kept
    page = client.get(url("document", case.pk, kept))
    assert b"".join(page.streaming_content) == PDF
    assert page["Content-Disposition"].startswith("attachment")


def test_the_file_of_another_case_is_not_taken(sides):
    team, people, _ = sides
    case, client = opened(sides)
    client.post(
        url("fill", case.pk, "submit"), {"file": SimpleUploadedFile("plan.pdf", PDF, "application/pdf"), "_save": "1"}
    )
    stolen = Draft.objects.get().data["file"]
    other = make.opened(team, people["applicant"])
    with pytest.raises(Refusal) as refused:
        perform(
            case_id=other, action="submit", data={"title": "A thing", "size": 2, "file": stolen},
            by=make.actor(people["applicant"]), at=make.MONDAY,
        )  # fmt: skip
    assert refused.value.code == "form-faults"
    assert client.get(url("document", other, stolen["document"])).status_code == 404


def sent(sides, **data):
    team, people, _ = sides
    case_id = make.opened(team, people["applicant"])
    answers = {"title": "A thing", "size": 2, "mail": "secret@example.org"} | data
    perform(case_id=case_id, action="submit", data=answers, by=make.actor(people["applicant"]), at=make.MONDAY)
    return Case.objects.get(pk=case_id)


def test_an_officer_decides_with_a_reason(sides):
    case, (_, _, go) = sent(sides, size=3), sides
    client = go("officer")
    assert "A thing" in words(client.get(url("work")))
    send = url("send", case.pk, "approve")
    assert url("send", case.pk, "approve") in words(client.get(url("case", case.pk)))
    assert client.get(url("fill", case.pk, "approve")).url == send
    unreasoned = client.post(send, {"seq": "2", "reason": " "})
    assert unreasoned.status_code == 422
    assert "f-reason" in words(unreasoned)
    assert client.post(send, {"seq": "2", "reason": "It is good."}).url == url("case", case.pk)
    assert "It is good." in words(client.get(url("case", case.pk)))
    late = client.post(send, {"seq": "2", "reason": "Once more."})
    assert late.status_code == 409
    assert "Officer" in words(late)


def test_what_stands_in_the_way_is_said_before_and_after(sides):
    case, (_, _, go) = sent(sides), sides
    client = go("officer")
    assert "It is too small." in words(client.get(english(url("case", case.pk))))
    refused = client.post(english(url("send", case.pk, "approve")), {"seq": "2", "reason": "I want it."})
    assert refused.status_code == 422
    assert "It is too small." in words(refused)
    assert "I want it." in words(refused)


def test_others_find_nothing(sides):
    case, (_, _, go) = sent(sides), sides
    pages = [
        url("case", case.pk),
        url("fill", case.pk, "submit"),
        url("send", case.pk, "approve"),
        url("task", Task.objects.get().pk),
    ]
    for page in pages:
        assert go("outsider").get(page).status_code == 404
    for page in (url("case", case.pk), url("case", uuid4()), url("document", case.pk, case.pk)):  # as letters give it
        assert go(None).get(page)["Location"] == f"/accounts/login/?next={page}"
    assert go("outsider").post(url("assign", case.pk)).status_code == 404
    assert go("officer").get(url("send", case.pk, "nothing")).status_code == 404
    assert go("applicant").get(url("send", case.pk, "approve")).status_code == 403


def test_a_reviewer_sees_nothing_personal_and_hands_in(sides):
    case, (_, _, go) = sent(sides), sides
    task = Task.objects.get()
    client = go("reviewer")
    assert url("task", task.pk) in words(client.get(url("work")))
    page = words(client.get(url("task", task.pk)))
    assert "A thing" in page
    assert "secret@example.org" not in page
    assert "secret@example.org" not in words(client.get(url("case", case.pk)))
    assert client.post(url("task", task.pk), {"score": "4", "_save": "1"}).url == url("task", task.pk)
    assert 'value="4"' in words(client.get(url("task", task.pk)))
    assert client.post(url("task", task.pk), {"score": "2"}, headers={"HX-Request": "true"}).status_code == 200
    assert client.post(url("task", task.pk), {"score": "9"}).status_code == 422
    assert client.post(url("task", task.pk), {"score": "4"}).url == url("work")
    assert Task.objects.get().data == {"score": 4}
    late = client.post(url("task", task.pk), {"score": "3", "why": "Viết sau khi đã đóng"})
    assert (late.status_code, Task.objects.get().data) == (409, {"score": 4})
    assert "Viết sau khi đã đóng" in words(late)
    assert "Reviewer" in words(go("officer").get(url("case", case.pk)))
    assert "Reviewer" not in words(go("applicant").get(url("case", case.pk)))


def test_a_reviewer_steps_back(sides):
    case, (_, _, go) = sent(sides), sides
    task = Task.objects.get()
    assert go("reviewer").post(url("recuse", task.pk), {"reason": ""}).status_code == 422
    assert go("reviewer").post(url("recuse", task.pk), {"reason": "We are friends."}).url == url("work")
    assert go("reviewer").get(url("case", case.pk)).status_code == 404
    page = words(go("officer").get(english(url("case", case.pk))))
    assert "Review: 1 person is still wanting for this step." in page
    HubRole.objects.filter(role="reviewer").delete()
    page = words(go("officer").get(english(url("case", case.pk))))
    assert "Review: nobody holds the role “Reviewer”. An administrator grants it under “People and roles”." in page
    make.person("fresh", "reviewer")
    assert go("officer").post(url("assign", case.pk)).url == url("case", case.pk)
    assert Task.objects.filter(state="open").count() == 1


def test_notices_are_listed_and_marked_read(sides):
    sent(sides)
    _, _, go = sides
    client = go("officer")
    assert "A thing" in words(client.get(url("notices")))
    assert client.post(url("read-notices")).url == url("notices")
    assert not Notice.objects.filter(read_at=None, person__name="Officer").exists()


@pytest.mark.parametrize("name", ["cases", "work", "notices"])
def test_lists_ask_the_database_as_often_for_three_rows_as_for_one(sides, name):
    _, _, go = sides

    def count():
        client = go("applicant" if name == "cases" else "officer")
        client.get(url(name))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(name))
        return len(queries)

    sent(sides)
    once = count()
    sent(sides)
    sent(sides)
    assert count() == once <= 14
