"""Whether a case may go over to a new version: everything that stands against it, in words.

Drafts go over, right or wrong: nobody has judged them yet; but not where what is being written would be lost. A case
that was sent goes over only where the new version can carry it: its step, its answers, its roles, its tasks, what was
done in it and what it owes. A closed case stays with what closed it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Definition, Migration
from longbien.procedures.rules.forms import Choices, chosen_of, faults_of, source_of
from longbien.procedures.rules.questions.shapes import Schema

Part = Literal["draft", "open", "final"]


@dataclass(frozen=True)
class Edition:
    """A version with the schemas of its forms."""

    definition: Definition
    schemas: Mapping[str, Schema]


@dataclass(frozen=True)
class Handed:
    """A task of a case: its kind, whether it is still open, and what was handed in."""

    kind: str
    is_open: bool
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Standing:
    """A case as it stands. `about` is a type of subject; `done` are the actions that were done in it, `owed` those
    whose fee is still due, `written` the forms that somebody is filling in; `held` says what else keeps it where it is.
    """

    state: str
    sent: bool = True
    closed: bool = False
    about: str = ""
    answers: Mapping[str, Mapping[str, Any]] | None = None
    tasks: tuple[Handed, ...] = ()
    stopped: Mapping[str, Any] | None = None
    done: frozenset[str] = frozenset()
    owed: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    held: tuple[Text, ...] = ()

    @property
    def part(self) -> Part:
        if self.closed:
            return "final"
        return "open" if self.sent or self.tasks else "draft"


@dataclass(frozen=True)
class Verdict:
    """`target` is where the case stands under the new version; what is `against` keeps it under the old one."""

    part: Part
    target: str
    against: tuple[Text, ...] = ()

    @property
    def goes(self) -> bool:
        return not self.against


def mapped(migration: Migration, state: str) -> str:
    """What a state of the old version is called in the new one."""
    return migration.states.get(state, state)


def judge(old: Edition, new: Edition, case: Standing, offered: Choices) -> Verdict:
    """The verdict on one case; `offered` are the values that lists of other rooms hold now.

    ValueError when the new version says nothing about migration.
    """
    migration = new.definition.migrate
    if migration is None:
        raise ValueError("the new version says nothing about migration")
    target = mapped(migration, case.state)
    if case.part == "final":
        return Verdict("final", target, (CLOSED,))
    if case.part == "draft":
        return _draft(new, case, target, migration.drafts, old, offered)
    against = (NEVER_OPEN,) if migration.open == "never" else tuple(_against(old, new, case, target, offered))
    return Verdict("open", target, against)


CLOSED = Text.of(
    vi="Hồ sơ đã kết thúc ở lại phiên bản đã giải quyết nó.", en="A closed case stays with the version that closed it."
)
NEVER_OPEN = Text.of(
    vi="Phiên bản mới không nhận hồ sơ đã nộp (open: never).", en="The new version takes no case that was sent."
)
NEVER_DRAFT = Text.of(vi="Phiên bản mới không nhận bản nháp (drafts: never).", en="The new version takes no drafts.")


def _draft(new: Edition, case: Standing, target: str, policy: str, old: Edition, offered: Choices) -> Verdict:
    begins = target if target in new.definition.states else new.definition.initial.name
    if policy == "never":
        return Verdict("draft", begins, (NEVER_DRAFT,))
    if policy == "if-compatible":
        return Verdict("draft", target, tuple(_against(old, new, case, target, offered)))
    return Verdict("draft", begins, (*_about(new.definition, case), *_written(new, case), *case.held))


def _against(old: Edition, new: Edition, case: Standing, target: str, offered: Choices) -> Iterator[Text]:
    yield from case.held
    yield from _about(new.definition, case)
    if target not in new.definition.states:
        yield _said(f"Phiên bản mới không có bước “{target}”.", f"The new version has no state “{target}”.")
        return
    if new.definition.states[target].final:
        yield _said(f"“{target}” nay là trạng thái cuối.", f"“{target}” is a final state now.")
    yield from _roles(old.definition, new.definition, case.state)
    yield from _answers(old, new, case, offered)
    yield from _tasks(old, new, case, target, offered)
    yield from _clock(old.definition, new.definition, case, target)
    yield from _eyes(old.definition, new.definition, case)
    yield from _fees(new.definition, case)
    yield from _written(new, case)


def _about(new: Definition, case: Standing) -> Iterator[Text]:
    asked = new.about
    fits = not (case.about or asked) or (asked and (case.about == asked.type if case.about else not asked.required))
    if not fits:
        wanted = asked.type if asked else "–"
        yield _said(
            f"Phiên bản mới gắn với đối tượng loại “{wanted}”, hồ sơ thì không.",
            f"The new version is about a “{wanted}”, the case is not.",
        )


def _roles(old: Definition, new: Definition, state: str) -> Iterator[Text]:
    """Whoever could do something here must still be someone under the new version."""
    for name in sorted({role for action in old.actions_from(state) for role in action.by} & set(old.roles)):
        there = new.roles.get(name)
        if there is None:
            yield _said(f"Phiên bản mới không có vai trò “{name}”.", f"The new version has no role “{name}”.")
        elif there.kind != old.roles[name].kind:
            yield _said(f"Vai trò “{name}” nay thuộc loại khác.", f"The role “{name}” is of another kind now.")


def _answers(old: Edition, new: Edition, case: Standing, offered: Choices) -> Iterator[Text]:
    for form, data in (case.answers or {}).items():
        if form not in new.schemas:
            yield _said(f"Phiên bản mới không có mẫu “{form}”.", f"The new version has no form “{form}”.")
        else:
            yield from _misfits(form, old.schemas[form], new.schemas[form], data, offered)


def _misfits(form: str, old: Schema, new: Schema, data: Mapping[str, Any], offered: Choices) -> Iterator[Text]:
    """What was accepted must be acceptable still; a list of another room that has changed since is no fault of it."""
    kept = {source: frozenset(values) for source, values in _chosen(old, new, data).items()}
    lists = {source: offered.get(source, frozenset()) | kept.get(source, frozenset()) for source in {*offered, *kept}}
    for fault in faults_of(new, data, lists):
        yield _said(
            f"Mẫu “{form}”, câu “{fault.where.removeprefix('/')}”: {fault.what.in_language('vi')}",
            f"Form “{form}”, question “{fault.where.removeprefix('/')}”: {fault.what.in_language('en')}",
        )


def _chosen(old: Schema, new: Schema, data: Mapping[str, Any]) -> dict[str, set[str]]:
    """The values chosen once from lists that both versions offer for the same question, in the rows of groups too."""
    kept: dict[str, set[str]] = {}
    for name, node in new["properties"].items():
        before, given = old["properties"].get(name, {}), data.get(name, [])
        if (source := source_of(node)) and source_of(before) == source:
            kept.setdefault(source, set()).update(chosen_of(given))
        elif "properties" in node.get("items", {}) and "properties" in before.get("items", {}):
            for row in filter(_is_row, given if isinstance(given, list) else ()):
                for inner, values in _chosen(before["items"], node["items"], row).items():
                    kept.setdefault(inner, set()).update(values)
    return kept


def _is_row(given: Any) -> bool:
    return isinstance(given, Mapping)


def _tasks(old: Edition, new: Edition, case: Standing, target: str, offered: Choices) -> Iterator[Text]:
    there, here = new.definition.tasks, {task.kind for task in new.definition.states[target].tasks}
    for kind in sorted({task.kind for task in case.tasks}):
        before, after = old.definition.tasks[kind], there.get(kind)
        if after is None or after.form != before.form or after.form not in new.schemas:
            yield _said(
                f"Phiên bản mới không có việc “{kind}” với mẫu “{before.form}”.",
                f"The new version has no task “{kind}” with the form “{before.form}”.",
            )
            continue
        if kind not in here and any(task.is_open for task in case.tasks if task.kind == kind):
            yield _said(
                f"Việc “{kind}” đang làm dở không thuộc bước “{target}”.",
                f"The open task “{kind}” is none of the state “{target}”.",
            )
        for task in case.tasks:
            if task.kind == kind and task.data is not None:
                yield from _misfits(before.form, old.schemas[before.form], new.schemas[after.form], task.data, offered)


def _clock(old: Definition, new: Definition, case: Standing, target: str) -> Iterator[Text]:
    """A deadline that stands still must find its state again, in a state where it stands still."""
    for state in case.stopped or {}:
        after = mapped(new.migrate, state) if new.migrate else state
        if after not in new.states or not new.states[after].sla or not new.states[target].clock_stops:
            yield _said(
                f"Thời hạn đang tạm dừng của bước “{state}” không còn chỗ trong phiên bản mới.",
                f"The stopped deadline of the state “{state}” has no place in the new version.",
            )


def _eyes(old: Definition, new: Definition, case: Standing) -> Iterator[Text]:
    """Who did a step that four eyes look at is found by its name: under another one they might check their own work."""
    watched = {name for action in old.actions.values() for name in action.four_eyes}
    for name in sorted(watched & case.done - set(new.actions)):
        yield _said(
            f"“{name}” đã làm trong hồ sơ và nguyên tắc bốn mắt xét đến; phiên bản mới không có bước đó.",
            f"“{name}” was done here and four eyes look at it; the new version has no such action.",
        )


def _fees(new: Definition, case: Standing) -> Iterator[Text]:
    """What is owed must be asked for still: a version that charges nothing there would never miss it."""
    charged = {name for name, action in new.actions.items() if action.fee}
    for name in sorted(case.owed - charged):
        yield _said(
            f"Phí của “{name}” chưa nộp, mà phiên bản mới không thu phí ở bước đó.",
            f"The fee of “{name}” is still due, and the new version charges none there.",
        )


def _written(new: Edition, case: Standing) -> Iterator[Text]:
    """What was typed is found by the name of its form."""
    for form in sorted(case.written - set(new.schemas) - set(case.answers or {})):
        yield _said(
            f"Có người đang điền mẫu “{form}”, mà phiên bản mới không có mẫu đó.",
            f"Somebody is writing “{form}”, and the new version has no such form.",
        )


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)
