"""Whoever reviewed in the first instance sits in no appeal against it, in any chair."""

import pytest
from django.utils import timezone

from longbien.kernel.refusal import Refusal
from longbien.people.models import Body, HubRole, Seat
from longbien.procedures.actions.absences.hand_over import hand_over
from longbien.procedures.actions.assigning import barred_from
from longbien.procedures.actions.desk.add_note import add_note
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.meetings.calling import add_item, call_meeting
from longbien.procedures.actions.meetings.deciding import vote
from longbien.procedures.actions.meetings.holding import note_attendance, open_meeting
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.models import AgendaItem, Case, Handler, Task
from longbien.procedures.queries.desk.worklist import Asked, nearest, work_list
from longbien.procedures.queries.meetings.counting import counted
from longbien.procedures.queries.versions import published
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY
TASK = {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}
REVIEWED = {"roles.reviewer": "assigned:review", "forms.review": "forms/review.schema.json"}
FORMS = make.sample_forms() | {"review": make.form(score={"type": "integer"})}
FIRST = REVIEWED | {
    "states.screening.tasks": {"review": TASK},
    "states.rejected.appeal": {"procedure": "test.appeal", "within": "10wd", "reopen": "reopen"},
    "actions.reopen": make.action("rejected", "screening", "system", require=["reason"]),
}
APPEAL = REVIEWED | {
    "procedure": "test.appeal",
    "about": {"type": "procedures.case", "required": True},
    "roles.board": "body:gate-board",
    "states.screening.tasks": {"review": TASK | {"count": 2}},
    "actions.approve.by": ["officer", "board"],
}


@pytest.fixture
def people():
    """The judge reviews in the first instance, and is an officer and on the board besides."""
    made = {"applicant": make.person("applicant"), "judge": make.person("judge", "reviewer")}
    made |= {name: make.person(name, "programme-officer") for name in ("officer", "officer2")}
    Body.objects.create(code="gate-board", name=make.bi("Board"), terms={"quorum": "not-published"})
    for name in ("judge", "officer2"):
        Seat.objects.create(body_id="gate-board", person=made[name])
    return made


@pytest.fixture
def appeal(people):
    make.published(make.changed(make.sample(), {"set": APPEAL}), FORMS)
    make.published(make.changed(make.sample(), {"set": FIRST}), FORMS)
    team = make.team(people["applicant"])
    case_id = make.submitted(team, people["applicant"])
    submit_task(task_id=Task.objects.get().pk, data={"score": 1}, by=make.actor(people["judge"]), at=NOW)
    perform(case_id=case_id, action="reject", reason="Weak.", by=make.actor(people["officer"]), at=NOW)
    HubRole.objects.create(person=people["judge"], role="programme-officer", granted_at=NOW)
    people["fresh"] = make.person("fresh", "reviewer")
    by, about = make.actor(people["applicant"]), Case.objects.get(pk=case_id).subject
    appeal_id = open_case(procedure="test.appeal", owner_id=team.pk, about=about, by=by, at=NOW)
    perform(case_id=appeal_id, action="submit", data={"title": "Appeal", "size": 1}, by=by, at=NOW)
    return Case.objects.get(pk=appeal_id)


def refused(code, run, **words):
    with pytest.raises(Refusal) as refusal:
        run(at=NOW, **words)
    assert (refusal.value.code, refusal.value.status) == (code, 403)
    assert "You had a hand in the decision that is appealed" in refusal.value.what["en"]


def test_they_are_not_asked_to_review_it(people, appeal):
    spec = published(appeal.version_id).definition.tasks["review"]
    assert people["judge"].pk in barred_from(appeal, spec, 0)
    assert [task.person for task in appeal.tasks.all()] == [people["fresh"]]


def test_a_review_they_were_given_all_the_same_is_refused(people, appeal):
    task = appeal.tasks.get()
    appeal.tasks.update(person=people["judge"])
    refused("judged-before", submit_task, task_id=task.pk, data={"score": 5}, by=make.actor(people["judge"]))


def test_they_decide_nothing_and_find_nothing_to_take(people, appeal):
    judge = make.actor(people["judge"])
    refused("related-party", perform, case_id=appeal.pk, action="approve", reason="Yes.", by=judge)
    assert appeal.pk not in [case.pk for case in nearest(judge, 20)]
    assert appeal.pk not in [case.pk for case in work_list(judge, Asked(), NOW).cases]
    assert appeal.pk in [case.pk for case in nearest(make.actor(people["officer2"]), 20)]
    with pytest.raises(Refusal) as refusal:
        assign_cases(case_ids=[appeal.pk], person_id=judge.id, by=make.actor(people["officer2"]), at=NOW)
    assert "Judge had a hand in the decision that is appealed." in refusal.value.what["en"]
    told = client_of(people["judge"]).get(f"/en/cases/{make.slug(appeal.pk)}").content.decode()
    assert "You had a hand in the decision that is appealed" in told


def test_they_do_not_count_when_the_board_meets_about_it(people, appeal):
    now = timezone.now()
    chair = make.actor(people["officer2"])
    meeting = call_meeting(body="gate-board", begins_at=now.replace(year=2090), place="1", online="", by=chair, at=now)
    item = add_item(meeting_id=meeting, case_id=appeal.pk, action="approve", by=chair, at=now)
    open_meeting(meeting_id=meeting, by=chair, at=now.replace(year=2090))
    note_attendance(meeting_id=meeting, person_id=people["judge"].pk, how="present", by=chair, at=now)
    pack = client_of(people["judge"]).get(f"/en/meetings/{make.slug(meeting)}/pack").content.decode()
    assert "You had a hand in the decision that is appealed" in pack
    refused("no-vote", vote, item_id=item, choice="for", by=make.actor(people["judge"]))
    assert counted(AgendaItem.objects.get(pk=item)).count.voters == {people["officer2"].pk}


def test_they_do_not_choose_who_looks_after_it(people, appeal):
    with pytest.raises(Refusal):
        assign_cases(case_ids=[appeal.pk], person_id=people["officer2"].pk, by=make.actor(people["judge"]), at=NOW)
    assert not Handler.objects.exists()


@pytest.mark.parametrize(("chooser", "is_given"), [("officer2", True), ("judge", False)])
def test_they_do_not_choose_who_reviews_it_even_as_they_run_the_hub(people, appeal, chooser, is_given):
    HubRole.objects.create(person=people[chooser], role="hub-admin", granted_at=NOW)
    friend, fresh = make.person("friend"), people["fresh"]
    hand_over(person_id=fresh.pk, to_id=friend.pk, by=make.actor(people[chooser]), at=NOW)
    assert appeal.tasks.filter(person=friend, state=Task.State.OPEN).exists() is is_given


def test_they_read_and_write_no_notes_on_it(people, appeal):
    add_note(case_id=appeal.pk, text="The first judge was careless.", by=make.actor(people["officer2"]), at=NOW)
    at_desk = f"/en/cases/{make.slug(appeal.pk)}/desk"
    assert "careless" in client_of(people["officer2"]).get(at_desk).content.decode()
    assert client_of(people["judge"]).get(at_desk).status_code in (403, 404)
    with pytest.raises(Refusal):
        add_note(case_id=appeal.pk, text="I was not.", by=make.actor(people["judge"]), at=NOW)
