"""Facts, guards and decision tables: they compile, know every name they use, and don't go round in circles."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from longbien.kernel.text import Text
from longbien.procedures.rules.checks.cel import no_expression
from longbien.procedures.rules.checks.complaint import Complaint, unknown
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.expressions import (
    CASE,
    CHILD,
    FUNCTIONS,
    GIVEN,
    OUTSIDE,
    answers_in,
    columns_in,
    decisions_in,
    functions_in,
    names_in,
    order_of,
    parts_in,
)
from longbien.procedures.rules.faults import Path

Questions = Mapping[str, Mapping[str, Any]]
NOTHING: Mapping[str, Any] = MappingProxyType({})

NUMBERS = ("integer", "number")
LANGUAGE = frozenset(
    {"size", "contains", "startsWith", "endsWith", "int", "uint", "double", "string", "timestamp", "duration", "type"}
)


def check_rules(definition: Definition, questions: Questions) -> Iterator[Complaint]:
    """`questions` holds those of each form by name: a misspelt answer is found before anyone files a case."""
    complaints = [found for path, rule in _rules(definition) for found in _rule(definition, path, rule, questions)]
    yield from complaints
    for name, rows in definition.decisions.items():
        if rows[-1].when.strip() != "true":
            yield (
                ("decisions", name, len(rows) - 1),
                Text.of(
                    vi='Dòng cuối của bảng quyết định phải là when: "true", để trường hợp nào cũng có kết quả.',
                    en='The last row of a decision table must be when: "true", so that every case has a result.',
                ),
            )
    if not complaints:
        yield from _circle(definition)


def _rules(definition: Definition) -> Iterator[tuple[Path, str]]:
    for name, rule in definition.facts.items():
        yield ("facts", name), rule
    for name, rows in definition.decisions.items():
        for at, row in enumerate(rows):
            yield ("decisions", name, at, "when"), row.when
    for name, action in definition.actions.items():
        if action.guard:
            yield ("actions", name, "guard"), action.guard.rule


def _rule(definition: Definition, path: Path, rule: str, questions: Questions) -> Iterator[Complaint]:
    lists = {f"{kind}s" for kind in definition.tasks}
    try:
        used = names_in(rule)
    except ValueError as error:
        yield path, no_expression(error)
        return
    there = GIVEN | set(definition.facts) | lists
    for name in sorted(used - there):
        yield path, unknown("dữ kiện", "fact", name, there)
    for name in sorted(functions_in(rule) - LANGUAGE - set(FUNCTIONS)):
        yield path, unknown("hàm", "function", name, LANGUAGE | set(FUNCTIONS))
    for name in sorted(decisions_in(rule) - set(definition.decisions)):
        yield path, unknown("bảng quyết định", "decision", name, frozenset(definition.decisions))
    yield from _answers(definition, path, rule, questions)
    yield from _given(definition, path, rule, questions)
    yield from _columns(definition, path, rule, questions)


def _given(definition: Definition, path: Path, rule: str, questions: Questions) -> Iterator[Complaint]:
    """What is read of the case itself, of those it opened, of another system, of one form."""
    opened = frozenset(name for state in definition.states.values() for name in state.children)
    yield from _parts(path, parts_in(rule, "case"), "case", CASE)
    yield from _parts(path, parts_in(rule, "outside"), "outside", OUTSIDE)
    yield from _parts(path, parts_in(rule, "children"), "children", opened, dict.fromkeys(opened, CHILD))
    if set(definition.forms) <= set(questions):
        yield from _parts(path, parts_in(rule, "forms"), "forms", frozenset(definition.forms), questions)


def _parts(
    path: Path,
    read: frozenset[tuple[str, str]],
    of: str,
    there: frozenset[str],
    below: Mapping[str, Iterable[str]] = NOTHING,
) -> Iterator[Complaint]:
    for name, inner in sorted(read):
        if name not in there:
            yield path, unknown("mục", "value", f"{of}.{name}", {f"{of}.{one}" for one in there})
        elif inner and name in below and inner not in below[name]:
            yield path, unknown("mục", "value", f"{of}.{name}.{inner}", {f"{of}.{name}.{one}" for one in below[name]})


def _columns(definition: Definition, path: Path, rule: str, questions: Questions) -> Iterator[Complaint]:
    """`total(data.structures, 'area')`: the rows have such a question, and it is a number."""
    tasks = {f"{kind}s": questions.get(task.form, NOTHING) for kind, task in definition.tasks.items()}
    asked = {name: node for form in questions.values() for name, node in form.items()}
    for rows, column in columns_in(rule):
        name = rows.removeprefix("data.")
        row = tasks.get(rows) if name == rows else rows_of(asked[name]) if name in asked else None
        if row is None:
            continue  # a fact, or a question that is not there: said elsewhere
        numbers = {name for name, inner in row.items() if isinstance(inner, dict) and inner.get("type") in NUMBERS}
        if column not in numbers:
            yield path, unknown(f"số trong “{rows}” tên là", f"number in “{rows}” called", column, numbers)


def rows_of(node: Any) -> Mapping[str, Any]:
    """The questions of a group that repeats; none for any other question."""
    items = node.get("items") if isinstance(node, dict) else None
    found = items.get("properties") if isinstance(items, dict) else None
    return found if isinstance(found, dict) else NOTHING


def _answers(definition: Definition, path: Path, rule: str, questions: Questions) -> Iterator[Complaint]:
    tasks = {task.form for task in definition.tasks.values()}
    if not set(definition.forms) <= set(questions):
        return
    asked = frozenset(field for form, fields in questions.items() if form not in tasks for field in fields)
    for name in sorted(answers_in(rule) - asked):
        yield path, unknown("câu hỏi", "question", name, asked)


def _circle(definition: Definition) -> Iterator[Complaint]:
    try:
        order_of(definition)
    except ValueError as error:
        yield (
            ("facts",),
            Text.of(vi=f"Các dữ kiện phụ thuộc vòng tròn: {error}.", en=f"The facts go round in a circle: {error}."),
        )
