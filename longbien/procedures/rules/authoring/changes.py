"""What a new version changes for a case that stands somewhere: its step, what can be done from there, what is asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from longbien.kernel.text import Text
from longbien.procedures.rules.authoring.diff import Change
from longbien.procedures.rules.definition import Action, Definition, State
from longbien.procedures.rules.migrating.verdicts import Edition


@dataclass(frozen=True)
class Changed:
    """One thing that is added, removed or changed; `before` and `after` are as written in the file, or empty."""

    change: Change
    what: Text
    before: str = ""
    after: str = ""


def changes_at(old: Edition, new: Edition, state: str, target: str) -> tuple[Changed, ...]:
    """What differs for a case at `state` that would stand at `target`; a state that is gone is all that is said."""
    if target not in new.definition.states:
        return (Changed("removed", _named("Bước", "State", old.definition.states[state].title)),)
    return (
        *_state(old.definition.states[state], new.definition.states[target]),
        *_actions(old.definition, new.definition, state, target),
        *_forms(old, new, state, target),
    )


STATE: Mapping[str, tuple[Text, Callable[[State], str]]] = {
    "title": (Text.of(vi="Tên bước", en="Name of the step"), lambda one: str(one.title)),
    "next": (Text.of(vi="Lời giải thích", en="Explanation"), lambda one: str(one.next or "")),
    "sla": (Text.of(vi="Thời hạn", en="Deadline"), lambda one: str(one.sla.within) if one.sla else ""),
    "then": (Text.of(vi="Khi quá hạn", en="When it passes"), lambda one: one.sla.then if one.sla else ""),
    "late": (Text.of(vi="Báo quá hạn", en="Told when late"), lambda one: _calls(one.sla.late) if one.sla else ""),
    "clock": (Text.of(vi="Đồng hồ", en="Clock"), lambda one: "stop" if one.clock_stops else "run"),
    "edit": (Text.of(vi="Ai được sửa", en="Who may edit"), lambda one: ", ".join(one.edit)),
    "tasks": (
        Text.of(vi="Việc được giao", en="Tasks"),
        lambda one: ", ".join(f"{task.count} × {task.kind} ({task.by}, {task.form})" for task in one.tasks),
    ),
    "final": (Text.of(vi="Kết thúc", en="End"), lambda one: "final" if one.final else ""),
    "silence": (Text.of(vi="Im lặng nghĩa là", en="Silence counts as"), lambda one: one.silence),
    "children": (
        Text.of(vi="Hồ sơ mở kèm", en="Cases it opens"),
        lambda one: ", ".join(f"{name}: {procedure}" for name, procedure in one.children.items()),
    ),
    "handoff": (
        Text.of(vi="Chạy ở nơi khác", en="Runs elsewhere"),
        lambda one: str(one.handoff.to) if one.handoff else "",
    ),
    "appeal": (
        Text.of(vi="Khiếu nại", en="Appeal"),
        lambda one: f"{one.appeal.procedure}, {one.appeal.within}, {one.appeal.reopen}" if one.appeal else "",
    ),
}
ACTION: Mapping[str, tuple[Text, Callable[[Action], str]]] = {
    "title": (Text.of(vi="tên", en="name"), lambda one: str(one.title)),
    "to": (Text.of(vi="đi tới", en="leads to"), lambda one: one.target),
    "by": (Text.of(vi="ai làm", en="by whom"), lambda one: ", ".join(one.by)),
    "form": (Text.of(vi="mẫu đơn", en="form"), lambda one: one.form),
    "readers": (Text.of(vi="ai đọc câu trả lời", en="who reads the answers"), lambda one: one.readers),
    "guard": (Text.of(vi="điều kiện", en="condition"), lambda one: one.guard.rule if one.guard else ""),
    "require": (Text.of(vi="phải có", en="required"), lambda one: ", ".join(one.require)),
    "do": (Text.of(vi="tác động", en="effects"), lambda one: _calls(one.do)),
    "quorum": (Text.of(vi="số người đồng ý", en="quorum"), lambda one: str(one.quorum) if one.quorum > 1 else ""),
    "four_eyes": (Text.of(vi="bốn mắt", en="four eyes"), lambda one: ", ".join(one.four_eyes)),
    "fee": (Text.of(vi="phí", en="fee"), lambda one: f"{one.fee.minor} {one.fee.currency}" if one.fee else ""),
    "auto": (Text.of(vi="tự động", en="automatic"), lambda one: "auto" if one.auto else ""),
}


def _calls(calls: tuple[Any, ...]) -> str:
    return ", ".join(map(str, calls))


def _state(old: State, new: State) -> Iterator[Changed]:
    for what, read in STATE.values():
        yield from _differing(what, read(old), read(new))


def _differing(what: Text, before: str, after: str) -> Iterator[Changed]:
    if before != after:
        yield Changed("changed" if before and after else "added" if after else "removed", what, before, after)


def _actions(old: Definition, new: Definition, state: str, target: str) -> Iterator[Changed]:
    before = {action.name: action for action in old.actions_from(state)}
    after = {action.name: action for action in new.actions_from(target)}
    for name, action in before.items():
        title = _named("Việc", "Action", action.title)
        if name not in after:
            yield Changed("removed", title, before=", ".join(action.by))
        else:
            for what, read in ACTION.values():
                yield from _differing(_joined(title, what), read(action), read(after[name]))
    for name, action in after.items():
        if name not in before:
            yield Changed("added", _named("Việc", "Action", action.title), after=", ".join(action.by))


def _forms(old: Edition, new: Edition, state: str, target: str) -> Iterator[Changed]:
    for name in dict.fromkeys([*_asked(old.definition, state), *_asked(new.definition, target)]):
        if name in old.schemas and name in new.schemas:
            yield from _questions(name, old.schemas[name], new.schemas[name])


def _asked(definition: Definition, state: str) -> Iterator[str]:
    yield from (action.form for action in definition.actions_from(state) if action.form)
    yield from (task.form for task in definition.states[state].tasks)


def _questions(form: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Changed]:
    before, after = old["properties"], new["properties"]
    for name in [*before, *(name for name in after if name not in before)]:
        what = Text.of(vi=f"Mẫu “{form}”, câu “{name}”", en=f"Form “{form}”, question “{name}”")
        if name not in after:
            yield Changed("removed", what)
        elif name not in before:
            yield Changed("added", what)
        elif before[name] != after[name] or _required(old, name) != _required(new, name):
            yield Changed("changed", what)


def _required(schema: Mapping[str, Any], name: str) -> bool:
    return name in schema.get("required", ())


def _named(vi: str, en: str, title: Text) -> Text:
    return Text.of(vi=f"{vi} “{title.in_language('vi')}”", en=f"{en} “{title.in_language('en')}”")


def _joined(title: Text, what: Text) -> Text:
    return Text.of(
        vi=f"{title.in_language('vi')}: {what.in_language('vi')}",
        en=f"{title.in_language('en')}: {what.in_language('en')}",
    )
