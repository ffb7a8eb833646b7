"""Calling a meeting off, opening it early and changing its agenda are said to those whom they concern."""

from datetime import timedelta

import pytest
from django.core import mail

from longbien.kernel.refusal import Refusal
from longbien.people.models import Body, Seat
from longbien.people.queries import body_subject
from longbien.people.queries.held import today
from longbien.procedures.actions.meetings.calling import add_item, call_meeting, cancel_meeting, remove_item
from longbien.procedures.actions.meetings.holding import open_meeting
from longbien.procedures.models import Meeting
from longbien.record.actions.deliver import deliver
from longbien.record.queries import chain
from tests.procedures import make

pytestmark = pytest.mark.django_db
AT = make.local_noon(today())
EACH_DAY = {"AT": lambda: make.local_noon(today())}
TEN = timedelta(minutes=10)


@pytest.fixture
def meeting():
    """Called for in two days by Lan; Minh is the other member. Both have had their letter."""
    people = [make.person("lan"), make.person("minh")]
    Body.objects.create(code="gate-board", name=make.bi("Board"), terms={})
    for one in people:
        Seat.objects.create(body_id="gate-board", person=one)
    lan = make.actor(people[0])
    made = call_meeting(body="gate-board", begins_at=AT + timedelta(days=2), place="1", online="", by=lan, at=AT)
    letters(AT)
    return made, lan


def letters(at):
    """The subjects of what went out until then, and the outbox is empty again."""
    while deliver(clock=lambda: at, limit=50):
        pass
    said = [one.subject.split(":")[0] for one in mail.outbox]
    bodies = "\n".join(one.body for one in mail.outbox)
    mail.outbox.clear()
    return said, bodies


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_without_a_reason_nothing_is_called_off_or_opened_early(meeting, reason):
    meeting_id, lan = meeting
    for run, where in ((cancel_meeting, "why"), (open_meeting, "early")):
        with pytest.raises(Refusal) as refused:
            run(meeting_id=meeting_id, reason=reason, by=lan, at=AT)
        assert [fault.where for fault in refused.value.faults] == [where]
    assert Meeting.objects.get().state == "called"


def test_in_time_it_is_opened_without_one(meeting):
    meeting_id, lan = meeting
    open_meeting(meeting_id=meeting_id, by=lan, at=AT + timedelta(days=2))
    assert Meeting.objects.get().state == "open"


def test_the_reason_goes_to_the_members(meeting):
    meeting_id, lan = meeting
    cancel_meeting(meeting_id=meeting_id, reason="A storm.", by=lan, at=AT)
    said, words = letters(AT)
    assert said in (["Huỷ họp"] * 2, ["Meeting called off"] * 2)
    assert "A storm." in words
    assert chain(body_subject("gate-board"))[-1].kind == "procedures.meeting-cancelled"


def test_changes_of_the_agenda_are_told_together_once_it_has_settled(meeting):
    meeting_id, lan = meeting
    first = add_item(meeting_id=meeting_id, matter="Rules", by=lan, at=AT)
    add_item(meeting_id=meeting_id, matter="Dates", by=lan, at=AT + timedelta(minutes=5))
    assert letters(AT + TEN)[0] == []
    said, words = letters(AT + timedelta(minutes=15))
    assert said in (["Chương trình họp thay đổi"] * 2, ["Agenda changed"] * 2)
    assert "Rules" not in words
    remove_item(item_id=first, by=lan, at=AT + timedelta(hours=1))
    assert len(letters(AT + timedelta(hours=1) + TEN)[0]) == 2


def test_once_it_is_held_or_off_nobody_is_told_of_its_agenda(meeting):
    meeting_id, lan = meeting
    add_item(meeting_id=meeting_id, matter="Rules", by=lan, at=AT)
    open_meeting(meeting_id=meeting_id, reason="All are here.", by=lan, at=AT)
    assert letters(AT + TEN)[0] == []
