"""What happens to procedures and cases, as the record keeps it. Case data enters only sealed."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed


@dataclass(frozen=True)
class VersionPublished(Event, type="procedures.version-published"):
    """`sha256` is over the definition with its forms, as kept."""

    procedure: str
    procedure_version: int
    sha256: str


@dataclass(frozen=True)
class CaseOpened(Event, type="procedures.case-opened"):
    """A case begins: move 1. `about` is a written subject, or empty."""

    number: str
    procedure: str
    procedure_version: int
    state: str
    owner_id: UUID
    about: str


@dataclass(frozen=True)
class CaseMoved(Event, type="procedures.case-moved"):
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
class CaseLate(Event, type="procedures.case-late"):
    """The deadline of a state passed and the case still stands there."""

    number: str
    procedure: str
    seq: int
    state: str


@dataclass(frozen=True)
class TaskAssigned(Event, type="procedures.task-assigned"):
    task_id: UUID
    kind: str
    person_id: UUID


@dataclass(frozen=True)
class TaskSubmitted(Event, type="procedures.task-submitted"):
    task_id: UUID
    kind: str
    answers_sha256: str | None = sealed()


@dataclass(frozen=True)
class ConflictDeclared(Event, type="procedures.conflict-declared"):
    """A person stepped back from a task; someone else is asked."""

    task_id: UUID
    kind: str
    reason: str | None = sealed()
