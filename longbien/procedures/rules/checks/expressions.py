"""Facts, guards and decision tables: they compile, know every name they use, and don't go round in circles."""

from collections.abc import Iterator, Mapping

from longbien.kernel.text import Text
from longbien.procedures.rules.checks.complaint import Complaint, unknown
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.expressions import (
    FUNCTIONS,
    GIVEN,
    answers_in,
    decisions_in,
    functions_in,
    names_in,
    order_of,
)
from longbien.procedures.rules.faults import Path

Questions = Mapping[str, frozenset[str]]

LANGUAGE = frozenset(
    {"size", "contains", "startsWith", "endsWith", "int", "uint", "double", "string", "timestamp", "duration", "type"}
)


def check_rules(definition: Definition, questions: Questions) -> Iterator[Complaint]:
    """`questions` holds the fields of each form, so that a misspelt answer is found before anyone files a case."""
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


def no_expression(error: ValueError) -> Text:
    said = str(error).splitlines()[0].partition("ERROR: <input>:")[2] or str(error)
    return Text.of(vi=f"Biểu thức CEL viết sai: {said}", en=f"This is no CEL expression: {said}")
