"""Accepted answers in words, for papers: as pages show them, in every language of the hub."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import override

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.procedures.rules.questions.shapes import Schema
from longbien.procedures.showing import NOT_PERSONAL, Answer, answers
from longbien.ui import formats
from longbien.ui.language import say

YES, NO = Text.of(vi="Có", en="Yes"), Text.of(vi="Không", en="No")


def worded(schema: Schema, data: Mapping[str, Any]) -> dict[str, Any]:
    """Question → what was answered, by language; a repeating group is a list of such rows.

    Days, amounts and numbers as each language writes them, choices and wards by their names; questions left blank and
    personal ones are left out.
    """
    return {one.name: _worded(one) for one in answers(schema, data, classes=NOT_PERSONAL)}


def _worded(one: Answer) -> Any:
    if one.kind == "group":
        return [{inner.name: _worded(inner) for inner in row} for row in one.rows]
    return {language: _said(one, language) for language in settings.HUB.languages}


def _said(one: Answer, language: str) -> str:
    with override(language):
        unit = f" {one.unit.in_language(language)}" if one.unit else ""
        return WRITTEN.get(one.kind, str)(one.value) + unit


def _names(chosen: tuple[Any, ...]) -> str:
    return ", ".join(say(one) if isinstance(one, Text) else str(one) for one in chosen)


# In the language that is active.
WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "choices": _names,
    "yesno": lambda value: say(YES if value else NO),
    "money": lambda value: formats.money(Money(int(value["minor"]), value["currency"])),
    "number": formats.number,
    "date": lambda value: formats.day(date.fromisoformat(value)),
    "file": lambda value: str(value["name"]),
}
