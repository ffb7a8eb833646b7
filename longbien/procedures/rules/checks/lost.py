"""Shared shapes and types of answers that are not there: JSON Schema would refuse the form, and not say where."""

from collections.abc import Iterator, Mapping
from typing import Any

from longbien.procedures.rules.checks.complaint import Complaint, unknown
from longbien.procedures.rules.faults import Path
from longbien.procedures.rules.questions.shapes import SHARED

KNOWN = frozenset({"string", "integer", "number", "boolean", "array", "object", "null"})
ASKABLE = frozenset({"string", "integer", "boolean", "array"})


def lost_in(node: Mapping[str, Any], path: Path = ()) -> Iterator[Complaint]:
    """Those of every question of a form, of the items of lists and of the rows of groups."""
    asked = node.get("properties")
    for name, question in asked.items() if isinstance(asked, dict) else ():
        if isinstance(question, dict):
            yield from _question((*path, "properties", name), question)


def _question(path: Path, node: Mapping[str, Any]) -> Iterator[Complaint]:
    shape, kind, items = node.get("$ref"), node.get("type"), node.get("items")
    if isinstance(shape, str) and shape not in SHARED:
        yield (*path, "$ref"), unknown("kiểu dùng chung", "shared shape", shape, frozenset(SHARED))
    if isinstance(kind, str) and kind not in KNOWN:
        yield (*path, "type"), unknown("kiểu câu trả lời", "type", kind, ASKABLE)
    if isinstance(items, dict):
        yield from _question((*path, "items"), items)
        yield from lost_in(items, (*path, "items"))
