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
MIGRATING = Text.of(vi="Bắt đầu chuyển hồ sơ sang phiên bản mới", en="Cases begin to go over to a new version")
GOING_ON = Text.of(vi="Việc chuyển hồ sơ tiếp tục", en="The migration of cases goes on")
MIGRATION_ENDED = Text.of(vi="Việc chuyển hồ sơ kết thúc", en="The migration of cases ended")
MIGRATED = Text.of(vi="Một hồ sơ chuyển sang phiên bản mới", en="A case went over to a new version")
REVISED = Text.of(vi="Một thủ tục đang soạn được lưu", en="A service in writing was saved")
PROPOSED = Text.of(vi="Một thủ tục được trình duyệt", en="A service was proposed for publication")
RETURNED = Text.of(vi="Một thủ tục được trả lại để sửa", en="A proposed service was sent back")
APPROVED = Text.of(vi="Một thủ tục được người thứ hai duyệt", en="A second person approved a service")
DROPPED = Text.of(vi="Một bản soạn thủ tục được bỏ", en="A service in writing was dropped")
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
class MigrationBegan(Event, type="procedures.migration-began", words=MIGRATING):
    """A version was published that takes over the running cases of an earlier one."""

    procedure: str
    source_version: int
    target_version: int


@dataclass(frozen=True)
class MigrationWentOn(Event, type="procedures.migration-went-on", words=GOING_ON):
    """A batch of cases is through; the next one follows."""

    procedure: str
    cases: int


@dataclass(frozen=True)
class MigrationEnded(Event, type="procedures.migration-ended", words=MIGRATION_ENDED):
    procedure: str
    migrated: int
    kept: int


@dataclass(frozen=True)
class CaseMigrated(Event, type="procedures.case-migrated", words=MIGRATED):
    """A case goes over to a later version: move `seq`. `source` and `target` are its state before and after."""

    number: str
    procedure: str
    seq: int
    source_version: int
    target_version: int
    source: str
    target: str
    owner_id: UUID


@dataclass(frozen=True)
class DraftRevised(Event, type="procedures.draft-revised", words=REVISED):
    """Someone saved revision `seq` of a service that is being written; `sha256` is over its texts."""

    procedure: str
    seq: int
    sha256: str


@dataclass(frozen=True)
class DraftProposed(Event, type="procedures.draft-proposed", words=PROPOSED):
    procedure: str
    seq: int
    sha256: str


@dataclass(frozen=True)
class DraftReturned(Event, type="procedures.draft-returned", words=RETURNED):
    procedure: str
    seq: int
    reason: str | None = sealed()


@dataclass(frozen=True)
class DraftApproved(Event, type="procedures.draft-approved", words=APPROVED):
    """A person who wrote none of it agreed to exactly these texts; the version they became is named."""

    procedure: str
    seq: int
    sha256: str
    version_id: UUID


@dataclass(frozen=True)
class DraftDropped(Event, type="procedures.draft-dropped", words=DROPPED):
    procedure: str


@dataclass(frozen=True)
class PeopleTold(
    Event,
    type="procedures.people-told",
    words=Text.of(vi="Các bên được thông báo", en="The parties were told"),
):
    """Notices were given about a case; letters follow. `kind` is receipt, moved, late or a task."""

    kind: str
    persons: int
