"""Who stood behind the decision that an appeal is against, by whichever way, judges nothing in it."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.delegations import Given, delegate_office
from longbien.people.models import Body, Seat
from longbien.people.queries.held import today
from longbien.procedures.actions.meetings.calling import add_item, call_meeting
from longbien.procedures.actions.meetings.deciding import resolve, vote
from longbien.procedures.actions.meetings.holding import note_attendance, open_meeting
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, DeskBar
from longbien.procedures.queries.standing import judges_before
from tests.procedures import make

pytestmark = pytest.mark.django_db
APPEAL = {
    "procedure": "test.appeal",
    "about": {"type": "procedures.case", "required": True},
    "roles.board": "body:gate-board",
    "roles.counsel": "group:reviewer",
    "actions.approve.by": ["officer", "board", "counsel"],
}
FIRST = {
    "roles.board": "body:gate-board",
    "actions.reject.by": ["officer", "board"],
    "states.rejected.appeal": {"procedure": "test.appeal", "within": "10wd", "reopen": "reopen"},
    "actions.reopen": make.action("rejected", "screening", "system", require=["reason"]),
}


def appealed(case_id, team, applicant, at):
    by = make.actor(applicant)
    about = Case.objects.get(pk=case_id).subject
    appeal = open_case(procedure="test.appeal", owner_id=team.pk, about=about, by=by, at=at)
    perform(case_id=appeal, action="submit", data={"title": "Appeal", "size": 1}, by=by, at=at)
    return Case.objects.get(pk=appeal)


def refuse_as_kept_out(appeal, person, at):
    """The decision is refused, and so it is for a hub that had the appeal before it wrote down who is kept from it."""
    with pytest.raises(Refusal, match="related-party"):
        perform(case_id=appeal.pk, action="approve", reason="Mine.", by=make.actor(person), at=at)
    DeskBar.objects.all().delete()
    import_module("longbien.procedures.migrations.0015_bars_of_open_appeals").bar(apps, None)
    assert frozenset(DeskBar.objects.values_list("person_id", flat=True)) == judges_before(appeal)


def test_whose_seat_a_proxy_voted_with():
    """Hoa gave her seat away for the day; Tu voted with it."""
    make.published(make.changed(make.sample(), {"set": APPEAL}))
    make.published(make.changed(make.sample(), {"set": FIRST}))
    people = {name: make.person(name) for name in ("lan", "minh", "hoa", "tu", "applicant")}
    Body.objects.create(code="gate-board", name=make.bi("Board"), terms={"quorum": 2})
    for name in ("lan", "minh", "hoa"):
        Seat.objects.create(body_id="gate-board", person=people[name])
    team, at = make.team(people["applicant"]), make.local_noon(today())
    case_id = make.submitted(team, people["applicant"], at=at)
    lan, hoa, soon = make.actor(people["lan"]), make.actor(people["hoa"]), at + timedelta(hours=1)
    given = Given("body:gate-board", people["tu"].pk, today(), today())
    delegate_office(holder_id=hoa.id, given=given, by=hoa, at=at)
    meeting = call_meeting(body="gate-board", begins_at=soon, place="1", online="", by=lan, at=at)
    item = add_item(meeting_id=meeting, case_id=case_id, action="reject", by=lan, at=at)
    open_meeting(meeting_id=meeting, by=lan, at=soon)
    note_attendance(meeting_id=meeting, person_id=people["tu"].pk, how="present", by=lan, at=soon)
    for voter in (lan, make.actor(people["tu"])):
        vote(item_id=item, choice="for", by=voter, at=soon)
    assert resolve(item_id=item, text="No.", by=lan, at=soon)
    appeal = appealed(case_id, team, people["applicant"], soon)
    assert judges_before(appeal) >= {people[name].pk for name in ("lan", "tu", "hoa")}
    assert people["minh"].pk not in judges_before(appeal)
    refuse_as_kept_out(appeal, people["hoa"], soon)


def test_who_gave_the_opinion_that_it_rests_on():
    make.published(*make.opinion())
    make.published(make.changed(make.sample(), {"set": APPEAL}))
    make.published(make.changed(make.sample(), {"set": FIRST | {"states.screening.children": {"legal": "test.legal"}}}))
    applicant, counsel = make.person("applicant"), make.person("counsel", "reviewer")
    officer, at = make.person("officer", "programme-officer"), make.MONDAY
    team = make.team(applicant)
    case_id = make.submitted(team, applicant)
    opinion = Case.objects.get(parent_id=case_id)
    advice = {"advice": "The law forbids it."}
    perform(case_id=opinion.pk, action="answer", data=advice, by=make.actor(counsel), at=at)
    perform(case_id=case_id, action="reject", reason="As counsel says.", by=make.actor(officer), at=at)
    appeal = appealed(case_id, team, applicant, at)
    assert judges_before(appeal) >= {officer.pk, counsel.pk}
    refuse_as_kept_out(appeal, counsel, at)
