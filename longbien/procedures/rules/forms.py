"""Forms: JSON Schema 2020-12 with the engine's own words (`x-…`), and what is wrong with an answer, field by field."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.procedures.rules.faults import Finding, findings

Schema = Mapping[str, Any]
Choices = Mapping[str, frozenset[str]]

# What a schema may refer to instead of writing it out.
SHARED: dict[str, dict[str, Any]] = {
    "urn:longbien:money": {
        "type": "object",
        "required": ["minor", "currency"],
        "properties": {
            "minor": {"type": "string", "pattern": "^[0-9]{1,18}$"},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        },
        "additionalProperties": False,
    },
    "urn:longbien:time": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    "urn:longbien:file": {
        "type": "object",
        "required": ["document", "name"],
        "properties": {
            "document": {"type": "string", "format": "uuid"},
            "name": {"type": "string", "maxLength": 255},
            "size": {"type": "integer"},
            "media_type": {"type": "string", "maxLength": 120},
        },
        "additionalProperties": False,
    },
    "urn:longbien:areas": {"type": "array", "uniqueItems": True, "items": {"type": "string", "maxLength": 80}},
}
REGISTRY = jsonschema_rs.Registry(list(SHARED.items()))

# Registers that a field may be filled from once its owner is known, and how sensitive its answer is.
ONCE = frozenset({"organisation.name", "person.name", "person.email"})
CLASSES = frozenset({"public", "case", "personal"})

ANSWER_THIS = Text.of(vi="Hãy trả lời câu hỏi này.", en="Answer this question.")
NOT_A_CHOICE = Text.of(vi="Không thuộc các lựa chọn cho phép.", en="This is not one of the choices.")


def validator_of(schema: Schema) -> jsonschema_rs.Validator:
    """The compiled validator; kept for the life of the process. ValueError for a schema that can't be compiled."""
    return _compiled(json.dumps(schema, sort_keys=True))


@lru_cache(maxsize=512)
def _compiled(schema: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(
        json.loads(schema), registry=REGISTRY, validate_formats=True, offline=True
    )  # fmt: skip


def faults_of(schema: Schema, data: Mapping[str, Any], choices: Choices) -> tuple[Fault, ...]:
    """What is wrong with the answers, one fault a field, in the order of the form.

    `where` is a JSON pointer: `/windows/0/from`. `choices` holds the values that each `x-choices` source offers now.
    """
    found = [*findings(validator_of(schema), dict(data)), *_foreign(schema, data, choices)]
    first: dict[str, Fault] = {}
    for finding in found:
        where = "".join(f"/{step}" for step in _question(schema, finding))
        first.setdefault(where, Fault(where, ANSWER_THIS if finding.code == "required" else finding.what))
    order = list(schema["properties"])
    return tuple(sorted(first.values(), key=lambda fault: _position(order, fault.where)))


def _question(schema: Schema, finding: Finding) -> tuple[str | int, ...]:
    """The path of the question: parts inside a shared shape, such as the currency of an amount, are not questions."""
    node: Any = schema
    for depth, step in enumerate(finding.path):
        node = node.get("properties", {}).get(step, {}) if isinstance(step, str) else node.get("items", {})
        if "$ref" in node or "enum" in node.get("items", {}):
            return finding.path[: depth + 1]
    return finding.path


def _position(order: list[str], where: str) -> tuple[int, str]:
    top = where.split("/", 2)[1]
    return (order.index(top) if top in order else len(order), where)


def _foreign(schema: Schema, data: Mapping[str, Any], choices: Choices) -> Iterator[Finding]:
    """Answers chosen from a list of another room that no longer (or never) holds them."""
    for name, node in schema["properties"].items():
        chosen = data.get(name, [])
        if "x-choices" in node and not set(_listed(chosen)) <= choices.get(node["x-choices"], frozenset()):
            yield Finding((name,), "enum", NOT_A_CHOICE)


def _listed(chosen: Any) -> list[str]:
    return [str(value) for value in (chosen if isinstance(chosen, list) else [chosen])]


def hidden_fields(schema: Schema, classes: frozenset[str]) -> frozenset[str]:
    """The questions whose `x-class` (`case` when it has none) is not among `classes`."""
    return frozenset(
        name for name, node in schema["properties"].items() if node.get("x-class", "case") not in classes
    )  # fmt: skip
