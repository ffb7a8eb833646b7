"""Finds the meeting or the item an action works on, and holds it until the action is done."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import body_subject
from longbien.procedures.models import AgendaItem, Meeting
from longbien.record.actions.emit import emit

LONGEST_REASON = 1_000
STATES = {
    "called": Text.of(vi="đã triệu tập", en="called"),
    "open": Text.of(vi="đang họp", en="open"),
    "closed": Text.of(vi="đã bế mạc", en="closed"),
    "approved": Text.of(vi="biên bản đã xác nhận", en="minutes approved"),
    "cancelled": Text.of(vi="đã huỷ", en="cancelled"),
}


def locked_meeting(meeting_id: UUID, *, by: Actor, action: str, states: tuple[str, ...]) -> Meeting:
    """The meeting, locked, when `by` may do `action` and it is in one of `states`. Refusal otherwise."""
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if meeting is None:
        raise not_found()
    check(by, action, meeting)
    if meeting.state not in states:
        now = STATES[meeting.state]
        raise conflict(
            "wrong-step",
            Text.of(
                vi=f"Cuộc họp {now['vi']} nên không làm được việc này.",
                en=f"The meeting is {now['en']}: this can't be done now.",
            ),
        )
    return meeting


def locked_item(item_id: UUID, *, by: Actor, action: str, states: tuple[str, ...] = ("open",)) -> AgendaItem:
    """An undecided item of a meeting that is held. Refusal otherwise."""
    found = AgendaItem.objects.filter(pk=item_id).values_list("meeting_id", flat=True).first()
    if found is None:
        raise not_found()
    meeting = locked_meeting(found, by=by, action=action, states=states)
    item = AgendaItem.objects.select_related("case").get(pk=item_id)
    item.meeting = meeting
    if item.result:
        raise conflict("already-decided", Text.of(vi="Mục này đã biểu quyết xong.", en="This item is decided already."))
    return item


def note(meeting: Meeting, event: Event, *, by: Actor, at: datetime) -> UUID:
    """Write an event of a meeting, numbered in the sequence of its body."""
    return emit(event, subject=meeting.subject, chain=body_subject(meeting.body_id), by=by, at=at)


def fault(where: str, what: Text) -> Refusal:
    return Refusal("bad-meeting", what, faults=(Fault(where, what),))


def said(reason: str, where: str, missing: Text) -> str:
    """A reason that must be given. Refusal (422) without one, or for one that is too long."""
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise fault(where, missing)
    return reason
