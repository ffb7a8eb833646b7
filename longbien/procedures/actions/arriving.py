"""What happens when a case comes to a state: its timer is set, the cases that belong to it are opened, its tasks given
out. A case that opens comes to its first state in the same way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.procedures.actions.assigning import fill
from longbien.procedures.actions.keeping.following import follow
from longbien.procedures.actions.keeping.numbering import next_number
from longbien.procedures.events import CaseOpened
from longbien.procedures.models import Case, Move, Outside
from longbien.procedures.queries.versions import Published, in_force
from longbien.procedures.rules.clock import begin
from longbien.record.actions.emit import emit
from longbien.record.actions.schedule import schedule
from longbien.record.registry import reaction_named

# The reaction lives above the actions; it is set by its name.
DEADLINE = "longbien.procedures.reactions.deadline_passed"
# Cases that open cases that open cases: further down it is a mistake.
DEEPEST = 4


@dataclass(frozen=True)
class Opening:
    """A case to be opened. `parent` is the case that opens it, which will call it `parent_key`."""

    version: Published
    owner_id: UUID
    about: Subject | None
    parent: Case | None = None
    parent_key: str = ""


def draft_row(opening: Opening, *, by: Actor, at: datetime) -> Case:
    """The case as it would stand, not numbered and not saved yet."""
    definition = opening.version.definition
    return Case(
        number="", version_id=opening.version.id, owner_id=opening.owner_id,
        about=str(opening.about) if opening.about else "", state=definition.initial.name, opened_at=at, moved_at=at,
        due=begin(definition, settings.HUB.calendar, at).due, opened_by_id=None if by.is_system else by.id,
        parent=opening.parent, parent_key=opening.parent_key,
    )  # fmt: skip


def begin_case(case: Case, version: Published, *, by: Actor, at: datetime) -> None:
    """Number the case, write it down, and let it come to its first state."""
    case.number = next_number("case", at)
    case.save(force_insert=True)
    definition = version.definition
    event = CaseOpened(
        case.number, definition.code, definition.version, case.state, case.owner_id, case.about, case.parent_id
    )  # fmt: skip
    event_id = emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    Move.objects.create(case=case, seq=1, action="", target=case.state, by_id=by.id, at=at, event_id=event_id)
    follow(case, version, at=at)
    arrive(case, version, event_id, by=by, at=at)


def arrive(case: Case, version: Published, event_id: UUID, *, by: Actor, at: datetime) -> None:
    """Set the timer for the deadline of the state, if any, open the cases that belong to it, and ask for its tasks."""
    if case.due is not None:
        schedule(reaction_named(DEADLINE), event_id=event_id, due_at=case.due)
    state = version.definition.states[case.state]
    if state.handoff is not None:
        _await_news(case, at)
    for key, procedure in state.children.items():
        _open_child(case, key, procedure, at=at)
    for task in state.tasks:
        fill(case, task, round_=case.seq, by=by, at=at)


def _await_news(case: Case, at: datetime) -> None:
    """Of a step elsewhere to which the case comes a second time, what was said before is over: only the dossier keeps
    its number."""
    if case.moves.filter(target=case.state, seq__lt=case.seq).exists():
        Outside.objects.filter(case=case).update(status="", as_of=at)


def _open_child(parent: Case, key: str, procedure: str, *, at: datetime) -> None:
    """Open a case that belongs to this one: about this one where its procedure asks for that, else about the same.

    One that was opened at an earlier stay and has not ended goes on instead.
    """
    if parent.children.filter(parent_key=key, version__code=procedure, closed_at=None).exists():
        return
    if _depth(parent) >= DEEPEST:
        raise _too_deep(parent)
    version = in_force(procedure)
    asked = version.definition.about
    about = Subject.parse(parent.about) if parent.about else None
    if asked and asked.type == parent.subject.type:
        about = parent.subject
    elif asked is None or about is None or about.type != asked.type:
        about = None
    opening = Opening(version, parent.owner_id, about, parent, key)
    begin_case(draft_row(opening, by=SYSTEM, at=at), version, by=SYSTEM, at=at)


def _depth(case: Case) -> int:
    depth, above = 1, case.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth


def _too_deep(case: Case) -> Refusal:
    return Refusal(
        "children-too-deep",
        Text.of(
            vi=f"Hồ sơ {case.number} mở hồ sơ con quá nhiều lớp. Hãy báo cho đơn vị quản lý thủ tục.",
            en=f"Case {case.number} opens cases within cases too deep. Tell who keeps the procedure.",
        ),
        status=500,
    )
