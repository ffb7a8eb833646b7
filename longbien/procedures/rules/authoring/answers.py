"""Answers as somebody might give them, so that what is made of answers can be tried before any case exists."""

from collections.abc import Mapping
from typing import Any

from longbien.procedures.rules.questions.settling import settle
from longbien.procedures.rules.questions.shapes import Schema

WORDS = "–"
SHARED: Mapping[str, Any] = {
    "urn:longbien:money": {"minor": "1000000", "currency": "XXX"},
    "urn:longbien:time": "08:30",
    "urn:longbien:file": {
        "document": "00000000-0000-7000-8000-000000000000", "name": "plan.pdf", "size": 1000,
        "media_type": "application/pdf",
    },
    "urn:longbien:phone": "+84 24 3825 3536",
    "urn:longbien:address": {"street": WORDS, "ward": "00001"},
    "urn:longbien:areas": ["a-1"],
}  # fmt: skip
FORMATS = {"date": "2026-01-02", "email": "name@example.org", "uri": "https://example.org/"}


def every_answer(schema: Schema) -> dict[str, Any]:
    """Every question answered, those too that are asked only sometimes."""
    return {name: _answer(node, every_answer) for name, node in schema["properties"].items()}


def fewest_answers(schema: Schema) -> dict[str, Any]:
    """Only what must be answered whatever else was said, and what follows from it."""
    always = _always_asked(schema)
    return settle(always, _needed(always), strict=False).data


def _always_asked(schema: Schema) -> Schema:
    """The form without its questions that are asked only sometimes, in the rows of its groups too."""
    asked = {name: node for name, node in schema["properties"].items() if "x-when" not in node}
    groups = {
        name: {**node, "items": _always_asked(node["items"])}
        for name, node in asked.items()
        if "properties" in node.get("items", {})
    }
    return {**schema, "properties": asked | groups}


def _needed(schema: Schema) -> dict[str, Any]:
    needed = schema.get("required", ())
    return {name: _answer(node, _needed) for name, node in schema["properties"].items() if name in needed}


def _answer(node: Schema, row: Any) -> Any:
    if "properties" in node.get("items", {}):
        return [row(node["items"])] * max(1, node.get("minItems", 1))
    if "enum" in node:
        return node["enum"][0]
    return SHARED[node["$ref"]] if node.get("$ref") in SHARED else _plain(node, row)


def _plain(node: Schema, row: Any) -> Any:
    match node.get("type"):
        case "integer" | "number":
            return max(1, node.get("minimum", 1))
        case "boolean":
            return True
        case "array":
            return [_answer(node.get("items", {}), row)]
        case _:
            return FORMATS.get(node.get("format", ""), WORDS)
