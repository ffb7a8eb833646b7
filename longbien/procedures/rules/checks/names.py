"""Every name a procedure uses must exist: states, roles, forms, effects, matchers, stages, groups, bodies, calendar."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from longbien.kernel.text import Text
from longbien.procedures.rules.checks.complaint import Complaint, unknown, unknown_office
from longbien.procedures.rules.definition import SYSTEM_ROLE, Action, Call, Definition, Role
from longbien.procedures.rules.faults import Path
from longbien.procedures.rules.known import Known
from longbien.procedures.rules.words import has_title

# Effects whose words are roles of the procedure.
TO_ROLES = frozenset({"notify", "escalate"})


def check_titles(data: Mapping[str, Any], languages: tuple[str, ...]) -> Iterator[Complaint]:
    """A state, action or task without a title, whose name is none of the usual ones that have titles already."""
    places: list[tuple[str, Path, Mapping[str, Any]]] = [
        (kind, (kind, name), given or {}) for kind in ("states", "actions") for name, given in data[kind].items()
    ]
    places += [
        ("tasks", ("states", state, "tasks", task), given)
        for state, shape in data["states"].items()
        for task, given in (shape or {}).get("tasks", {}).items()
    ]
    for kind, path, given in places:
        if "title" not in given and not has_title(kind, str(path[-1]), languages):
            yield (
                path,
                Text.of(
                    vi=f"“{path[-1]}” cần có “title” bằng: {', '.join(languages)}.",
                    en=f"“{path[-1]}” needs a “title” in: {', '.join(languages)}.",
                ),
            )


def check_until(data: Mapping[str, Any]) -> Iterator[Complaint]:
    """A last day that no calendar has."""
    until = data["service"].get("until", "2000-01-01")
    try:
        date.fromisoformat(until)
    except ValueError:
        yield (
            ("service", "until"),
            Text.of(
                vi=f"Không có ngày {until}; hãy viết như 2027-01-31.",
                en=f"There is no day {until}; write one such as 2027-01-31.",
            ),
        )


def check_names(definition: Definition, data: Mapping[str, Any], known: Known) -> Iterator[Complaint]:
    yield from _hub(definition, known)
    yield from _roles(definition, known)
    for name, state in definition.states.items():
        yield from _state(definition, name, known)
        if state.sla and state.sla.then:
            yield from _then(definition, name, state.sla.then)
    for name in definition.actions:
        yield from _action(definition, name, known)
    used = {action.form for action in definition.actions.values()} | {t.form for t in definition.tasks.values()}
    for form in definition.forms:
        if form not in used:
            yield (
                ("forms", form),
                Text.of(
                    vi=f"Không bước nào dùng mẫu “{form}”. Hãy viết “form: {form}” ở một bước, hoặc bỏ nó.",
                    en=f"Nothing uses the form “{form}”. Write “form: {form}” in an action, or take it out.",
                ),
            )


def _hub(definition: Definition, known: Known) -> Iterator[Complaint]:
    if definition.calendar and definition.calendar != known.country:
        yield ("calendar",), unknown("lịch làm việc", "calendar", definition.calendar, {known.country})
    if not definition.service.legal_basis and not definition.service.is_hub_rule:
        yield (
            ("service",),
            Text.of(
                vi="Thiếu căn cứ pháp lý: ghi “legal_basis”, hoặc “basis: hub-rule” (quy định của trung tâm).",
                en="The legal basis is missing: write “legal_basis”, or “basis: hub-rule” (the hub's own rule).",
            ),
        )
    if definition.about and definition.about.type not in known.subjects:
        yield ("about",), unknown("loại đối tượng", "type of subject", definition.about.type, known.subjects)


def _roles(definition: Definition, known: Known) -> Iterator[Complaint]:
    lists = {
        "group": ("vai trò của trung tâm", "hub role", known.groups),
        "body": ("hội đồng", "governing body", known.bodies),
        "assigned": ("việc được giao", "task", frozenset(definition.tasks)),
    }
    for name, role in definition.roles.items():
        if role.kind in lists and role.ref not in lists[role.kind][2]:
            vi, en, choices = lists[role.kind]
            said = unknown_office(role.ref, choices) if role.kind == "group" else unknown(vi, en, role.ref, choices)
            yield ("roles", name), said
        if name == SYSTEM_ROLE:
            yield ("roles", name), Text.of(vi="“system” là vai trò có sẵn.", en="“system” is built in.")


def _state(definition: Definition, name: str, known: Known) -> Iterator[Complaint]:
    state, at = definition.states[name], ("states", name)
    if state.stage and state.stage not in known.stages:
        yield (*at, "stage"), unknown("giai đoạn", "stage", state.stage, known.stages)
    yield from _each_role(definition, (*at, "edit"), state.edit)
    if state.sla:
        yield from _calls(definition, (*at, "sla", "late"), state.sla.late, known)
    for task in state.tasks:
        place = (*at, "tasks", task.kind)
        yield from _each_role(definition, (*place, "by"), (task.by,))
        if task.by in definition.roles and definition.roles[task.by] != Role(task.by, "assigned", task.kind):
            yield (
                (*place, "by"),
                Text.of(
                    vi=f"Vai trò “{task.by}” phải là “assigned:{task.kind}”.",
                    en=f"The role “{task.by}” must be “assigned:{task.kind}”.",
                ),
            )
        yield from _form(definition, (*place, "form"), task.form)
        yield from _matcher((*place, "assign"), task.assign, known)


def _matcher(path: Path, assign: str, known: Known) -> Iterator[Complaint]:
    kind, _, group = assign.rpartition(":")
    if kind and group not in known.groups:
        yield path, unknown_office(group, known.groups)
    if not kind and assign and assign not in known.matchers:
        yield path, unknown("cách phân công", "matcher", assign, known.matchers)


def _then(definition: Definition, state: str, then: str) -> Iterator[Complaint]:
    path = ("states", state, "sla", "then")
    action = definition.actions.get(then)
    if action is None:
        yield path, unknown("bước chuyển", "action", then, frozenset(definition.actions))
    elif state not in action.sources or SYSTEM_ROLE not in action.by or _asks_something(action):
        yield (
            path,
            Text.of(
                vi=f"“{then}” phải đi từ bước này, do “system” làm, không cần mẫu, lý do hay điều kiện.",
                en=f"“{then}” must lead from this state, be done by “system”, and need no form, reason or guard.",
            ),
        )


def _asks_something(action: Action) -> bool:
    """Nobody is there to answer when a deadline passes."""
    return not action.asks_nothing or action.guard is not None


def _action(definition: Definition, name: str, known: Known) -> Iterator[Complaint]:
    action, at = definition.actions[name], ("actions", name)
    for source in action.sources:
        if source not in definition.states:
            yield (*at, "from"), unknown("trạng thái", "state", source, frozenset(definition.states))
    if action.target not in definition.states:
        yield (*at, "to"), unknown("trạng thái", "state", action.target, frozenset(definition.states))
    yield from _each_role(definition, (*at, "by"), action.by, extra=frozenset({SYSTEM_ROLE}))
    if action.form:
        yield from _form(definition, (*at, "form"), action.form)
    yield from _calls(definition, (*at, "do"), action.do, known)


def _each_role(
    definition: Definition, path: Path, roles: tuple[str, ...], extra: frozenset[str] = frozenset()
) -> Iterator[Complaint]:
    there = frozenset(definition.roles) | extra
    for role in roles:
        if role not in there:
            yield path, unknown("vai trò", "role", role, there)


def _form(definition: Definition, path: Path, form: str) -> Iterator[Complaint]:
    if form not in definition.forms:
        yield path, unknown("mẫu đơn", "form", form, frozenset(definition.forms))


def _calls(definition: Definition, path: Path, calls: tuple[Call, ...], known: Known) -> Iterator[Complaint]:
    for at, call in enumerate(calls):
        if call.name not in known.effects:
            yield (*path, at), unknown("tác động", "effect", call.name, known.effects)
        elif call.name == "letter" and (len(call.words) != 1 or call.words[0] not in definition.letters):
            yield (*path, at), unknown("văn bản", "letter", " ".join(call.words), frozenset(definition.letters))
        elif call.name in TO_ROLES and (len(call.words) != 1 or call.words[0] not in definition.roles):
            yield (*path, at), unknown("vai trò", "role", " ".join(call.words), frozenset(definition.roles))
