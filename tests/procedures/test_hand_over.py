"""When an absence begins, what is open goes to someone else in one action."""

from datetime import timedelta

import pytest

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.people.actions.privacy.erase_person import ask_erasure, erase_person
from longbien.people.actions.roles import revoke_role
from longbien.people.actions.standing.absences import declare_absence
from longbien.people.models import HubRole, Membership
from longbien.people.queries.held import today
from longbien.procedures.actions.absences.hand_over import hand_over
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.models import DeskCase, Task
from longbien.procedures.registry import role_asked
from longbien.record.queries import chain
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import forms

pytestmark = pytest.mark.django_db
AT = make.local_noon(today())
EACH_DAY = {"AT": lambda: make.local_noon(today())}


@pytest.fixture
def sides():
    """Two cases with one review each, both given to Lan; Minh could do them too."""
    task = {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}
    changes = {
        "roles.reviewer": "assigned:review",
        "forms.review": "forms/review.schema.json",
        "states.screening.tasks": {"review": task},
    }
    make.published(make.changed(make.sample(), {"set": changes}), forms())
    people = {"lan": make.person("lan", "reviewer"), "applicant": make.person("applicant")}
    teams = [make.team(people["applicant"], name=name) for name in ("A", "B")]
    cases = [make.submitted(team, people["applicant"], at=AT) for team in teams]
    people |= {"minh": make.person("minh", "reviewer"), "admin": make.person("admin", "hub-admin")}
    return people, teams, cases


def holders(state="open"):
    return sorted(Task.objects.filter(state=state).values_list("person__name", flat=True))


def test_open_tasks_go_to_whom_the_procedure_finds(sides):
    people, _, cases = sides
    lan = make.actor(people["lan"])
    declare_absence(person_id=lan.id, since=today(), until=today(), by=lan, at=AT)
    assert hand_over(person_id=lan.id, to_id=None, by=lan, at=AT) == (2, 0)
    assert (holders(), holders("closed")) == (["Minh", "Minh"], ["Lan", "Lan"])
    kinds = [entry.kind.removeprefix("procedures.") for entry in chain(Task.objects.first().case.subject)]
    assert kinds[-2:] == ["task-handed-over", "task-assigned"]
    page = client_of(people["lan"]).get(f"/en/cases/{make.slug(cases[0])}")
    assert page.status_code == 404  # what was handed over is not theirs to read any more


def test_a_person_chosen_gets_those_they_may_judge(sides):
    people, teams, _ = sides
    chosen = make.person("chosen")
    Membership.objects.create(person=chosen, organisation=teams[0], role="member")
    admin = make.actor(people["admin"])
    assert hand_over(person_id=people["lan"].pk, to_id=chosen.pk, by=admin, at=AT) == (2, 0)
    assert holders() == ["Chosen", "Minh"]


def test_who_was_asked_chooses_among_those_who_could_have_been(sides):
    people, _, _ = sides
    lan, stranger = make.actor(people["lan"]), make.person("stranger")
    assert hand_over(person_id=lan.id, to_id=stranger.pk, by=lan, at=AT) == (2, 0)
    assert holders() == ["Minh", "Minh"]


def test_whoever_has_nothing_to_hand_over_learns_no_addresses(sides):
    people, _, _ = sides
    address = f"/tasks/of/{make.slug(people['applicant'].pk)}/hand-over"
    for email in ("nobody@example.org", people["lan"].email):
        assert client_of(people["applicant"]).post(address, {"person": email}).status_code == 302


def test_what_nobody_fit_can_take_is_left_wanting(sides):
    people, teams, _ = sides
    Membership.objects.create(person=people["minh"], organisation=teams[0], role="member")
    lan = make.actor(people["lan"])
    assert hand_over(person_id=lan.id, to_id=None, by=lan, at=AT) == (1, 1)


def test_what_handing_over_refuses(sides):
    people, _, _ = sides
    lan, minh = make.actor(people["lan"]), make.actor(people["minh"])
    declare_absence(person_id=minh.id, since=today(), until=today() + timedelta(days=1), by=minh, at=AT)
    for code, to_id, by in (
        ("not-found", None, minh),
        ("not-found", new_id(), lan),
        ("bad-choice", lan.id, lan),
        ("bad-choice", minh.id, lan),
    ):
        with pytest.raises(Refusal, match=code):
            hand_over(person_id=lan.id, to_id=to_id, by=by, at=AT)
    assert holders() == ["Lan", "Lan"]


def test_handing_over_in_the_browser(sides):
    people, _, _ = sides
    lan, minh = make.actor(people["lan"]), people["minh"]
    declare_absence(person_id=lan.id, since=today(), until=today(), deputy_id=minh.pk, by=lan, at=AT)
    client, address = client_of(people["admin"]), f"/tasks/of/{make.slug(lan.id)}/hand-over"
    assert "Hand over 2 open tasks" in client.get("/en/absences").content.decode()
    assert "To the deputy, Minh" in client.get(f"/en{address}").content.decode()
    assert client.post(address, {"person": "nobody@example.org"}).status_code == 422
    assert client.post(address, {"deputy": "x"}).status_code == 404
    assert client_of(minh).get(address).status_code == 404
    assert client.post(address, {"deputy": str(minh.pk)}).status_code == 302
    assert holders() == ["Minh", "Minh"]
    assert "Nothing is open" in client.get(f"/en{address}").content.decode()
    assert client.get(f"/tasks/of/{make.slug(new_id())}/hand-over").status_code == 404


def test_whoever_is_not_a_reviewer_any_more_judges_nothing_and_another_is_asked(sides):
    people, _, cases = sides
    lan, task = make.actor(people["lan"]), Task.objects.get(case_id=cases[0])
    revoke_role(person_id=lan.id, role="reviewer", by=make.actor(people["admin"]), at=AT)
    assert (holders(), holders("closed")) == (["Minh", "Minh"], ["Lan", "Lan"])
    with pytest.raises(Refusal, match="task-closed"):
        submit_task(task_id=task.pk, data={"score": 3}, by=make.actor(people["lan"]), at=AT)


def test_another_role_taken_away_leaves_a_review_where_it_is(sides):
    people, _, _ = sides
    HubRole.objects.create(person=people["lan"], role="counsel", granted_at=AT)
    revoke_role(person_id=people["lan"].pk, role="counsel", by=make.actor(people["admin"]), at=AT)
    assert holders() == ["Lan", "Lan"]


@pytest.mark.parametrize(
    ("assign", "role"),
    [("group:counsel", "counsel"), ("problems.reviewers", "reviewer"), ("test.careless", ""), ("", "")],
)
def test_the_role_behind_an_assignment(assign, role):
    assert role_asked(assign) == role


def test_what_was_asked_of_somebody_who_is_erased_is_asked_of_another(sides):
    """Whom a matcher finds holds no office, so nothing keeps them from leaving with a review open."""
    people, teams, cases = sides
    HubRole.objects.filter(person=people["lan"]).delete()
    Membership.objects.create(person=people["minh"], organisation=teams[0], role="member")
    ask_erasure(by=make.actor(people["lan"]), at=AT)
    erase_person(person_id=people["lan"].pk, at=AT)
    assert holders() == ["Minh"]
    assert dict(DeskCase.objects.values_list("case_id", "wanting"))[cases[0]] == 1
