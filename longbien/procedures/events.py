"""What happens to procedures and cases, as the record keeps it. Case data enters only sealed."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text

PUBLISHED = Text.of(vi="Một quy trình được công bố", en="A procedure was published")
OPENED = Text.of(vi="Một hồ sơ được mở", en="A case was opened")
MOVED = Text.of(vi="Một hồ sơ chuyển bước", en="A case moved on")
LATE = Text.of(vi="Một hồ sơ quá hạn", en="A case is overdue")
ASSIGNED = Text.of(vi="Một việc được giao", en="A task was given")
SUBMITTED = Text.of(vi="Một việc được hoàn thành", en="A task was handed in")
CONFLICT = Text.of(vi="Có khai báo xung đột lợi ích", en="A conflict of interest was declared")


@dataclass(frozen=True)
class VersionPublished(Event, type="procedures.version-published", words=PUBLISHED):
    """`sha256` is over the definition with its forms, as kept."""

    procedure: str
    procedure_version: int
    sha256: str


@dataclass(frozen=True)
class CaseOpened(Event, type="procedures.case-opened", words=OPENED):
    """A case begins: move 1. `about` is a written subject, or empty."""

    number: str
    procedure: str
    procedure_version: int
    state: str
    owner_id: UUID
    about: str


@dataclass(frozen=True)
class CaseMoved(Event, type="procedures.case-moved", words=MOVED):
    """An action was done: move `seq` of the case. `answers_sha256` is over the form sent with it, if any."""

    number: str
    procedure: str
    seq: int
    action: str
    source: str
    target: str
    final: bool
    owner_id: UUID
    form: str
    answers_sha256: str | None = sealed()
    reason: str | None = sealed()


@dataclass(frozen=True)
class CaseLate(Event, type="procedures.case-late", words=LATE):
    """The deadline of a state passed and the case still stands there."""

    number: str
    procedure: str
    seq: int
    state: str


@dataclass(frozen=True)
class TaskAssigned(Event, type="procedures.task-assigned", words=ASSIGNED):
    task_id: UUID
    kind: str
    person_id: UUID


@dataclass(frozen=True)
class TaskSubmitted(Event, type="procedures.task-submitted", words=SUBMITTED):
    task_id: UUID
    kind: str
    answers_sha256: str | None = sealed()


@dataclass(frozen=True)
class ConflictDeclared(Event, type="procedures.conflict-declared", words=CONFLICT):
    """A person stepped back from a task; someone else is asked."""

    task_id: UUID
    kind: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class PeopleTold(
    Event,
    type="procedures.people-told",
    words=Text.of(vi="Các bên được thông báo", en="The parties were told"),
):
    """Notices were given about a case; letters follow. `kind` is receipt, moved, late or a task."""

    kind: str
    persons: int


@dataclass(frozen=True)
class CaseAssigned(
    Event,
    type="procedures.case-assigned",
    words=Text.of(vi="Một hồ sơ được giao người xử lý", en="A case was given to a handler"),
):
    """Who looks after a case from now on; `how` is hand, bulk, fair or handover. `reason` for a handover."""

    number: str
    person_id: UUID | None
    before_id: UUID | None
    how: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class NoteAdded(
    Event,
    type="procedures.note-added",
    words=Text.of(vi="Có ghi chú nội bộ", en="An office made a note"),
):
    """A note inside an office. Its text is sealed and is never shown to the applicant."""

    note_id: UUID
    text: str | None = sealed()


@dataclass(frozen=True)
class LettersChosen(
    Event,
    type="procedures.letters-chosen",
    words=Text.of(vi="Một người chọn cách nhận thông báo", en="A person chose how to be told"),
):
    """Which letters someone wants besides those that a procedure owes them."""

    mail: str


@dataclass(frozen=True)
class FeedKeySet(
    Event,
    type="procedures.feed-key-set",
    words=Text.of(vi="Một địa chỉ theo dõi riêng được tạo hoặc thu hồi", en="A private feed was opened or closed"),
):
    """A person's secret feed address was made, or taken back."""

    is_open: bool


@dataclass(frozen=True)
class DigestDue(
    Event,
    type="procedures.digest-due",
    words=Text.of(vi="Đến giờ gửi bản tin ngày", en="A daily letter is due"),
):
    """The notices of a day go out in one letter."""

    person_id: UUID
