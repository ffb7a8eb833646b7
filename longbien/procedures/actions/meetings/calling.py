"""Call a meeting, set its agenda, call it off."""

from datetime import datetime, timedelta
from uuid import UUID

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import body as find_body
from longbien.people.queries import recused
from longbien.procedures.actions.meetings.locked import fault, locked_item, locked_meeting, note, said
from longbien.procedures.events import AgendaChanged, AgendaSet, MeetingCalled, MeetingCancelled
from longbien.procedures.models import AgendaItem, Case, Meeting
from longbien.procedures.queries.meetings.agenda import AT_OFFICE, proposable
from longbien.record.actions.act import act
from longbien.record.actions.schedule import schedule
from longbien.record.registry import reaction_named

LONGEST_PLACE, LONGEST_ONLINE, LONGEST_MATTER = 200, 300, 300
WHY_OFF = Text.of(vi="Hãy ghi lý do huỷ cuộc họp.", en="Say why the meeting is called off.")
# The reaction lives above the actions; it is set by its name. Changes that follow one another are told together.
AGENDA = "longbien.procedures.reactions.agenda_settled"
SETTLES_IN = timedelta(minutes=10)


@act
def call_meeting(*, body: str, begins_at: datetime, place: str, online: str, by: Actor, at: datetime) -> UUID:
    """Call a meeting of a body; the answer is its id. Refusal for the past, or when it is to be held nowhere."""
    if find_body(body) is None or by.id is None:
        raise not_found()
    place, online = place.strip(), online.strip()
    meeting = Meeting(
        body_id=body, begins_at=begins_at, place=place, online=online, called_by_id=by.id, called_at=at
    )  # fmt: skip
    check(by, "call", meeting)
    if begins_at <= at:
        raise fault("day", Text.of(vi="Hãy chọn một lúc còn ở phía trước.", en="Choose a time that is still ahead."))
    if not place and not online:
        raise fault("place", Text.of(vi="Hãy ghi nơi họp hoặc địa chỉ họp trực tuyến.", en="Say where, or how online."))
    if len(place) > LONGEST_PLACE or len(online) > LONGEST_ONLINE:
        raise fault("place", Text.of(vi="Nơi họp quá dài.", en="The place is too long."))
    meeting.save(force_insert=True)
    note(meeting, MeetingCalled(body=body, begins_at=begins_at), by=by, at=at)
    return meeting.pk


@act
def add_item(
    *, meeting_id: UUID, by: Actor, at: datetime, case_id: UUID | None = None, action: str = "", matter: str = ""
) -> UUID:
    """Put an action of a case that awaits the body, or another matter, on the agenda; the answer is the item's id.

    Refusal when the body may not do that action of the case now, when it stands there already, or for whoever is tied
    to the applicant.
    """
    meeting = locked_meeting(meeting_id, by=by, action="prepare", states=("called", "open"))
    matter = " ".join(matter.split())
    if case_id is not None:
        _check_case(meeting, case_id, action, by)
    elif not matter or len(matter) > LONGEST_MATTER:
        what = Text.of(vi="Hãy nêu nội dung, tối đa 300 ký tự.", en="Name the matter, in at most 300 characters.")
        raise fault("matter", what)
    last = meeting.items.order_by("-place").values_list("place", flat=True).first() or 0
    item = AgendaItem.objects.create(
        meeting=meeting, place=last + 1, case_id=case_id, action=action if case_id else "",
        matter="" if case_id else matter,
    )  # fmt: skip
    _note_agenda(meeting, _set(item, removed=False), by=by, at=at)
    return item.pk


@act
def remove_item(*, item_id: UUID, by: Actor, at: datetime) -> None:
    """Take an item off the agenda before the meeting is opened; not one about an applicant one is tied to."""
    item = locked_item(item_id, by=by, action="prepare", states=("called",))
    if item.case and (tie := recused(by, item.case.owner_id)):
        raise Refusal("related-party", tie.what, status=403)
    _note_agenda(item.meeting, _set(item, removed=True), by=by, at=at)
    item.delete()


def _note_agenda(meeting: Meeting, event: AgendaSet, *, by: Actor, at: datetime) -> None:
    """Write the change down; the members of a meeting that was announced hear of it once the agenda has settled."""
    event_id = note(meeting, event, by=by, at=at)
    if meeting.state == Meeting.State.CALLED:
        Meeting.objects.filter(pk=meeting.pk).update(agenda_at=at)
        schedule(reaction_named(AGENDA), event_id=event_id, due_at=at + SETTLES_IN)


@act
def tell_agenda(*, meeting_id: UUID, changed_at: datetime, at: datetime) -> None:
    """Called by the timer that a change of the agenda set; a later change has a timer of its own."""
    meeting = Meeting.objects.get(pk=meeting_id)
    if meeting.state == Meeting.State.CALLED and meeting.agenda_at == changed_at:
        note(meeting, AgendaChanged(body=meeting.body_id), by=SYSTEM, at=at)


@act
def cancel_meeting(*, meeting_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Call a meeting off before it is opened, and say why: it can't be taken back, and every member is told."""
    meeting = locked_meeting(meeting_id, by=by, action="prepare", states=("called",))
    reason = said(reason, "why", WHY_OFF)
    meeting.state = Meeting.State.CANCELLED
    meeting.save()
    note(meeting, MeetingCancelled(body=meeting.body_id, reason=reason), by=by, at=at)


def _set(item: AgendaItem, *, removed: bool) -> AgendaSet:
    return AgendaSet(
        body=item.meeting.body_id, item=item.pk, case=item.case_id, action=item.action, removed=removed,
        matter=item.matter,
    )  # fmt: skip


def _check_case(meeting: Meeting, case_id: UUID, action: str, by: Actor) -> None:
    case = Case.objects.filter(AT_OFFICE, pk=case_id).first()
    if case is not None and (tie := recused(by, case.owner_id)):
        raise Refusal("related-party", tie.what, status=403)
    if case is None or action not in {one.name for one in proposable(case, meeting.body_id)}:
        what = Text.of(
            vi="Lúc này hội đồng không quyết định được việc đó với hồ sơ này.",
            en="The body can't decide that about this case now.",
        )
        raise fault("matter", what)
    if meeting.items.filter(case=case, action=action, result="").exists():
        raise fault("matter", Text.of(vi="Mục này đã có trong chương trình.", en="This is on the agenda already."))
