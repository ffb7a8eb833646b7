"""Papers of a case that must not be read, swapped or taken for something else."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.letters.seal import seal_letter
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.models import Case, Letter, Task
from longbien.record.actions.store_document import store_document
from longbien.record.queries import document, documents
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import LETTER

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
SOON = make.MONDAY + timedelta(hours=1)


def a_file(ending: str = ".pdf", **more: str) -> dict[str, object]:
    return {"$ref": "urn:longbien:file", "x-accept": [ending], "optional": True, **more}


FORMS = {
    "request": make.form(
        title={"type": "string", "minLength": 3},
        plan=a_file(),
        photo=a_file(".png"),
        identity=a_file(**{"x-class": "personal"}),
    ),
    "review": make.form(score={"type": "integer"}, annex=a_file()),
}


@pytest.fixture
def people():
    task = {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}
    changes = {
        "roles.reviewer": "assigned:review",
        "forms.review": "forms/review.schema.json",
        "states.screening.tasks": {"review": task},
        "letters": {"award": "letters/award.typ"},
        "actions.approve.do": ["letter award"],
    }
    make.published(make.changed(make.sample(), {"set": changes}), FORMS, {"award": LETTER})
    names = {"applicant": (), "stranger": (), "officer": ("programme-officer",), "reviewer": ("reviewer",)}
    return {name: make.person(name, *roles) for name, roles in names.items()}


@pytest.fixture
def case(people):
    return Case.objects.get(pk=make.opened(make.team(people["applicant"]), people["applicant"]))


def stored(case: Case, who, name: str, content: bytes = PDF) -> dict[str, object]:
    document_id = store_document([content], name=name, subject=case.subject, by=make.actor(who), at=make.MONDAY)
    return {"document": str(document_id), "name": name, "size": len(content)}


def sent(case: Case, people, **answers) -> None:
    data = {"title": "A thing"} | answers
    perform(case_id=case.pk, action="submit", data=data, by=make.actor(people["applicant"]), at=make.MONDAY)


def reads(who, case: Case, file) -> bool:
    """Whether the file is named on the page of the case, and whether it can be fetched: both or neither."""
    client: Client = client_of(who)
    page = client.get(f"/cases/{make.slug(case.pk)}")
    fetched = client.get(f"/cases/{make.slug(case.pk)}/documents/{make.slug(UUID(file['document']))}")
    named = page.status_code == 200 and file["name"] in page.content.decode()
    assert named == (fetched.status_code == 200), (page.status_code, named, fetched.status_code)
    return named


def test_the_applicant_does_not_read_what_a_reviewer_attached_while_the_case_is_open(people, case):
    """pretix CVE-2026-9712: whoever knows the id of a file gets it, though it was made for somebody else."""
    sent(case, people)
    annex = stored(case, people["reviewer"], "what-i-really-think.pdf")
    assert not reads(people["applicant"], case, annex)
    task = Task.objects.get()
    submit_task(task_id=task.pk, data={"score": 1, "annex": annex}, by=make.actor(people["reviewer"]), at=SOON)
    assert not reads(people["applicant"], case, annex)
    assert reads(people["officer"], case, annex)
    assert reads(people["reviewer"], case, annex)
    perform(case_id=case.pk, action="reject", reason="No.", by=make.actor(people["officer"]), at=SOON)
    assert reads(people["applicant"], case, annex)


def test_a_reviewer_does_not_read_the_personal_papers_of_an_applicant(people, case):
    """Open Forms GHSA-2g49-rfm6-5qj5 (CVE-2026-28803): who has to look at one thing is shown another along with it."""
    plan, identity = stored(case, people["applicant"], "plan.pdf"), stored(case, people["applicant"], "passport.pdf")
    sent(case, people, plan=plan, identity=identity)
    assert reads(people["reviewer"], case, plan)
    assert not reads(people["reviewer"], case, identity)
    assert reads(people["officer"], case, identity)
    assert reads(people["applicant"], case, identity)
    assert "passport.pdf" not in client_of(people["reviewer"]).get(
        f"/tasks/{make.slug(Task.objects.get().pk)}"
    ).content.decode()  # fmt: skip


def test_a_file_of_another_organisation_is_never_attached_or_fetched(people, case):
    """pretix CVE-2026-9712 (CWE-639): the id of a file is no permission to read it."""
    theirs = Case.objects.get(pk=make.opened(make.team(people["stranger"]), people["stranger"]))
    foreign = stored(theirs, people["stranger"], "theirs.pdf")
    with pytest.raises(Refusal) as refused:
        sent(case, people, plan=foreign)
    assert refused.value.code == "form-faults"
    client = client_of(people["applicant"])
    for of in (case, theirs):
        path = f"/cases/{make.slug(of.pk)}/documents/{make.slug(UUID(foreign['document']))}"
        assert client.get(path).status_code == 404


def test_a_file_of_a_kind_that_the_question_refuses_does_not_come_in_by_another_question(people, case):
    """Open Forms checks uploads once more when the form is sent: what was taken for one question is not for all."""
    photo = stored(case, people["applicant"], "photo.png", PNG)
    with pytest.raises(Refusal) as refused:
        sent(case, people, plan=photo)
    assert [fault.where for fault in refused.value.faults] == ["/plan"]
    sent(case, people, photo=photo)


@pytest.mark.parametrize("lie", [{"name": "approval-of-the-mayor.pdf"}, {"size": 1}])
def test_a_file_does_not_call_itself_something_else_when_it_is_sent(people, case, lie):
    """Open Forms #1393, in our terms: what the server wrote into the form comes back changed by the browser."""
    with pytest.raises(Refusal) as refused:
        sent(case, people, plan=stored(case, people["applicant"], "plan.pdf") | lie)
    assert [fault.where for fault in refused.value.faults] == ["/plan"]


