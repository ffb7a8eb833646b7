"""Tasks: given, handed in, stepped back from; nobody judges their own."""

import pytest

from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.delegations import Given, delegate_office
from longbien.people.models import Membership
from longbien.people.queries import today
from longbien.procedures.actions.assign_tasks import assign_tasks
from longbien.procedures.actions.declare_conflict import declare_conflict
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.models import Task
from longbien.procedures.registry import MatchCall, matcher
from longbien.record.queries import chain
from tests.procedures import make
from tests.procedures.world import forms

pytestmark = pytest.mark.django_db
believed: list = []


@matcher("test.careless")
def careless(call: MatchCall):
    """Brings back everyone it was told, barred or not, and each twice."""
    return [person for person in believed for _ in range(2)]


def procedure(assign="group:reviewer", **changes):
    task = {
        "count": 2,
        "by": "reviewer",
        "form": "review",
        "assign": assign,
        "coi": ["same-team", "same-org", "declared"],
    }
    return make.changed(
        make.sample(),
        {
            "set": {
                "roles.reviewer": "assigned:review",
                "forms.review": "forms/review.schema.json",
                "states.screening.tasks": {"review": task},
                "actions.back": {"title": make.bi("Back"), "from": "screening", "to": "draft", "by": "officer"},
                **changes,
            }
        },
    )


@pytest.fixture
def sides():
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    reviewers = [make.person(f"reviewer{n}", "reviewer") for n in range(3)]
    return make.team(applicant), applicant, officer, reviewers


def filed(sides, **given):
    owner, applicant, _, _ = sides
    make.published(procedure(**given), forms())
    return make.submitted(owner, applicant)


def task_of(person, **where):
    return Task.objects.get(person=person, **where)


def test_the_least_busy_are_asked_first(sides):
    owner, applicant, _, reviewers = sides
    filed(sides)
    make.submitted(owner, applicant)
    busy = [Task.objects.filter(person=one).count() for one in reviewers]
    assert sorted(busy) == [1, 1, 2]


def test_a_matcher_that_brings_back_the_barred_is_not_believed(sides):
    _, applicant, _, reviewers = sides
    believed[:] = [applicant.pk, reviewers[0].pk, reviewers[1].pk]
    filed(sides, assign="test.careless")
    assert set(Task.objects.values_list("person_id", flat=True)) == {reviewers[0].pk, reviewers[1].pk}


def test_a_conflict_that_arose_later_stops_the_hand_in(sides):
    owner, _, _, reviewers = sides
    filed(sides)
    Membership.objects.create(person=reviewers[0], organisation=owner, role="member")
    with pytest.raises(Refusal) as refused:
        submit_task(task_id=task_of(reviewers[0]).pk, data={"score": 5}, by=make.actor(reviewers[0]), at=make.MONDAY)
    assert (refused.value.code, refused.value.status) == ("conflict-of-interest", 403)


def test_a_task_is_handed_in_once_and_only_by_its_holder(sides):
    _, _, officer, reviewers = sides
    filed(sides)
    task = task_of(reviewers[0])
    for other in (officer, reviewers[1]):
        with pytest.raises(Refusal, match="not-found"):
            submit_task(task_id=task.pk, data={"score": 5}, by=make.actor(other), at=make.MONDAY)
    submit_task(task_id=task.pk, data={"score": 5}, by=make.actor(reviewers[0]), at=make.MONDAY)
    for again in (
        lambda by: submit_task(task_id=task.pk, data={"score": 1}, by=by, at=make.MONDAY),
        lambda by: declare_conflict(task_id=task.pk, reason="Late.", by=by, at=make.MONDAY),
    ):
        with pytest.raises(Refusal, match="task-closed"):
            again(make.actor(reviewers[0]))
    assert task_of(reviewers[0]).data == {"score": 5}


def test_a_task_that_is_not_there_is_not_found(sides):
    owner, _, _, reviewers = sides
    with pytest.raises(Refusal, match="not-found"):
        submit_task(task_id=owner.pk, data={}, by=make.actor(reviewers[0]), at=make.MONDAY)


