"""Answers as a page shows them: question and answer side by side, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from typing import Any

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.procedures.asking import fields_of
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.forms import hidden_fields
from longbien.procedures.rules.questions.shapes import Schema
from longbien.ui.fields import Field, Kind
from longbien.ui.forms.uploads import is_stored

EVERYTHING = frozenset({"public", "case", "personal"})
NOT_PERSONAL = frozenset({"public", "case"})


def classes_for(definition: Definition, roles: frozenset[str]) -> frozenset[str]:
    """What these roles may read: whoever was only asked for a task sees nothing personal."""
    kinds = {definition.roles[name].kind for name in roles if name in definition.roles}
    return NOT_PERSONAL if kinds == {"assigned"} else EVERYTHING


@dataclass(frozen=True)
class Answer:
    """One answer. `value` is as data for text, number, money, date and file; a tuple of texts for choices; `rows` holds
    those of a repeating group. What a draft holds that is not of its question's kind is a text, as it was typed."""

    label: Text
    kind: str
    value: Any = None
    unit: Text | None = None
    rows: tuple[tuple["Answer", ...], ...] = ()
    name: str = ""
    source: Text | None = None


def answers(
    schema: Schema,
    data: Mapping[str, Any],
    *,
    classes: frozenset[str] = EVERYTHING,
    known: Mapping[str, Any] | None = None,
) -> tuple[Answer, ...]:
    """What was answered, in the order of the form; questions left blank and those of other `classes` are left out.
    `known` tells what was taken from a register."""
    hidden = hidden_fields(schema, classes)
    shown = _shown((field for field in fields_of(schema) if field.name not in hidden), data)
    return tuple(replace(one, source=_source(known[one.name])) if known and one.name in known else one for one in shown)


def _source(told: Mapping[str, Any]) -> Text:
    return Text(tuple(told["source"].items()))


def _shown(fields: Iterable[Field], data: Mapping[str, Any]) -> tuple[Answer, ...]:
    return tuple(
        replace(_answer(field, data[field.name]), name=field.name)
        for field in fields
        if data.get(field.name) not in (None, "", [])
    )


def _answer(field: Field, value: Any) -> Answer:
    if not _is_of(field.kind, value):
        return Answer(field.label, "text", str(value))
    if field.kind == "group":
        return Answer(field.label, "group", rows=tuple(_shown(field.fields, row) for row in value))
    if field.kind in ("choice", "choices", "area"):
        named = {choice.value: choice.label for choice in field.choices}
        chosen = value if isinstance(value, list) else [value]
        return Answer(field.label, "choices", tuple(named.get(str(one), str(one)) for one in chosen))
    if field.kind == "address":
        return Answer(field.label, "text", _address(field, value))
    return Answer(field.label, field.kind, value, field.unit)


def _is_of(kind: Kind, value: Any) -> bool:
    """Whether a page can show a value as one of its question's kind: a draft holds whatever was typed."""
    return kind not in SHOWABLE or SHOWABLE[kind](value)


def _reads(reader: Callable[[Any], object], value: Any) -> bool:
    try:
        reader(value)
    except ValueError:
        return False
    return True


SHOWABLE: Mapping[Kind, Callable[[Any], bool]] = {
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < inf,
    "money": lambda value: isinstance(value, Mapping) and _reads(Money.from_data, value),
    "date": lambda value: isinstance(value, str) and _reads(date.fromisoformat, value),
    "yesno": lambda value: isinstance(value, bool),
    "file": is_stored,
    "group": lambda value: isinstance(value, list) and all(isinstance(row, Mapping) for row in value),
    "address": lambda value: isinstance(value, Mapping),
}


def _address(field: Field, value: Mapping[str, Any]) -> str:
    """The line and the ward of today; what the old map called it stands behind in brackets."""
    code = value.get("ward", value.get("written", ""))
    ward = next((one.name for one in field.wards if one.code == code), code)
    former = f" ({value['former']})" if value.get("former") else ""
    return ", ".join(part for part in (value.get("street"), ward) if part) + former
