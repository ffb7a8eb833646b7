"""A case that wants reviewers does not lie unseen: it is on the list of whoever may ask again, and they are told."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from longbien.procedures.actions.assign_tasks import assign_tasks
from longbien.procedures.actions.declare_conflict import declare_conflict
from longbien.procedures.actions.keeping.rebuild import rebuild
from longbien.procedures.models import DeskCase, Notice, Task
from longbien.procedures.queries.desk.worklist import Asked, work_list
from longbien.record.actions.deliver import deliver
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY


@pytest.fixture
def case_id(office):
    """In review; the only reviewer."""
    made = office.file()
    office.do(made, "pass", at=NOW)
    return made


def step_back(office, who="reviewer"):
    task = Task.objects.get(person=office.people[who], state="open")
    return declare_conflict(task_id=task.pk, reason="A friend of mine.", by=office.actor(who), at=NOW)


def shown(office, who="minh"):
    return {key: row.wanting for key, row in work_list(office.actor(who), Asked(), NOW).rows.items()}


def test_a_case_with_all_its_reviewers_wants_nobody(office, case_id):
    assert shown(office) == {case_id: 0}
    assert not Notice.objects.filter(kind__startswith="wanting").exists()


def test_when_the_last_one_steps_back_the_office_sees_and_hears_it(office, case_id):
    assert step_back(office) == 0
    assert shown(office) == {case_id: 1}
    told = Notice.objects.filter(kind__startswith="wanting")
    assert {one.person_id for one in told} == {office.people[name].pk for name in ("lan", "minh")}
    while deliver(clock=lambda: NOW, limit=50):
        pass
    assert {to for one in mail.outbox if "still wanting" in one.body or "còn thiếu" in one.body for to in one.to} == {
        office.people[name].email for name in ("lan", "minh")
    }
    rebuild()
    assert shown(office) == {case_id: 1}


def test_an_officer_asks_again_from_the_list(office, case_id):
    step_back(office)
    client = client_of(office.people["minh"])
    page = client.get("/en/desk/").content.decode()
    assert "1 person wanting" in page
    assert f'form="ask-{make.slug(case_id)}"' in page
    office.people["second"] = make.person("second", "reviewer")
    answer = client.post(f"/en/cases/{make.slug(case_id)}/assign", {"back": "work"})
    assert answer["Location"].endswith("/desk/")
    assert Task.objects.filter(person=office.people["second"], state="open").exists()
    assert shown(office) == {case_id: 0}
    assert "person wanting" not in client.get("/en/desk/").content.decode()


def test_a_second_one_who_steps_back_is_told_again(office, case_id):
    step_back(office)
    office.people["second"] = make.person("second", "reviewer")
    assign_tasks(case_id=case_id, by=office.actor("lan"), at=NOW)
    step_back(office, "second")
    assert Notice.objects.filter(kind__startswith="wanting").count() == 4


def test_a_step_where_only_a_board_decides_comes_to_the_officers_while_it_wants_reviewers(office):
    """Nobody of the board may ask for reviewers; the officers have nothing to do there but that."""
    changes = {
        "version": 3,
        "roles.board": "body:gate-board",
        "actions.approve.from": ["review"],
        "actions.approve.by": "board",
        "actions.pass": {"from": "screening", "to": "review", "by": "officer"},
    }
    old = make.changed(make.sample(), {"set": {**CHANGES, **changes}})
    make.published(old, make.sample_forms() | {"review": make.form(score={"type": "integer"})})
    case_id = office.file()
    office.do(case_id, "pass", at=NOW)
    assert not DeskCase.objects.filter(case_id=case_id, office="group:programme-officer").exists()
    step_back(office)
    assert shown(office)[case_id] == 1


CHANGES = {
    "roles.reviewer": "assigned:review",
    "forms.review": "forms/review.schema.json",
    "states.review": {
        "tasks": {"review": {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}}
    },
}


def test_the_list_asks_no_more_queries_for_it(office, case_id):
    client = client_of(office.people["minh"])

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/desk/")
        return len(asked)

    queries()
    before = queries()
    step_back(office)
    Notice.objects.all().delete()
    assert queries() == before
