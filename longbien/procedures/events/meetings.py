"""What happens when governing bodies meet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text


@dataclass(frozen=True)
class MeetingCalled(
    Event, type="procedures.meeting-called", words=Text.of(vi="Một cuộc họp được triệu tập", en="A meeting was called")
):
    """A governing body is to meet. The entries of all its meetings are numbered in one sequence."""

    body: str
    begins_at: datetime


@dataclass(frozen=True)
class MeetingCancelled(
    Event, type="procedures.meeting-cancelled", words=Text.of(vi="Một cuộc họp bị huỷ", en="A meeting was cancelled")
):
    body: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class AgendaSet(
    Event, type="procedures.agenda-set", words=Text.of(vi="Chương trình họp được lập", en="The agenda was set")
):
    """An item came onto the agenda, or left it again. `case` and `action` for a case, the matter is sealed."""

    body: str
    item: UUID
    case: UUID | None
    action: str
    removed: bool
    matter: str = sealed()


@dataclass(frozen=True)
class AgendaChanged(
    Event,
    type="procedures.agenda-changed",
    words=Text.of(vi="Các thành viên được báo chương trình họp mới", en="Members are told of a changed agenda"),
):
    """The agenda of an announced meeting changed and has settled since."""

    body: str


@dataclass(frozen=True)
class MeetingOpened(
    Event, type="procedures.meeting-opened", words=Text.of(vi="Một cuộc họp khai mạc", en="A meeting was opened")
):
    """Whoever opened it holds the chair. `reason`: why before its time."""

    body: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class AttendanceNoted(
    Event, type="procedures.attendance-noted", words=Text.of(vi="Điểm danh cuộc họp", en="Attendance was noted")
):
    """`how`: present, remote, proxy (for the seat of `acts_for`) or absent, with an apology."""

    body: str
    person: UUID
    how: str
    acts_for: UUID | None
    apology: str = sealed()


@dataclass(frozen=True)
class MemberRecused(
    Event,
    type="procedures.member-recused",
    words=Text.of(vi="Một thành viên đứng ngoài một mục", en="A member stepped back from an item"),
):
    body: str
    item: UUID
    person: UUID
    reason: str = sealed()


@dataclass(frozen=True)
class VoteCast(Event, type="procedures.vote-cast", words=Text.of(vi="Một phiếu được bỏ", en="A vote was cast")):
    """By name: `choice` is for, against or abstain."""

    body: str
    item: UUID
    person: UUID
    choice: str
    acts_for: UUID | None


@dataclass(frozen=True)
class Resolved(
    Event, type="procedures.resolved", words=Text.of(vi="Một nghị quyết được thông qua hoặc bác", en="A body resolved")
):
    """What the votes came to. `number` only when it was adopted; `case_seq` the move of the case that it made."""

    body: str
    item: UUID
    number: str | None
    adopted: bool
    votes_for: int
    votes_against: int
    abstained: int
    case: UUID | None
    case_seq: int | None
    text: str = sealed()


@dataclass(frozen=True)
class MeetingClosed(
    Event, type="procedures.meeting-closed", words=Text.of(vi="Một cuộc họp bế mạc", en="A meeting was closed")
):
    """Minutes were made from the record. `sha256` is over them."""

    body: str
    sha256: str


@dataclass(frozen=True)
class MinutesApproved(
    Event, type="procedures.minutes-approved", words=Text.of(vi="Biên bản được xác nhận", en="Minutes were approved")
):
    """One person found them right; `final` when enough have, and then `published` or not, as the body's rule says."""

    body: str
    sha256: str
    final: bool
    published: bool
