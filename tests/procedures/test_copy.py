"""The copy of everything holds what a person wrote in cases, and of others only what is open to them."""

import io
import json
import tracemalloc
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone

from longbien.kernel.refusal import Refusal
from longbien.people.actions.privacy.erase_person import ask_erasure
from longbien.people.models import Membership
from longbien.people.queries import today
from longbien.people.queries.packing import pack
from longbien.procedures.actions.absences.leave import FIRST_DAY, Leave, go_on_leave
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.models import Answers, Case
from longbien.record.actions.store_document import store_document
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
LATER = make.MONDAY + timedelta(hours=1)


def copy_of(person):
    with io.BytesIO() as file:
        pack(file, person.pk, zone="", at=timezone.now())
        archive = ZipFile(file)
        rooms = {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}
        files = {name: archive.read(name) for name in archive.namelist() if name.startswith("documents/")}
    return rooms["procedures.json"], files


@pytest.fixture
def world():
    """A team of two, an officer, and a procedure in which each of them fills in a form."""
    add = {"title": make.bi("Add"), "from": "screening", "to": "screening", "by": "applicant", "form": "more"}
    changes = {
        "forms.more": "forms/more.schema.json",
        "forms.verdict": "forms/verdict.schema.json",
        "actions.supplement": add,
        "actions.approve.form": "verdict",
    }
    forms = make.sample_forms() | {
        "more": make.form(story={"type": "string"}),
        "verdict": make.form(opinion={"type": "string"}),
    }
    make.published(make.changed(make.sample(), {"set": changes}), forms)
    lan, minh, officer = make.person("lan"), make.person("minh"), make.person("officer", "programme-officer")
    return lan, minh, officer, make.team(lan, minh)


def run_through(world):
    lan, minh, officer, team = world
    case = make.submitted(team, lan)
    perform(case_id=case, action="supplement", data={"story": "Minh's"}, by=make.actor(minh), at=LATER)
    verdict = {"opinion": "The officer's"}
    perform(case_id=case, action="approve", data=verdict, reason="Good.", by=make.actor(officer), at=LATER)
    return case


def said(told):
    return {(one["form"], one["sent_by_you"]): one["data"] for one in told["answers"]}


def test_what_one_sent_and_what_colleagues_did_in_one_s_cases(world):
    lan, minh, officer, _ = world
    case = run_through(world)
    assert said(copy_of(lan)[0]) == {
        ("request", True): {"title": "A thing", "size": 2},
        ("more", False): {"story": "Minh's"},
        ("verdict", False): {"opinion": "The officer's"},  # open to the applicant: the case is over
    }
    told, _ = copy_of(minh)
    assert said(told)[("more", True)] == {"story": "Minh's"}
    assert [one["number"] for one in told["cases"]] == [Case.objects.get().number]
    told, _ = copy_of(officer)
    assert said(told) == {("verdict", True): {"opinion": "The officer's"}}, "nothing of the applicant's"
    assert [one["reason"] for one in told["steps"]] == ["Good."]
    assert [(one["id"], set(one)) for one in told["cases"]] == [(str(case), {"id", "number", "opened_at"})]


def test_an_opinion_is_not_open_to_the_applicant_before_the_end(world):
    lan, _, officer, team = world
    case = make.submitted(team, lan)
    answers = Answers.objects.get()
    Answers.objects.create(
        case_id=case, form="verdict", seq=9, data={"opinion": "Not yet"}, sha256=answers.sha256, by_id=officer.pk,
        at=LATER,
    )  # fmt: skip
    assert set(said(copy_of(lan)[0])) == {("request", True)}


def test_whoever_left_takes_along_what_they_sent_themselves(world):
    lan = world[0]
    run_through(world)
    Membership.objects.filter(person=lan).delete()
    told, _ = copy_of(lan)
    assert said(told) == {("request", True): {"title": "A thing", "size": 2}}
    assert set(told["cases"][0]) == {"id", "number", "opened_at"}


def test_what_was_planned_for_an_absence(world):
    officer = world[2]
    colleague = make.person("colleague", "programme-officer")
    since = today() + timedelta(days=3)
    days = Leave(since, since, cases=FIRST_DAY, to_id=colleague.pk, reason="Nghỉ phép")
    go_on_leave(leave=days, by=make.actor(officer), at=make.local_noon(today()))
    (plan,) = copy_of(officer)[0]["plans_for_absences"]
    assert (plan["reason"], plan["to_id"]) == ("Nghỉ phép", str(colleague.pk))


def test_drafts_and_the_files_one_stored_come_as_files_under_the_id_that_the_answers_give(world):
    lan, minh, _, team = world
    case = make.opened(team, lan)
    subject = Case.objects.get(pk=case).subject
    mine, theirs = (
        store_document([words], name="plan.txt", subject=subject, by=make.actor(one), at=LATER)
        for one, words in ((lan, b"mine"), (minh, b"theirs"))
    )
    written = {"title": "Half", "size": {"document": str(mine), "name": "plan.txt", "size": 4}}
    save_draft(case_id=case, form="request", data=written, by=make.actor(lan), at=LATER)
    told, files = copy_of(lan)
    assert told["drafts"][0]["data"]["title"] == "Half"
    assert files == {f"documents/{mine}-plan.txt": b"mine"}
    assert copy_of(minh)[1] == {f"documents/{theirs}-plan.txt": b"theirs"}


def test_open_cases_of_a_team_of_one_are_named_and_withdrawn_before_its_lead_is_erased():
    make.published(
        make.changed(make.sample(), {"set": {"actions.withdraw": make.action("screening", "rejected", "applicant")}})
    )
    lan = make.person("lan")
    case = make.submitted(make.team(lan, name="Một mình"), lan)
    page = client_of(lan).get("/me/data/erase").content.decode()
    assert f"/cases/{make.slug(case)}" in page
    assert "chưa thể xoá tài khoản" in page.lower()
    with pytest.raises(Refusal) as refused:
        ask_erasure(by=make.actor(lan), at=LATER)
    assert refused.value.code == "last-lead"
    perform(case_id=case, action="withdraw", by=make.actor(lan), at=LATER)
    ask_erasure(by=make.actor(lan), at=LATER)


def test_what_stays_is_told_as_it_is():
    page = client_of(make.person("lan")).get("/me/data/erase").content.decode()
    assert "vẫn nguyên như đã nộp" in page
    assert "tên bạn không còn ở đó" not in page
    assert 'href="/record/retention/"' in page


def test_much_is_copied_in_little_memory(world):
    lan, _, _, team = world
    case = make.submitted(team, lan)
    same = {"case_id": case, "form": "request", "sha256": "", "by_id": lan.pk, "at": LATER}
    big = [Answers(seq=n, data={"title": f"{n}" * 30_000}, **same) for n in range(1000, 1200)]
    Answers.objects.bulk_create(big, batch_size=20)
    size = sum(len(one.data["title"]) for one in big)
    del big
    client_of(lan)  # what is imported once doesn't count
    copy_of(make.person("nobody"))
    with open("/dev/null", "wb") as nowhere:
        tracemalloc.start()
        pack(nowhere, lan.pk, zone="", at=timezone.now())
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < size / 2
