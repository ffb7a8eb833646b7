"""Try a procedure without a case: what each role may do, state by state, and what its rules say to given answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from longbien.procedures.rules.checks.cel import failed
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.expressions import CannotTell, Reckoning, Situation, order_of


def walk(definition: Definition, language: str) -> Iterator[str]:
    """One line a state and action, in the order of the file."""
    for state in definition.states.values():
        end = " (end)" if state.final else ""
        sla = f", within {state.sla.within}" if state.sla else ""
        yield f"{state.name}: {state.title.in_language(language)}{sla}{end}"
        for task in state.tasks:
            yield f"  asks {task.count} × {task.kind} of {task.by} ({task.assign or 'by hand'})"
        for action in definition.actions_from(state.name):
            form = f", form {action.form}" if action.form else ""
            guard = f", if {action.guard.rule}" if action.guard else ""
            does = f", does {'; '.join(map(str, action.do))}" if action.do else ""
            yield f"  {action.name} → {action.target} by {', '.join(action.by)}{form}{guard}{does}"


def judge(definition: Definition, given: Mapping[str, Any]) -> Iterator[str]:
    """What facts, decisions and guards say to a situation: `{"data": {…}, "reviews": […], "today": "2026-11-23"}`."""
    data = given.get("data", {})
    rows = {kind: given.get(f"{kind}s", []) for kind in definition.tasks}
    case = {"number": "–", "state": definition.initial.name, "seq": 1}
    reckoning = Reckoning(definition, Situation(data, {}, rows, case, given.get("today", "")))
    for name in order_of(definition):
        yield f"{name} = {_said(reckoning, name)}"
    for action in definition.actions.values():
        if action.guard:
            yield f"{action.name}: {_answer(reckoning, action.guard.rule)}"


def _said(reckoning: Reckoning, name: str) -> str:
    try:
        if name.startswith("decisions."):
            return reckoning.decide(name.removeprefix("decisions.")).result
        return repr(reckoning.fact(name))
    except CannotTell as error:
        return f"? {failed(error.rule, error.error)['en']}"


def _answer(reckoning: Reckoning, rule: str) -> str:
    try:
        return repr(reckoning.value(rule))
    except CannotTell as error:
        return f"? {failed(error.rule, error.error)['en']}"
