"""The history of a case, line by line, each with its entry in the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.text import Text
from longbien.people.queries import PersonCard, persons
from longbien.procedures.models import Case, Move
from longbien.procedures.rules.definition import Definition
from longbien.record.queries import Entry, chain, documents

OPENED = Text.of(vi="Mở hồ sơ", en="Case opened")
LATE = Text.of(vi="Quá hạn", en="Overdue")
STORED = Text.of(vi="Lưu tệp", en="File stored")
TASKS = {
    "procedures.task-assigned": Text.of(vi="Giao việc", en="Task given"),
    "procedures.task-submitted": Text.of(vi="Hoàn thành việc", en="Task handed in"),
    "procedures.task-handed-over": Text.of(vi="Bàn giao việc", en="Task handed over"),
    "procedures.conflict-declared": Text.of(vi="Khai báo xung đột lợi ích, giao người khác", en="Conflict declared"),
}


@dataclass(frozen=True)
class Line:
    """`who` is blank where the reader may not know; `state` is where the case came to, for a move."""

    at: datetime
    title: Text
    detail: Text | str
    who: str
    reason: str
    entry_id: UUID
    late: bool = False


def timeline(case: Case, definition: Definition, *, inside: bool) -> tuple[Line, ...]:
    """The whole history, oldest first. Names of those who hold tasks are only for `inside`, the offices of the case."""
    moves = {move.event_id: move for move in case.moves.all()}
    entries = chain(case.subject)
    names = persons({entry.actor_id for entry in entries if entry.actor_id} | _assigned(entries))
    lines = [line for entry in entries for line in _line(entry, moves, definition, names, inside)]
    lines += [Line(one.at, STORED, one.name, "", "", one.entry_id) for one in documents(case.subject)]
    return tuple(sorted(lines, key=lambda line: (line.at, line.entry_id)))


def _assigned(entries: tuple[Entry, ...]) -> set[UUID]:
    return {UUID(entry.open["person_id"]) for entry in entries if "person_id" in entry.open}


def _line(
    entry: Entry, moves: Mapping[UUID, Move], definition: Definition, names: Mapping[UUID, PersonCard], inside: bool
) -> Iterator[Line]:
    who = _name(entry.actor_id, names)
    if entry.id in moves:
        move = moves[entry.id]
        action = definition.actions.get(move.action)
        state = definition.states[move.target].title
        yield Line(entry.at, action.title if action else OPENED, state, who, move.reason, entry.id)
    elif entry.kind == "procedures.case-late":
        yield Line(entry.at, LATE, definition.states[entry.open["state"]].title, who, "", entry.id, late=True)
    elif entry.kind in TASKS:
        yield _task_line(entry, definition, names, inside)


def _task_line(entry: Entry, definition: Definition, names: Mapping[UUID, PersonCard], inside: bool) -> Line:
    person = entry.open.get("person_id")
    holder = _name(UUID(person) if person else entry.actor_id, names)
    return Line(
        entry.at,
        TASKS[entry.kind],
        definition.tasks[entry.open["kind"]].title,
        holder if inside else "",
        "",
        entry.id,
    )


def _name(person_id: UUID | None, names: Mapping[UUID, PersonCard]) -> str:
    if person_id == SYSTEM_ID:
        return str(settings.HUB.name)
    return names[person_id].name if person_id is not None and person_id in names else ""
