"""What happens to procedures and cases, as the record keeps it. Case data enters only sealed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
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
CONFLICT = Text.of(vi="Có khai báo xung đột lợi ích", en="A conflict of interest was declared")
VOTED = Text.of(vi="Một phiếu biểu quyết được ghi", en="A vote was cast")
SIGNED = Text.of(vi="Một quyết định được ký", en="A decision was signed")
CHARGED = Text.of(vi="Phí, lệ phí được ghi nợ", en="A fee was charged")
WAIVING = Text.of(vi="Có đề nghị miễn phí, lệ phí", en="A fee is to be waived")
KEPT = Text.of(vi="Phí, lệ phí vẫn phải nộp", en="A fee is still owed")
SETTLED = Text.of(vi="Phí, lệ phí được tất toán", en="A fee was settled")
ORDERED = Text.of(vi="Một văn bản được cấp số", en="A letter was given its number")
STUCK = Text.of(vi="Một văn bản chưa lập được", en="A letter could not be made")
AGAIN = Text.of(vi="Một văn bản được lập lại", en="A letter is made again")
SEALED = Text.of(vi="Một văn bản được ký số", en="A letter was sealed")
REPORTED = Text.of(vi="Có tin từ hệ thống khác", en="Another system reported")


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
    parent_id: UUID | None = None


@dataclass(frozen=True)
class CaseMoved(Event, type="procedures.case-moved", words=MOVED):
    """An action was done: move `seq` of the case. `answers_sha256` is over the form sent with it, if any.

    `tacit`: what silence counted as, where a deadline passed without a decision. `on_behalf_of`: whose office a deputy
    used. `voters`: everyone who agreed, where several had to.
    """

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
    tacit: str | None = None
    on_behalf_of: UUID | None = None
    voters: tuple[UUID, ...] | None = None


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
class CaseVoteCast(Event, type="procedures.case-vote-cast", words=VOTED):
    """Someone wants an action that needs several: `votes` so far, of `needed`, while the case stands at move `seq`."""

    number: str
    procedure: str
    seq: int
    action: str
    votes: int
    needed: int
    reason: str | None = sealed()


@dataclass(frozen=True)
class CaseSigned(Event, type="procedures.case-signed", words=SIGNED):
    """The actor signed move `seq`; `digest` is over the move, its reason and its answers (`rules.signing.Signed`)."""

    number: str
    seq: int
    action: str
    method: str
    second_factor: bool
    proved_at: datetime
    digest: str


@dataclass(frozen=True)
class FeeCharged(Event, type="procedures.fee-charged", words=CHARGED):
    number: str
    seq: int
    fee_id: UUID
    entry_id: UUID
    amount: Money


@dataclass(frozen=True)
class FeeSettled(Event, type="procedures.fee-settled", words=SETTLED):
    """A fee was `paid`, or `waived` for a reason."""

    number: str
    fee_id: UUID
    entry_id: UUID
    how: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class FeeWaiverProposed(Event, type="procedures.fee-waiver-proposed", words=WAIVING):
    """Somebody wishes to waive a fee; a second person has to agree."""

    number: str
    fee_id: UUID
    reason: str | None = sealed()


@dataclass(frozen=True)
class FeeKept(Event, type="procedures.fee-kept", words=KEPT):
    """Of a case that ended without paying: the fee is owed all the same."""

    number: str
    fee_id: UUID
    reason: str | None = sealed()


@dataclass(frozen=True)
class LetterOrdered(Event, type="procedures.letter-ordered", words=ORDERED):
    """A letter has its number; `data_sha256` is over what it says. It is drawn and sealed next."""

    number: str
    letter_id: UUID
    letter: str
    name: str
    data_sha256: str | None = sealed()


@dataclass(frozen=True)
class LetterStuck(Event, type="procedures.letter-stuck", words=STUCK):
    """A letter could not be drawn or sealed, and will not be by itself: its office is told."""

    number: str
    letter_id: UUID
    letter: str


@dataclass(frozen=True)
class LetterMadeAgain(Event, type="procedures.letter-made-again", words=AGAIN):
    """An officer has a stuck letter made again: what it says stays, `template_version` is whose template draws it."""

    number: str
    letter_id: UUID
    letter: str
    template_version: int


@dataclass(frozen=True)
class LetterSealed(Event, type="procedures.letter-sealed", words=SEALED):
    number: str
    letter_id: UUID
    letter: str
    sha256: str | None = sealed()


@dataclass(frozen=True)
class OutsideReported(Event, type="procedures.outside-reported", words=REPORTED):
    """A step that runs elsewhere: its dossier number there, and what was heard of it."""

    number: str
    as_of: datetime
    dossier: str | None = sealed()
    status: str | None = sealed()
