"""Open a meeting, note who is there, close it."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_allowed
from longbien.kernel.text import Text
from longbien.people.policy import ADMINISTRATOR
from longbien.people.queries import actor_for, body, proxies_in
from longbien.procedures.actions.meetings.locked import fault, locked_meeting, note, said
from longbien.procedures.events import AttendanceNoted, MeetingClosed, MeetingOpened, MinutesApproved
from longbien.procedures.models import Attendance, Meeting, MinutesApproval
from longbien.procedures.queries.meetings.counting import attending, rules_of, seat_holders
from longbien.procedures.queries.meetings.minutes import minutes_of
from longbien.procedures.rules.meetings import APPROVALS, HERE
from longbien.record.actions.act import act
from longbien.record.rules.leaf import canonical

LONGEST_APOLOGY = 1_000
EARLY = Text.of(
    vi="Chưa đến giờ họp. Hãy ghi lý do khai mạc sớm hơn giờ đã báo.",
    en="It is not time yet. Say why the meeting opens before the time it was called for.",
)


@act
def open_meeting(*, meeting_id: UUID, by: Actor, at: datetime, reason: str = "") -> None:
    """Open it; whoever does holds the chair and is there. Before the time it was called for only with a reason."""
    meeting = locked_meeting(meeting_id, by=by, action="chair", states=("called",))
    early = said(reason, "early", EARLY) if meeting.begins_at > at else None
    meeting.state, meeting.chair_id, meeting.opened_at = Meeting.State.OPEN, by.person_id, at
    meeting.save()
    note(meeting, MeetingOpened(body=meeting.body_id, reason=early), by=by, at=at)
    _note(meeting, by.person_id, Attendance.How.PRESENT, "", by=by, at=at)


@act
def note_attendance(*, meeting_id: UUID, person_id: UUID, how: str, by: Actor, at: datetime, apology: str = "") -> None:
    """Say how someone takes part: present, remote, or absent with an apology; for a deputy, who counts as proxy.

    Members say it themselves, beforehand only that they can't come; the chair and administrators note it for others.
    """
    meeting = locked_meeting(meeting_id, by=by, action="note-attendance", states=("called", "open"))
    if by.id not in (person_id, meeting.chair_id) and ADMINISTRATOR not in by.roles:
        raise not_allowed()
    if how not in Attendance.How.values:
        raise fault("how", Text.of(vi="Hãy chọn cách tham dự.", en="Choose how they take part."))
    if meeting.state == Meeting.State.CALLED and how != Attendance.How.ABSENT:
        what = Text.of(vi="Cuộc họp chưa khai mạc.", en="The meeting is not open yet.")
        raise conflict("wrong-step", what)
    if len(apology) > LONGEST_APOLOGY:
        raise fault("apology", Text.of(vi="Nhiều nhất 1.000 ký tự.", en="At most 1,000 characters."))
    _note(meeting, person_id, Attendance.How(how), apology.strip(), by=by, at=at)


def _note(meeting: Meeting, person_id: UUID, how: Attendance.How, apology: str, *, by: Actor, at: datetime) -> None:
    acts_for = _seat(meeting, person_id, at)
    if how == Attendance.How.ABSENT:
        acts_for = None
    else:
        how, apology = (Attendance.How.PROXY if acts_for else how), ""
        _check_free(meeting, person_id, acts_for or person_id)
    said = {"how": how, "acts_for_id": acts_for, "apology": apology, "at": at}
    Attendance.objects.update_or_create(meeting=meeting, person_id=person_id, defaults=said)
    noted = AttendanceNoted(
        body=meeting.body_id, person=person_id, how=how.value, acts_for=acts_for, apology=apology
    )  # fmt: skip
    note(meeting, noted, by=by, at=at)


def _seat(meeting: Meeting, person_id: UUID, at: datetime) -> UUID | None:
    """For whom someone sits here, None for their own seat. Refusal for whoever has neither."""
    if person_id in seat_holders(body(meeting.body_id)) and actor_for(person_id).is_signed_in:
        return None
    day = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    proxied = proxies_in(meeting.body_id, day).get(person_id)
    if proxied is None:
        raise fault("person", Text.of(vi="Người này không giữ ghế nào.", en="This person holds no seat here."))
    return proxied


def _check_free(meeting: Meeting, person_id: UUID, seat_of: UUID) -> None:
    taken = (one for one in attending(meeting) if one.how in HERE and one.person_id != person_id)
    if any(one.seat_of == seat_of for one in taken):
        what = Text.of(
            vi="Ghế này đã có người: người giữ ghế hoặc người làm thay, không phải cả hai.",
            en="This seat is taken: by its holder or by the deputy, never both.",
        )
        raise fault("person", what)


@act
def close_meeting(*, meeting_id: UUID, by: Actor, at: datetime) -> None:
    """Close it and make the minutes from the record; the chair alone does. What was not decided stays undecided."""
    meeting = locked_meeting(meeting_id, by=by, action="chair", states=("open",))
    if by.id != meeting.chair_id:
        what = Text.of(vi="Chỉ người chủ trì bế mạc được cuộc họp.", en="Only the chair closes the meeting.")
        raise conflict("not-the-chair", what)
    meeting.state, meeting.closed_at = Meeting.State.CLOSED, at
    meeting.minutes = minutes_of(meeting)
    meeting.sha256 = sha256(canonical(meeting.minutes)).hexdigest()
    meeting.save()
    note(meeting, MeetingClosed(body=meeting.body_id, sha256=meeting.sha256), by=by, at=at)


@act
def approve_minutes(*, meeting_id: UUID, by: Actor, at: datetime) -> bool:
    """Find the minutes right; two who were there must. True when they are approved now.

    They are then published or not, as the rule of the body says.
    """
    meeting = locked_meeting(meeting_id, by=by, action="take-part", states=("closed",))
    there = {one.person_id for one in attending(meeting) if one.how in HERE}
    if by.id not in there:
        what = Text.of(
            vi="Chỉ người đã dự họp xác nhận được biên bản.", en="Only someone who was there can approve the minutes."
        )
        raise conflict("was-not-there", what)
    _, is_new = MinutesApproval.objects.get_or_create(meeting=meeting, person_id=by.person_id, defaults={"at": at})
    if not is_new:
        what = Text.of(
            vi="Bạn đã xác nhận rồi; cần một người khác.", en="You approved them already; someone else is needed."
        )
        raise conflict("approved-already", what)
    final = meeting.approvals.count() >= APPROVALS
    if final:
        meeting.state, meeting.is_public = Meeting.State.APPROVED, rules_of(meeting.body_id).minutes_public
        meeting.save()
    approved = MinutesApproved(
        body=meeting.body_id, sha256=meeting.sha256, final=final, published=final and meeting.is_public
    )  # fmt: skip
    note(meeting, approved, by=by, at=at)
    return final
