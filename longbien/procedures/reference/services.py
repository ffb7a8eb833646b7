"""The format of a procedure as a page of the docs, from its schema and its specs."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from longbien.kernel.reference import page
from longbien.procedures import registry
from longbien.procedures.rules.authoring.samples import REFUSALS, sample_schema
from longbien.procedures.rules.checks.expressions import LANGUAGE
from longbien.procedures.rules.expressions import FUNCTIONS, GIVEN
from longbien.procedures.rules.format import CALLS, NAME, SHOWN, SPAN, format_schema
from longbien.procedures.rules.words import USUAL

INTRODUCTION = """\
# The format of a procedure

Generated from the schema (`longbien/procedures/rules/format.py`) and the specs (`tests/specs/procedures`) by
`longbien docs build`. Key by key with examples: [describe a service](../how-to/describe-a-service.md).

A *text* is written once for each language of the hub: `{vi: …, en: …}`. A *name* is lower-case letters, digits and
underscores. A *span* is working time: `3wd` working days, `8wh` working hours. `<name>` stands for a name of your own.
"""


@page("procedure-format")
def format_page() -> str:
    """Every key with its shape, and what the specs hold it to."""
    return "\n".join(
        [
            INTRODUCTION,
            "## Keys\n\n| key | shape | |\n|---|---|---|",
            *_rows(format_schema(settings.HUB.languages)),
            "\n## What each key does\n\nEach line is a case that fails when the handler of its key is taken out.\n",
            *_specs(),
            "\n## Forms\n\nEvery key of a form file, every shape and every register: [form files](forms.md).",
            "\n## Rules\n",
            *_rules(),
            "\n## Sample cases\n\n`samples/<file name of the procedure>.yaml`, walked by `simulate` and `hub check`.\n",
            "| key | shape | |\n|---|---|---|",
            *_rows(sample_schema()),
            f"\n`refused` is one of: {_listed(REFUSALS)}.",
            "\n## Titles that may be left out\n",
            *(f"- {kind}: {_listed(names)}" for kind, names in USUAL.items()),
            "",
        ]
    )


def _rows(schema: dict[str, Any]) -> Iterator[str]:
    for path, node, required in _keys(schema, ""):
        yield f"| `{path}` | {_shape(node)} |{' required ' if required else ' '}|"


def _keys(schema: dict[str, Any], above: str) -> Iterator[tuple[str, dict[str, Any], bool]]:
    for name, node in schema.get("properties", {}).items():
        path = f"{above}.{name}" if above else name
        yield path, node, name in schema.get("required", ())
        yield from _below(node, path)


def _below(node: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any], bool]]:
    yield from _keys(node, path)
    values = node.get("additionalProperties")
    if isinstance(values, dict):
        yield from _below(values, f"{path}.<name>")
    if isinstance(node.get("items"), dict):
        yield from _below(node["items"], f"{path}[]")
    for one in node.get("anyOf", ()):
        yield from _below(one, path)


NAMED = {
    SHOWN["pattern"]: "words",
    NAME["pattern"]: "name",
    SPAN["pattern"]: "span",
    CALLS["items"]["pattern"]: "effect, such as `notify officer`",
}
PLAIN = {"string": "words", "integer": "whole number", "boolean": "`true` or `false`"}


def _shape(node: dict[str, Any]) -> str:
    """The shape of a key in words."""
    if values := node.get("enum", [node["const"]] if "const" in node else None):
        return " or ".join(f"`{json.dumps(value) if value is True else value}`" for value in values)
    if "anyOf" in node:
        return ", or ".join(dict.fromkeys(_shape(one) for one in node["anyOf"]))
    return "text" if "$ref" in node else _shape_of_type(node)


def _shape_of_type(node: dict[str, Any]) -> str:
    match node.get("type"):
        case "array":
            return f"list of: {_shape(node['items'])}"
        case "object" | ["object", "null"]:
            return "map" if isinstance(node.get("additionalProperties"), dict) else "keys below"
    pattern = node.get("pattern")
    if pattern:
        return NAMED.get(pattern, f"`{pattern.replace('|', chr(92) + '|')}`")
    return PLAIN[node["type"]]


def _specs() -> Iterator[str]:
    source = Path(__file__).resolve().parents[3] / "tests/specs/procedures/format.yaml"
    for one in yaml.safe_load(source.read_text())["cases"]:
        yield f"- `{one['key']}`: {one['title']}"


def _rules() -> Iterator[str]:
    yield "Facts, guards and decisions are CEL. They may read:\n"
    yield f"- {_listed(GIVEN)}, every fact by its name, and the rows of a task `review` as `reviews`"
    yield f"- functions: {_listed([*LANGUAGE, *FUNCTIONS])}"
    yield f"- `do`, effects that rooms offer: {_listed(registry.effect_names())}"
    yield f"- `assign`, matchers that rooms offer: {_listed(registry.matcher_names())}, or `group:<hub role>`"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
