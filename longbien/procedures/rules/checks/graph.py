"""The states as a graph: all can be reached, none but the final ones is a dead end, and every action is begun."""

from collections.abc import Iterator

from longbien.kernel.text import Text
from longbien.procedures.rules.checks.complaint import Complaint
from longbien.procedures.rules.definition import SYSTEM_ROLE, Definition


def check_graph(definition: Definition) -> Iterator[Complaint]:
    reached = reachable(definition)
    if definition.initial.final:
        yield (
            ("states", definition.initial.name),
            Text.of(vi="Trạng thái đầu tiên không thể là trạng thái cuối.", en="The first state can't be a final one."),
        )
    for name, state in definition.states.items():
        leaving = definition.actions_from(name)
        if name not in reached:
            yield (
                ("states", name),
                Text.of(
                    vi=f"Không bước nào dẫn tới trạng thái “{name}”. Hãy viết “to: {name}” ở một bước, hoặc bỏ nó.",
                    en=f"No action leads to the state “{name}”. Write “to: {name}” in an action, or take it out.",
                ),
            )
        if not leaving and not state.final:
            yield (
                ("states", name),
                Text.of(
                    vi=f"Trạng thái “{name}” không có lối ra và không phải trạng thái cuối (final: true). Hãy viết "
                    f"“from: {name}” ở một bước, hoặc “final: true” ở đây.",
                    en=f"The state “{name}” has no way out and is not final (final: true). Write “from: {name}” in an "
                    "action, or “final: true” here.",
                ),
            )
        if state.final:
            yield from _final(definition, name)


def check_started(definition: Definition) -> Iterator[Complaint]:
    """An action of the system alone that is neither automatic nor named where the system would do it."""
    states = definition.states.values()
    named = {state.sla.then for state in states if state.sla} | {
        state.appeal.reopen for state in states if state.appeal
    }
    for name, action in definition.actions.items():
        if action.by == (SYSTEM_ROLE,) and not action.auto and name not in named:
            yield (
                ("actions", name),
                Text.of(
                    vi=f"Không gì khởi động “{name}”: hãy viết auto: true, hoặc nêu nó ở “then” của một thời hạn hay "
                    "“reopen” của một khiếu nại.",
                    en=f"Nothing starts “{name}”: write auto: true, or name it as “then” of a deadline or as “reopen” "
                    "of an appeal.",
                ),
            )


def reachable(definition: Definition) -> frozenset[str]:
    """The states that some sequence of actions leads to from the first one."""
    reached, ahead = set[str](), [definition.initial.name]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += [action.target for action in definition.actions_from(name)]
    return frozenset(reached)


def _final(definition: Definition, name: str) -> Iterator[Complaint]:
    state = definition.states[name]
    if state.sla or state.tasks or state.edit:
        yield (
            ("states", name),
            Text.of(
                vi=f"Trạng thái cuối “{name}” không thể có thời hạn, việc được giao hay người sửa.",
                en=f"The final state “{name}” can't have a deadline, tasks or editors.",
            ),
        )
    for action in definition.actions_from(name):
        if not action.needs_reason or not (action.four_eyes or action.by == (SYSTEM_ROLE,)):
            yield (
                ("actions", action.name, "from"),
                Text.of(
                    vi=f"Mở lại hồ sơ đã kết thúc (“{name}”) cần lý do (require: [reason]) và hai người (four_eyes).",
                    en=f"Reopening the final state “{name}” needs a reason (require: [reason]) and four_eyes.",
                ),
            )