def test_an_upload_named_like_the_next_letter_does_not_become_the_letter(people, case):
    """pretix sells numbered tickets, we number letters: numbers can be guessed, so a name proves nothing."""
    sent(case, people)
    perform(case_id=case.pk, action="approve", reason="Good.", by=make.actor(people["officer"]), at=SOON)
    letter = Letter.objects.get()
    forged = stored(case, people["applicant"], f"{letter.number}.pdf".replace("/", "-"))
    seal_letter(letter_id=letter.pk, at=SOON)
    letter.refresh_from_db()
    assert str(letter.document_id) != forged["document"]
    made = document(letter.document_id)
    assert made is not None
    assert made.size > 1000
    seal_letter(letter_id=letter.pk, at=SOON)
    assert Letter.objects.get().document_id == letter.document_id


def test_a_reviewer_who_stepped_back_reads_the_case_no_more(people, case):
    """Open Forms CVE-2026-28803: a link to look at something once stays open for good."""
    plan = stored(case, people["applicant"], "plan.pdf")
    sent(case, people, plan=plan)
    task, client = Task.objects.get(), client_of(people["reviewer"])
    address = f"/tasks/{make.slug(task.pk)}"
    assert "A thing" in client.get(address).content.decode()
    assert client.post(f"{address}/recuse", {"reason": "A friend."}).status_code == 302
    assert "A thing" not in client.get(address).content.decode()
    assert "plan.pdf" not in client.get(address).content.decode()
    assert not reads(people["reviewer"], case, plan)


def test_a_worker_that_was_killed_makes_no_second_letter_and_no_gap_in_the_numbers(people, case):
    """pretix, tickets: a job that ran twice gave out two documents under one number."""
    sent(case, people)
    officer = make.actor(people["officer"])
    with pytest.raises(Refusal):
        perform(case_id=case.pk, action="approve", reason=" ", by=officer, at=SOON)
    perform(case_id=case.pk, action="approve", reason="Good.", by=officer, at=SOON)
    letter = Letter.objects.get()
    assert letter.number.endswith("0001")
    seal_letter(letter_id=letter.pk, at=SOON)
    made = Letter.objects.get().document_id
    Letter.objects.update(document_id=None, sha256="", sealed_at=None)  # stored, and killed before it was marked
    seal_letter(letter_id=letter.pk, at=SOON)
    assert Letter.objects.get().document_id == made
    assert len([one for one in documents(case.subject) if one.name.startswith(letter.number.replace("/", "-"))]) == 1
