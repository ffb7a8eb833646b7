"""A founder or officer who is tied to the applicant decides nothing of theirs, and is told why."""

import pytest

from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.absences import declare_absence
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.models import Body, Seat
from longbien.people.queries.held import today
from longbien.procedures.actions.assign_tasks import assign_tasks
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.models import Task
from longbien.procedures.queries.desk.worklist import Asked, work_list
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    task = {"count": 2, "by": "reviewer", "form": "review", "assign": "group:reviewer"}
    make.published(
        make.changed(
            make.sample(),
            {
                "set": {
                    "roles.reviewer": "assigned:review",
                    "roles.board": "body:gate-board",
                    "forms.review": "forms/review.schema.json",
                    "states.screening.tasks": {"review": task},
                    "actions.approve.by": ["officer", "board"],
                }
            },
        ),
        forms(),
    )
    people = {name: make.person(name) for name in ("applicant", "founder")}
    people |= {"officer": make.person("officer", "programme-officer")}
    people |= {f"reviewer{n}": make.person(f"reviewer{n}", "reviewer") for n in range(3)}
    body, _ = Body.objects.get_or_create(pk="gate-board", defaults={"name": make.bi("Board")})
    company = make.team(name="Founding company")
    Seat.objects.create(body=body, person=people["founder"], organisation=company)
    return people, make.team(people["applicant"]), company


def interest(of, person=None, holder=None, kind="supplier"):
    by = make.actor(person) if person else make.actor(make.person("admin", "hub-admin"))
    stated = Stated(of.pk, kind, today(), source="" if person else "Register")
    declare_interest(
        stated=stated, person_id=person.pk if person else None, holder_id=holder.pk if holder else None, by=by,
        at=make.MONDAY,
    )  # fmt: skip


def at_desk(person):
    return work_list(make.actor(person), Asked(), make.MONDAY).cases


def refuses(case_id, person):
    with pytest.raises(Refusal) as refusal:
        perform(case_id=case_id, action="approve", reason="Good.", by=make.actor(person), at=make.MONDAY)
    return refusal.value


def test_a_founder_s_seat_can_not_decide_the_founder_s_case(world):
    people, _, company = world
    case_id = make.submitted(company, _joined(company, people["applicant"]))
    refusal = refuses(case_id, people["founder"])
    assert (refusal.code, refusal.status) == ("related-party", 403)
    assert "the holder of a seat in the name of Founding company" in refusal.what["en"]


def _joined(company, person):
    company.memberships.create(person=person, role="lead")
    return person


def test_a_founder_that_invests_is_recused_by_the_register(world):
    people, team, company = world
    case_id = make.submitted(team, people["applicant"])
    assert at_desk(people["founder"])
    interest(team, holder=company, kind="investor")
    assert refuses(case_id, people["founder"]).code == "related-party"
    assert not at_desk(people["founder"])


def test_an_officer_who_supplies_is_recused_and_the_page_says_why(world):
    people, team, _ = world
    case_id = make.submitted(team, people["applicant"])
    page = f"/en/cases/{make.slug(case_id)}"
    assert "You are recused" not in client_of(people["officer"]).get(page).content.decode()
    interest(team, people["officer"])
    told = client_of(people["officer"]).get(page).content.decode()
    assert "You are recused" in told
    assert "you are a supplier of Team" in told
    assert refuses(case_id, people["officer"]).code == "related-party"
    with pytest.raises(Refusal):
        assign_tasks(case_id=case_id, by=make.actor(people["officer"]), at=make.MONDAY)
    assert "You are recused" not in client_of(people["applicant"]).get(page).content.decode()


def test_a_supplier_s_employee_is_not_asked_to_review_and_can_not_hand_in(world):
    people, team, _ = world
    supplier = make.team(people["reviewer0"], name="Supplier")
    interest(team, holder=supplier)
    case_id = make.submitted(team, people["applicant"])
    asked = set(Task.objects.filter(case_id=case_id).values_list("person_id", flat=True))
    assert asked == {people["reviewer1"].pk, people["reviewer2"].pk}
    interest(team, people["reviewer1"], kind="family")
    task = Task.objects.get(person=people["reviewer1"])
    with pytest.raises(Refusal, match="conflict-of-interest"):
        submit_task(task_id=task.pk, data={"score": 5}, by=make.actor(people["reviewer1"]), at=make.MONDAY)


def test_who_is_away_is_not_asked_but_may_still_hand_in(world):
    people, team, _ = world
    at = make.local_noon(today())
    for n in (0, 1):
        person = people[f"reviewer{n}"]
        declare_absence(person_id=person.pk, since=today(), until=today(), by=make.actor(person), at=at)
    case_id = make.submitted(team, people["applicant"], at=at)
    task = Task.objects.get(case_id=case_id)
    assert task.person == people["reviewer2"]
    declare_absence(person_id=task.person_id, since=today(), until=today(), by=make.actor(task.person), at=at)
    submit_task(task_id=task.pk, data={"score": 5}, by=make.actor(task.person), at=at)
    assert Task.objects.get().state == "done"
