"""The history of a case, line by line, each with its entry in the record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.people.queries import PersonCard, persons
from longbien.procedures.models import Case, Move
from longbien.procedures.queries.versions import published_as
from longbien.procedures.rules.definition import Definition
from longbien.record.queries import Document, Entry, chain, openings_of
from longbien.ui.formats import money

OPENED = Text.of(vi="Mở hồ sơ", en="Case opened")
LATE = Text.of(vi="Quá hạn", en="Overdue")
MIGRATED = Text.of(vi="Chuyển sang phiên bản mới của dịch vụ", en="Taken over to a new version of the service")
STORED = Text.of(vi="Lưu tệp", en="File stored")
SAID = {
    "procedures.case-vote-cast": Text.of(vi="Biểu quyết", en="Vote"),
    "procedures.case-signed": Text.of(vi="Ký", en="Signed"),
    "procedures.fee-charged": Text.of(vi="Ghi phí, lệ phí", en="Fee charged"),
    "procedures.fee-settled": Text.of(vi="Tất toán phí, lệ phí", en="Fee settled"),
    "procedures.fee-waiver-proposed": Text.of(vi="Đề nghị miễn phí, lệ phí", en="Fee to be waived"),
    "procedures.fee-kept": Text.of(vi="Phí, lệ phí vẫn phải nộp", en="Fee still owed"),
    "procedures.letter-ordered": Text.of(vi="Cấp số văn bản", en="Letter numbered"),
    "procedures.letter-stuck": Text.of(vi="Chưa lập được văn bản", en="Letter could not be made"),
    "procedures.letter-made-again": Text.of(vi="Lập lại văn bản", en="Letter made again"),
    "procedures.letter-sealed": Text.of(vi="Ký số văn bản", en="Letter sealed"),
    "procedures.outside-reported": Text.of(vi="Tin từ hệ thống khác", en="News from another system"),
}
HANDED = {
    "": Text.of(vi="Giao người xử lý", en="Given to a handler"),
    "taken": Text.of(vi="Nhận xử lý", en="Taken"),
    "free": Text.of(vi="Bỏ người xử lý", en="Given back to nobody"),
    "handover": Text.of(vi="Bàn giao", en="Handed over"),
    "away": Text.of(vi="Bàn giao khi vắng mặt", en="Handed over because of an absence"),
    "back": Text.of(vi="Nhận lại sau khi vắng mặt", en="Taken back after an absence"),
    "surplus": Text.of(vi="San bớt cho người khác", en="Moved from somebody with too many"),
    "undo": Text.of(vi="Hoàn tác lần giao trước", en="The handing out before undone"),
}
NOBODY = Text.of(vi="chưa phân công", en="nobody")
SETTLED = {"paid": Text.of(vi="đã nộp", en="paid"), "waived": Text.of(vi="được miễn", en="waived")}
TACIT = {
    "approval": Text.of(
        vi="Im lặng quá hạn được coi là chấp thuận.", en="Silence past the deadline counts as approval."
    ),
    "refusal": Text.of(vi="Im lặng quá hạn được coi là từ chối.", en="Silence past the deadline counts as refusal."),
}
HANDED_OVER = "procedures.case-assigned"
INSIDE = frozenset(
    {
        HANDED_OVER,
        "procedures.case-vote-cast",
        "procedures.letter-stuck",
        "procedures.letter-made-again",
        "procedures.fee-waiver-proposed",
    }
)
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
    note: Text | None = None


def timeline(case: Case, definition: Definition, files: Iterable[Document], *, inside: bool) -> tuple[Line, ...]:
    """The whole history, oldest first; of the files those that the reader may open. Names of those who hold tasks are
    only for `inside`, the offices of the case."""
    moves = {move.event_id: move for move in case.moves.all()}
    entries = chain(case.subject)
    deputised = {move.on_behalf_of for move in moves.values() if move.on_behalf_of}
    names = persons({entry.actor_id for entry in entries if entry.actor_id} | _named(entries) | deputised)
    editions = _editions(entries, definition)
    shown = [entry for entry in entries if inside or _for_everyone(entry, moves)]
    lines = [line for entry in shown for line in _line(entry, moves, editions[entry.id], names, inside)]
    lines += _handed([entry for entry in shown if entry.kind == HANDED_OVER], names)
    lines += [Line(one.at, STORED, one.name, "", "", one.entry_id) for one in files]
    return tuple(sorted(lines, key=lambda line: (line.at, line.entry_id)))


def _editions(entries: tuple[Entry, ...], definition: Definition) -> dict[UUID, Definition]:
    """The version that each entry was made under: before a migration it is the one the case came from."""
    editions = {}
    for entry in reversed(entries):
        editions[entry.id] = definition
        if entry.kind == "procedures.case-migrated":
            definition = published_as(definition.code, entry.open["source_version"]).definition
    return editions


def _named(entries: tuple[Entry, ...]) -> set[UUID]:
    """Persons whom entries name besides who acted: holders of tasks, handlers now and before, voters."""
    holders = {entry.open[name] for entry in entries for name in ("person_id", "before_id") if entry.open.get(name)}
    return set(map(UUID, holders.union(*(entry.open.get("voters") or () for entry in entries))))


def _for_everyone(entry: Entry, moves: Mapping[UUID, Move]) -> bool:
    """How someone voted, how a letter was mended and who looks after the case is for the office alone; a signature
    counts once what was signed is done."""
    if entry.kind == "procedures.case-signed":
        done = {(move.seq, move.action) for move in moves.values()}
        return (entry.open["seq"], entry.open["action"]) in done
    return entry.kind not in INSIDE


def _line(
    entry: Entry, moves: Mapping[UUID, Move], definition: Definition, names: Mapping[UUID, PersonCard], inside: bool
) -> Iterator[Line]:
    who = _name(entry.actor_id, names)
    if entry.kind == "procedures.case-migrated":
        yield Line(entry.at, MIGRATED, _migrated(entry, definition), who, "", entry.id)
    elif entry.id in moves:
        yield _move_line(entry, moves[entry.id], definition, names)
    elif entry.kind == "procedures.case-late":
        yield Line(entry.at, LATE, definition.states[entry.open["state"]].title, who, "", entry.id, late=True)
    elif entry.kind in TASKS:
        yield _task_line(entry, definition, names, inside)
    elif entry.kind in SAID:
        yield Line(entry.at, SAID[entry.kind], _detail(entry, definition), who, "", entry.id)


def _move_line(entry: Entry, move: Move, definition: Definition, names: Mapping[UUID, PersonCard]) -> Line:
    action, voters = definition.actions.get(move.action), entry.open.get("voters") or ()
    who = ", ".join(_name(UUID(voter), names) for voter in voters) or _name(entry.actor_id, names)
    note = TACIT.get(move.tacit)
    if move.on_behalf_of:
        deputised = _name(move.on_behalf_of, names)
        note = Text.of(vi=f"Thay mặt {deputised}", en=f"On behalf of {deputised}")
    title, state = action.title if action else OPENED, definition.states[move.target].title
    return Line(entry.at, title, state, who, move.reason, entry.id, note=note)


def _detail(entry: Entry, definition: Definition) -> Text | str:
    """What a line says beside its title: which action, which sum, which number."""
    said = entry.open
    match entry.kind:
        case "procedures.case-vote-cast":
            title = definition.actions[said["action"]].title
            return Text(tuple((lang, f"{words} ({said['votes']}/{said['needed']})") for lang, words in title.items()))
        case "procedures.case-signed":
            return definition.actions[said["action"]].title
        case "procedures.fee-charged":
            return money(Money.from_data(said["amount"]))
        case "procedures.fee-settled":
            return SETTLED[said["how"]]
        case "procedures.letter-made-again":
            letter, n = said["letter"], said["template_version"]
            return Text.of(vi=f"{letter}, theo mẫu của phiên bản {n}", en=f"{letter}, by the template of version {n}")
    return str(said.get("letter", ""))


def _migrated(entry: Entry, definition: Definition) -> Text:
    before, after, at = (
        entry.open["source_version"],
        entry.open["target_version"],
        definition.states[entry.open["target"]],
    )
    return Text.of(
        vi=f"Từ phiên bản {before} sang {after}: {at.title.in_language('vi')}",
        en=f"From version {before} to {after}: {at.title.in_language('en')}",
    )


def _handed(entries: list[Entry], names: Mapping[UUID, PersonCard]) -> Iterator[Line]:
    """Who looks after the case from then on, who did before, and why; the reasons of all in one query."""
    reasons = openings_of(entry.id for entry in entries) if entries else {}
    for entry in entries:
        before, after = (_handler(entry.open[name], names) for name in ("before_id", "person_id"))
        detail = Text.of(vi=f"{before['vi']} → {after['vi']}", en=f"{before['en']} → {after['en']}")
        why = reasons.get(entry.id, {}).get("reason")
        title = HANDED.get(entry.open["how"], HANDED[""])
        yield Line(
            entry.at, title, detail, _name(entry.actor_id, names), str(why.value) if why and why.value else "", entry.id
        )


def _handler(written: str | None, names: Mapping[UUID, PersonCard]) -> Text:
    name = _name(UUID(written), names) if written else ""
    return Text.of(vi=name, en=name) if name else NOBODY


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
