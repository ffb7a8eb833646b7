"""The two forms of every relation agree: what may be done to one case, and which cases a list shows."""

import pytest

from longbien.kernel.actor import ANONYMOUS, SYSTEM
from longbien.people.models import Body, Seat
from longbien.people.policy import can, visible
from longbien.procedures.models import Case, Task
from longbien.procedures.queries.desk.worklist import Asked, work_list
from longbien.procedures.queries.lists import own_cases, own_tasks
from tests.procedures import make
from tests.procedures.world import forms


def desk(actor):
    return [case.pk for case in work_list(actor, Asked(), make.MONDAY).cases]


pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    task = {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}
    make.published(
        make.changed(
            make.sample(),
            {
                "set": {
                    "roles.reviewer": "assigned:review",
                    "roles.board": "body:gate-board",
                    "forms.review": "forms/review.schema.json",
                    "states.screening.tasks": {"review": task},
                    "actions.reject.by": "board",
                }
            },
        ),
        forms(),
    )
    people = {name: make.person(name) for name in ("applicant", "outsider", "board")}
    people |= {"officer": make.person("officer", "programme-officer"), "reviewer": make.person("reviewer", "reviewer")}
    body, _ = Body.objects.get_or_create(pk="gate-board", defaults={"name": make.bi("Board")})
    Seat.objects.create(body=body, person=people["board"])
    team = make.team(people["applicant"])
    cases = {"draft": make.opened(team, people["applicant"]), "sent": make.submitted(team, people["applicant"])}
    return {name: make.actor(one) for name, one in people.items()}, cases


SEEN = {
    "applicant": {"draft", "sent"},
    "outsider": set(),
    "board": {"sent"},
    "officer": {"sent"},
    "reviewer": {"sent"},
}


def test_who_sees_which_case(world):
    actors, cases = world
    for name, actor in [*actors.items(), ("outsider", ANONYMOUS)]:
        expected = {cases[one] for one in SEEN[name]}
        assert set(visible(actor, Case.objects.all()).values_list("pk", flat=True)) == expected, name
        for case in Case.objects.all():
            for action in ("view", "read-answers", "act"):
                assert can(actor, action, case) is (case.pk in expected), (name, action)


def test_the_system_sees_all(world):
    assert visible(SYSTEM, Case.objects.all()).count() == 2


def test_tasks_belong_to_their_holder(world):
    actors, _ = world
    task = Task.objects.get()
    for name, actor in actors.items():
        mine = name == "reviewer"
        assert can(actor, "view", task) is mine
        assert own_tasks(actor).exists() is mine


def test_lists_hold_what_one_may_act_on(world):
    actors, cases = world
    assert desk(actors["officer"]) == [cases["sent"]]
    assert desk(actors["board"]) == [cases["sent"]]
    for name in ("applicant", "outsider", "reviewer"):
        assert not desk(actors[name])
    assert {case.pk for case in own_cases(actors["applicant"])} == set(cases.values())
    assert not own_cases(actors["officer"]).exists()
