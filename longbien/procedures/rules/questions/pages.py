"""The pages of a form: those it names (`x-pages`), else one question a page once a form is long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.procedures.rules.questions.shapes import Schema

ANSWER_THIS = Text.of(vi="Hãy trả lời câu hỏi này.", en="Answer this question.")
SHORT = 8  # more questions than this are asked one by one


@dataclass(frozen=True)
class Page:
    """Questions asked together. `title` and `hint` as the form's file writes them; a page without has one question, or
    is the whole form."""

    questions: tuple[str, ...]
    title: Any = None
    hint: Any = None


class Standing(StrEnum):
    """How far a page has come."""

    TODO = "todo"
    BEGUN = "begun"
    MEND = "mend"
    DONE = "done"
    SKIPPED = "skipped"


def pages_of(schema: Schema) -> tuple[Page, ...]:
    """Every page in its order; one page is a form that is short."""
    if "x-pages" in schema:
        return tuple(Page(tuple(one["questions"]), one["title"], one.get("hint")) for one in schema["x-pages"])
    asked = schema["properties"]
    if sum("x-computed" not in node for node in asked.values()) <= SHORT:
        return (Page(tuple(asked)),)
    groups: list[list[str]] = []
    for name, node in asked.items():
        if groups and "x-computed" in node:
            groups[-1].append(name)  # what follows from answers stands below them
        else:
            groups.append([name])
    return tuple(Page(tuple(group)) for group in groups)


def asked_on(page: Page, unasked: Iterable[str]) -> tuple[str, ...]:
    """The questions of a page that are asked now, after what was answered so far; none: the page is passed by."""
    left_out = set(unasked)
    return tuple(name for name in page.questions if f"/{name}" not in left_out)


def standing_of(page: Page, unasked: Iterable[str], faults: Iterable[Fault], seen: Mapping[str, Any]) -> Standing:
    """`seen` holds the questions that somebody has answered or passed by."""
    asked = asked_on(page, unasked)
    if not asked:
        return Standing.SKIPPED
    if not any(name in seen for name in asked):
        return Standing.TODO
    wrong = [fault for fault in faults if fault.where.split("/", 2)[1] in asked]
    if wrong and all(fault.what == ANSWER_THIS for fault in wrong):
        return Standing.BEGUN  # nothing is wrong: something is wanting
    return Standing.MEND if wrong else Standing.DONE


def page_with(pages: tuple[Page, ...], question: str) -> int:
    """The place of the page that asks a question; the first for a question that none asks."""
    return next((n for n, page in enumerate(pages) if question in page.questions), 0)