def test_open_tasks_close_when_the_case_moves_on_and_a_new_round_asks_anew(sides):
    _, applicant, officer, reviewers = sides
    case_id = filed(sides)
    submit_task(task_id=task_of(reviewers[0]).pk, data={"score": 5}, by=make.actor(reviewers[0]), at=make.MONDAY)
    perform(case_id=case_id, action="back", by=make.actor(officer), at=make.MONDAY)
    assert set(Task.objects.values_list("state", flat=True)) == {"done", "closed"}
    data = {"title": "Again", "size": 3}
    perform(case_id=case_id, action="submit", data=data, by=make.actor(applicant), at=make.MONDAY)
    assert Task.objects.filter(case_id=case_id, round=4, state="open").count() == 2


def test_every_step_of_a_task_is_in_the_chain_of_its_case(sides):
    _, _, _, reviewers = sides
    filed(sides)
    submit_task(task_id=task_of(reviewers[0]).pk, data={"score": 5}, by=make.actor(reviewers[0]), at=make.MONDAY)
    declare_conflict(task_id=task_of(reviewers[1]).pk, reason="A friend.", by=make.actor(reviewers[1]), at=make.MONDAY)
    kinds = [entry.kind.removeprefix("procedures.") for entry in chain(Task.objects.first().case.subject)]
    assert kinds == [
        "case-opened",
        "case-moved",
        "task-assigned",
        "task-assigned",
        "task-submitted",
        "conflict-declared",
        "task-assigned",
    ]


def test_officers_ask_again_when_someone_is_wanting(sides):
    owner, applicant, officer, reviewers = sides
    for reviewer in reviewers[1:]:
        Membership.objects.create(person=reviewer, organisation=owner, role="member")
    case_id = filed(sides)
    assert Task.objects.count() == 1
    with pytest.raises(Refusal):
        assign_tasks(case_id=case_id, by=make.actor(applicant), at=make.MONDAY)
    assert assign_tasks(case_id=case_id, by=make.actor(officer), at=make.MONDAY) == 0
    make.person("fresh", "reviewer")
    assert assign_tasks(case_id=case_id, by=make.actor(officer), at=make.MONDAY) == 1
    assert assign_tasks(case_id=case_id, by=make.actor(officer), at=make.MONDAY) == 0


def given_to_a_second_step(**passing):
    """A case comes to its review by an action of the officers; who of the reviewers is asked?"""
    task = {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}
    changes = {
        "roles.reviewer": "assigned:review",
        "forms.review": "forms/review.schema.json",
        "states.review": {"title": make.bi("Review"), "tasks": {"review": task}},
        "actions.pass": make.action("screening", "review", "officer", **passing),
        "actions.decline": make.action("review", "rejected", "officer"),
    }
    make.published(make.changed(make.sample(), {"set": changes}), forms())


def test_whose_deputy_passed_a_case_on_does_not_judge_it(sides):
    owner, applicant, _, _ = sides
    given_to_a_second_step()
    both, deputy = make.person("both", "programme-officer", "reviewer"), make.person("deputy")
    office = Given("group:programme-officer", deputy.pk, today(), today())
    delegate_office(holder_id=both.pk, given=office, by=make.actor(both), at=make.MONDAY)
    case_id = make.submitted(owner, applicant)
    perform(case_id=case_id, action="pass", by=make.actor(deputy), at=make.MONDAY)
    assert Task.objects.get().person_id != both.pk


def test_nobody_judges_what_they_voted_to_pass_on(sides):
    owner, applicant, officer, _ = sides
    given_to_a_second_step(quorum=2)
    both = make.person("both", "programme-officer", "reviewer")
    case_id = make.submitted(owner, applicant)
    for one in (both, officer):
        perform(case_id=case_id, action="pass", by=make.actor(one), at=make.MONDAY)
    assert Task.objects.get().person_id != both.pk
