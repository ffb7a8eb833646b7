"""What happens at the desks of officers, and what people are told."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text


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
class TaskHandedOver(
    Event,
    type="procedures.task-handed-over",
    words=Text.of(vi="Một việc được bàn giao", en="A task was handed over"),
):
    """Someone who is away, or has too much, gives a task back; who is asked instead follows as a task given."""

    task_id: UUID
    kind: str
    person_id: UUID


@dataclass(frozen=True)
class CaseAssigned(
    Event,
    type="procedures.case-assigned",
    words=Text.of(vi="Một hồ sơ được giao người xử lý", en="A case was given to a handler"),
):
    """Who looks after a case from now on, and who did before.

    `how`: hand or bulk by somebody else, taken for oneself, free for nobody, fair by load, surplus from one who had too
    many, handover by the handler, away because of an absence, back after it, undo. `reason` where somebody loses it.
    """

    number: str
    person_id: UUID | None
    before_id: UUID | None
    how: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class CasesPromised(
    Event,
    type="procedures.cases-promised",
    words=Text.of(vi="Hồ sơ của người sắp vắng mặt được hẹn bàn giao", en="Cases will pass on during an absence"),
):
    """On the first day of an absence the cases of whom the entry is about go to somebody else."""

    absence_id: UUID
    to_id: UUID


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
