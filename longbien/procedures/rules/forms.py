"""Forms: JSON Schema 2020-12 with the engine's own words (`x-…`), and what is wrong with an answer, field by field."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.procedures.rules.faults import Finding, Path, findings
from longbien.procedures.rules.questions.pages import ANSWER_THIS
from longbien.procedures.rules.questions.ranges import out_of_order, too_early, too_large
from longbien.procedures.rules.questions.settling import Settled, settle
from longbien.procedures.rules.questions.shapes import Schema, validator_of

Choices = Mapping[str, frozenset[str]]

# How sensitive an answer is.
CLASSES = frozenset({"public", "case", "personal"})
ADDRESS = "urn:longbien:address"
AREAS = "urn:longbien:areas"

NOT_A_CHOICE = Text.of(vi="Không thuộc các lựa chọn cho phép.", en="This is not one of the choices.")


def faults_of(
    schema: Schema,
    data: Mapping[str, Any],
    choices: Choices,
    settled: Settled | None = None,
    *,
    today: date | None = None,
) -> tuple[Fault, ...]:
    """What is wrong with the answers that count, one fault a field, in the order of the form.

    `where` is a JSON pointer: `/windows/0/from`. `choices` holds the values that each `x-choices` source, and each
    shared shape that names one, offers now. Answers are settled first, unless the caller has done so. `today` is the
    day on which they are sent; without it, no day is too early.
    """
    settled = settled or settle(schema, data)
    answers = settled.data
    found = [
        *findings(validator_of(schema), answers),
        *_foreign(schema, answers, choices),
        *out_of_order(schema, answers),
        *(too_early(schema, answers, today) if today else ()),
        *too_large(answers),
    ]
    first: dict[str, Fault] = {}
    for finding in found:
        where = "".join(f"/{step}" for step in _question(schema, finding))
        if finding.code != "required" or where not in settled.unasked | settled.computed:
            first.setdefault(where, Fault(where, ANSWER_THIS if finding.code == "required" else finding.what))
    order = list(schema["properties"])
    return tuple(sorted(first.values(), key=lambda fault: _position(order, fault.where)))


def _question(schema: Schema, finding: Finding) -> tuple[str | int, ...]:
    """The path of the question: parts inside a shared shape, such as the currency of an amount, are not questions."""
    node: Any = schema
    for depth, step in enumerate(finding.path):
        node = node.get("properties", {}).get(step, {}) if isinstance(step, str) else node.get("items", {})
        if "$ref" in node or "x-choices" in node or "enum" in node.get("items", {}):
            return finding.path[: depth + 1]
    return finding.path


def _position(order: list[str], where: str) -> tuple[int, str]:
    top = where.split("/", 2)[1]
    return (order.index(top) if top in order else len(order), where)


def _foreign(schema: Schema, data: Mapping[str, Any], choices: Choices, path: Path = ()) -> Iterator[Finding]:
    """Answers chosen from a list of another room that no longer (or never) holds them."""
    for name, node in schema["properties"].items():
        given = data.get(name, [])
        if source := source_of(node):
            if not set(chosen_of(given)) <= choices.get(source, frozenset()):
                yield Finding((*path, name), "enum", NOT_A_CHOICE)
        elif "properties" in node.get("items", {}) and isinstance(given, list):
            for n, row in enumerate(given):
                yield from _foreign(node["items"], row if isinstance(row, Mapping) else {}, choices, (*path, name, n))


def source_of(node: Schema) -> str:
    """The list of another room that a question is answered from; "" for any other question."""
    return str(node.get("x-choices", "")) or (ADDRESS if node.get("$ref") == ADDRESS else "")


def sources_in(schema: Schema) -> frozenset[str]:
    """Every such list that a form asks from, those of its groups among them."""
    nodes = schema["properties"].values()
    inner = (sources_in(node["items"]) for node in nodes if "properties" in node.get("items", {}))
    return frozenset().union((source for node in nodes if (source := source_of(node))), *inner)


def chosen_of(given: Any) -> list[str]:
    """The values of such a list that an answer holds: one, several, or the ward of an address."""
    chosen = given.get("ward", []) if isinstance(given, Mapping) else given
    return [str(value) for value in (chosen if isinstance(chosen, list) else [chosen])]


def hidden_fields(schema: Schema, classes: frozenset[str]) -> frozenset[str]:
    """The questions whose `x-class` (`case` when it has none) is not among `classes`."""
    return frozenset(
        name for name, node in schema["properties"].items() if node.get("x-class", "case") not in classes
    )  # fmt: skip
