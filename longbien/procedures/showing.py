"""Answers as a page shows them: question and answer side by side, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from longbien.kernel.text import Text
from longbien.procedures.asking import fields_of
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.forms import hidden_fields
from longbien.procedures.rules.questions.shapes import Schema
from longbien.ui.fields import Field

EVERYTHING = frozenset({"public", "case", "personal"})
NOT_PERSONAL = frozenset({"public", "case"})


def classes_for(definition: Definition, roles: frozenset[str]) -> frozenset[str]:
    """What these roles may read: whoever was only asked for a task sees nothing personal."""
    kinds = {definition.roles[name].kind for name in roles if name in definition.roles}
    return NOT_PERSONAL if kinds == {"assigned"} else EVERYTHING


@dataclass(frozen=True)
class Answer:
    """One answer. `value` is as data for text, number, money, date and file; a tuple of texts for choices; `rows` holds
    those of a repeating group."""

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
    if field.kind == "group" and isinstance(value, list):
        return Answer(field.label, "group", rows=tuple(_shown(field.fields, row) for row in value))
    if field.kind in ("choice", "choices", "area"):
        named = {choice.value: choice.label for choice in field.choices}
        chosen = value if isinstance(value, list) else [value]
        return Answer(field.label, "choices", tuple(named.get(one, one) for one in chosen))
    if field.kind == "address" and isinstance(value, Mapping):
        return Answer(field.label, "text", _address(field, value))
    return Answer(field.label, field.kind, value, field.unit)


def _address(field: Field, value: Mapping[str, Any]) -> str:
    """The line and the ward of today; what the old map called it stands behind in brackets."""
    code = value.get("ward", value.get("written", ""))
    ward = next((one.name for one in field.wards if one.code == code), code)
    former = f" ({value['former']})" if value.get("former") else ""
    return ", ".join(part for part in (value.get("street"), ward) if part) + former
