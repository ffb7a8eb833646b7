"""A deputy in a meeting counts as long as the delegation stands, and what they voted before stays as it was."""

from datetime import timedelta

import pytest

from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.delegations import Given, delegate_office, revoke_delegation
from longbien.people.models import Body, Seat
from longbien.people.queries.held import today
from longbien.procedures.actions.meetings.calling import add_item, call_meeting
from longbien.procedures.actions.meetings.deciding import resolve, vote
from longbien.procedures.actions.meetings.holding import close_meeting, note_attendance, open_meeting
from longbien.procedures.models import AgendaItem, Meeting
from longbien.procedures.queries.meetings.counting import counted
from tests.procedures import make

pytestmark = pytest.mark.django_db
AT = make.local_noon(today())
EACH_DAY = {"AT": lambda: make.local_noon(today())}
SOON = AT + timedelta(hours=1)


@pytest.fixture
def board():
    """Three seats, two of them needed; Tú sits for Hoa, Lan has the chair, Minh is away. Two matters to decide."""
    people = {name: make.person(name) for name in ("lan", "minh", "hoa", "tu")}
    Body.objects.create(code="gate-board", name=make.bi("Board"), terms={"quorum": 2})
    for name in ("lan", "minh", "hoa"):
        Seat.objects.create(body_id="gate-board", person=people[name])
    hoa, lan = make.actor(people["hoa"]), make.actor(people["lan"])
    given = Given("body:gate-board", people["tu"].pk, today(), today())
    delegation = delegate_office(holder_id=hoa.id, given=given, by=hoa, at=AT)
    meeting = call_meeting(body="gate-board", begins_at=SOON, place="1", online="", by=lan, at=AT)
    items = [add_item(meeting_id=meeting, matter=name, by=lan, at=AT) for name in ("Rules", "Dates")]
    open_meeting(meeting_id=meeting, by=lan, at=SOON)
    note_attendance(meeting_id=meeting, person_id=people["tu"].pk, how="present", by=lan, at=SOON)
    return people, delegation, meeting, items


def decide(people, item, *names):
    for name in names:
        vote(item_id=item, choice="for", by=make.actor(people[name]), at=SOON)
    return resolve(item_id=item, text="So be it.", by=make.actor(people["lan"]), at=SOON)


def test_a_deputy_whose_delegation_was_revoked_makes_no_quorum(board):
    people, delegation, _, (first, second) = board
    assert decide(people, first, "lan", "tu") is True
    vote(item_id=second, choice="for", by=make.actor(people["tu"]), at=SOON)
    revoke_delegation(delegation_id=delegation, by=make.actor(people["hoa"]), at=SOON)
    with pytest.raises(Refusal) as refused:
        decide(people, second, "lan")
    assert refused.value.code == "no-quorum"
    assert counted(AgendaItem.objects.get(pk=second)).count.voters == {people["lan"].pk}
    with pytest.raises(Refusal):
        vote(item_id=second, choice="against", by=make.actor(people["tu"]), at=SOON)


def test_the_holder_of_the_seat_may_sit_down_again(board):
    people, delegation, meeting, (_, second) = board
    revoke_delegation(delegation_id=delegation, by=make.actor(people["hoa"]), at=SOON)
    hoa = make.actor(people["hoa"])
    note_attendance(meeting_id=meeting, person_id=hoa.id, how="present", by=hoa, at=SOON)
    assert decide(people, second, "lan", "hoa") is True


def test_what_was_decided_before_keeps_its_votes_in_the_minutes(board):
    people, delegation, meeting, (first, _) = board
    decide(people, first, "lan", "tu")
    revoke_delegation(delegation_id=delegation, by=make.actor(people["hoa"]), at=SOON)
    assert counted(AgendaItem.objects.get(pk=first)).tally.for_ == 2
    lan = make.actor(people["lan"])
    close_meeting(meeting_id=meeting, by=lan, at=SOON)
    item = Meeting.objects.get().minutes["items"][0]
    assert (item["for"], item["result"]) == (2, "adopted")
