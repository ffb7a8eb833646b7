"""A case that another one opened: an office has it from its first move, so it is treated as one that was sent."""

from datetime import timedelta

import pytest

from longbien.people.models import Body, Seat
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.keeping.rebuild import rebuild
from longbien.procedures.actions.meetings.calling import add_item, call_meeting
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, DeskCase, Notice
from longbien.procedures.queries.authoring.carrying import edition
from longbien.procedures.queries.authoring.impact import impact
from longbien.procedures.queries.desk.worklist import Asked, work_list
from longbien.procedures.queries.meetings.agenda import awaiting
from longbien.procedures.queries.versions import in_force
from longbien.record.actions.deliver import deliver
from tests.procedures import make
from tests.procedures.world import other

pytestmark = pytest.mark.django_db
OFFICER = "programme-officer"
LATER = make.MONDAY + timedelta(hours=2)


class Side:
    """A case of a team that waits for an opinion, and the case in which the opinion is given."""

    def __init__(self):
        self.officer, self.applicant = make.person("officer", OFFICER), make.person("applicant")
        make.published(other("test.legal"), {})
        changes = {
            "states.screening.children": {"legal": "test.legal"},
            "states.more_info": {"title": make.bi("More"), "edit": ["applicant"]},
            "actions.ask": make.action("screening", "more_info", "officer"),
            "actions.resubmit": make.action("more_info", "screening", "applicant"),
        }
        make.published(make.changed(make.sample(), {"set": changes}))
        self.case_id = make.submitted(make.team(self.applicant), self.applicant)

    @property
    def child(self):
        return Case.objects.get(parent_id=self.case_id)

    def next_version(self, **migrate):
        """The opinion's service, version 2: its step is called otherwise and has a deadline."""
        data = other("test.legal") | {"version": 2, "migrate": {"from": 1, **migrate}}
        looking = data["states"].pop("screening") | {"title": make.bi("Looking"), "sla": {"within": "3wd"}}
        data["states"] = {"looking": looking, **data["states"]}
        for action in data["actions"].values():
            action["from"] = "looking"
        make.published(data, {})
        while deliver(clock=lambda: LATER, limit=50):
            pass


@pytest.fixture
def side():
    return Side()


def test_it_stays_under_the_rules_it_was_filed_under_where_a_new_version_takes_no_open_case(side):
    side.next_version(open="never", map={"screening": "looking"})
    assert (side.child.version.version, side.child.state) == (1, "screening")
    assert [group.drafts for group in impact(edition(in_force("test.legal")))] == [False]


def test_where_it_goes_over_its_desk_and_whoever_saw_it_before_are_told(side):
    side.next_version(map={"screening": "looking"})
    child, desk = side.child, DeskCase.objects.get(case=side.child)
    assert (child.version.version, child.state, child.seq) == (2, "looking", 2)
    assert (desk.state, desk.due) == ("looking", child.due)
    assert child.due is not None


def test_whoever_works_on_it_hears_that_what_it_was_opened_for_has_ended(side):
    minh = make.person("minh", OFFICER)
    assign_cases(case_ids=[side.child.pk], person_id=minh.pk, by=make.actor(side.officer), at=LATER)
    perform(case_id=side.case_id, action="reject", reason="No.", by=make.actor(side.officer), at=LATER)
    (told,) = Notice.objects.filter(case=side.child, kind__startswith="moved:")
    assert told.person_id == minh.pk
    assert f"for which case {side.child.number} was opened, has ended: Not accepted" in told.words["en"]


def test_coming_back_to_the_step_opens_no_second_one_beside_one_that_goes_on(side):
    before = side.child.pk
    for action, who in (("ask", side.officer), ("resubmit", side.applicant)):
        perform(case_id=side.case_id, action=action, by=make.actor(who), at=LATER)
    assert side.child.pk == before
    perform(case_id=before, action="reject", reason="No.", by=make.actor(make.person("two", OFFICER)), at=LATER)
    for action, who in (("ask", side.officer), ("resubmit", side.applicant)):
        perform(case_id=side.case_id, action=action, by=make.actor(who), at=LATER)
    assert Case.objects.filter(parent_id=side.case_id).count() == 2


def test_whoever_has_it_finds_it_by_its_number_and_its_applicant(side):
    officer, child = make.actor(side.officer), side.child
    for text in (child.number, "Team"):
        assert child.pk in {case.pk for case in work_list(officer, Asked(text=text), LATER).cases}
    rebuild()
    assert child.pk in {case.pk for case in work_list(officer, Asked(text=child.number), LATER).cases}


def test_a_board_that_decides_it_puts_it_on_its_agenda():
    Body.objects.create(code="gate-board", name=make.bi("Board"), terms={"quorum": "not-published"})
    member, applicant = make.person("member"), make.person("applicant")
    Seat.objects.create(body_id="gate-board", person=member)
    board = {"roles.board": "body:gate-board", "actions.approve.by": "board"}
    make.published(make.changed(other("test.legal"), {"set": board}), {})
    make.published(make.changed(make.sample(), {"set": {"states.screening.children": {"legal": "test.legal"}}}))
    case_id = make.submitted(make.team(applicant), applicant)
    meant = {"body": "gate-board", "begins_at": LATER, "place": "Room 1", "online": ""}
    meeting = call_meeting(**meant, by=make.actor(member), at=make.MONDAY)
    (waiting,) = awaiting("gate-board", meeting_id=meeting)
    assert waiting.case_id == Case.objects.get(parent_id=case_id).pk
    what = {"case_id": waiting.case_id, "action": waiting.action}
    assert add_item(meeting_id=meeting, **what, by=make.actor(member), at=make.MONDAY)
