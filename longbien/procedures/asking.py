"""From JSON Schema to the fields that `ui.forms` reads, checks and renders; and back to plain answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from longbien.kernel.text import Text
from longbien.people.queries.once import AGREEING
from longbien.people.registers import Known
from longbien.procedures.registry import Fit, all_wards, choices_named, find_wards
from longbien.procedures.rules.expressions import answers_in, beside_in
from longbien.procedures.rules.forms import ADDRESS
from longbien.procedures.rules.questions.meanings import MEANINGS, meaning_of
from longbien.procedures.rules.questions.settling import Settled, rules_of
from longbien.procedures.rules.questions.shapes import Schema
from longbien.ui.fields import Choice, Field, Input, Kind, Offer
from longbien.ui.forms.reading import rows_read
from longbien.ui.requests import Request

MARK = "-shown"  # the ending of an input beside a question that hangs on others: it stood on the page
SHARED: dict[str, Kind] = {
    "urn:longbien:money": "money",
    "urn:longbien:time": "time",
    "urn:longbien:file": "file",
    "urn:longbien:areas": "area",
    "urn:longbien:phone": "text",
    ADDRESS: "address",
}
INPUTS: dict[str, Input] = {"email": "email", "uri": "url", "urn:longbien:phone": "tel"}


def fields_of(schema: Schema, offers: Mapping[str, Offer] | None = None) -> tuple[Field, ...]:
    """The questions of a form, in the order of the file; `offers` are the answers that are known already."""
    required, offers = frozenset(schema.get("required", ())), offers or {}
    return tuple(
        _field(name, node, name in required, offers.get(name)) for name, node in schema["properties"].items()
    )  # fmt: skip


def offers_of(
    known: Mapping[str, Known], begun: Mapping[str, Any], told: Mapping[str, Any], others: frozenset[str] = frozenset()
) -> dict[str, Offer]:
    """What the registers say, and whether the answer begun was taken from there; to `others` another one is given."""
    return {
        name: Offer(
            one.value,
            one.source,
            one.as_of,
            used=name not in others and name in told and begun.get(name) == one.value,
            other=name in others,
            means=AGREEING,
        )
        for name, one in known.items()
    }


def fitted(field: Field, fit: Fit, at: str = "") -> Field:
    """The question as the answers given so far leave it: `fit.choices` instead of all, needed or with one hint more."""
    where = at + field.name
    return replace(
        field,
        choices=fit.choices.get(where, field.choices),
        required=field.required or where in fit.needed,
        hint=_hint(field.hint, fit.hints.get(where)),
        fields=tuple(fitted(inner, fit, f"{where}/") for inner in field.fields),
    )


def _hint(own: Text | None, more: Text | None) -> Text | None:
    if own is None or more is None:
        return more or own
    return Text(tuple((language, f"{said} {more.in_language(language)}") for language, said in own.items()))


def _field(name: str, node: Mapping[str, Any], required: bool, offer: Offer | None = None) -> Field:
    kind = kind_of(node)
    bounds = ("minLength", "maxLength") if kind in ("text", "longtext", "outline") else ("minimum", "maximum")
    items = node.get("items", {})
    return Field(
        name=name,
        kind=kind,
        label=_text(node["x-title"]),
        hint=_text(node["x-hint"]) if "x-hint" in node else None,
        required=required,
        choices=_choices(node),
        minimum=0 if kind == "money" else node.get(bounds[0]),
        maximum=node.get(bounds[1]),
        unit=_text(node["x-unit"]) if "x-unit" in node else None,
        currency=settings.HUB.currency if kind == "money" else "",
        accept=tuple(node.get("x-accept", ())),
        max_bytes=node.get("x-max-bytes", 10_000_000),
        fields=fields_of(items) if kind == "group" else (),
        min_rows=node.get("minItems", 0) if required else 0,
        max_rows=node.get("maxItems", 20),
        input=INPUTS.get(node.get("format", node.get("$ref", "")), "text"),
        autocomplete=_autocomplete(node),
        known=offer,
        wards=all_wards() if kind == "address" else (),
        find=find_wards if kind == "address" else None,
        computed="x-computed" in node,
        conditional="x-when" in node,
    )


def _autocomplete(node: Mapping[str, Any]) -> str:
    """WCAG 1.3.5: a question about the reader says so; one about somebody else leaves the reader's own data out."""
    term = meaning_of(node)
    return MEANINGS[term].autocomplete if term in MEANINGS else ""


def kind_of(node: Mapping[str, Any]) -> Kind:
    """Which kind of question a schema asks."""
    if "$ref" in node:
        return SHARED[node["$ref"]]
    if "enum" in node:
        return "choice"
    if node["type"] == "array":
        return "group" if "properties" in node.get("items", {}) else "choices"
    if node["type"] == "string":
        return "choice" if "x-choices" in node else _kind_of_text(node)
    return "yesno" if node["type"] == "boolean" else "number"


def _kind_of_text(node: Mapping[str, Any]) -> Kind:
    if node.get("format") == "date":
        return "date"
    asked: Kind = node.get("x-kind", "text")
    return asked


def _choices(node: Mapping[str, Any]) -> tuple[Choice, ...]:
    if "x-choices" in node:
        return choices_named(node["x-choices"])
    listed = node if "enum" in node else node.get("items", {})
    return tuple(Choice(value, _text(listed["x-labels"][value])) for value in listed.get("enum", ()))


def _text(given: Any) -> Text:
    return settings.HUB.text(given)


def answered(schema: Schema, data: Mapping[str, Any]) -> dict[str, Any]:
    """What was posted, as the schema expects it: an optional list left empty is no answer, also inside groups."""
    required = frozenset(schema.get("required", ()))
    kept = {name: value for name, value in data.items() if value != [] or name in required}
    for name, node in schema["properties"].items():
        if name in kept and kind_of(node) == "group":
            kept[name] = [answered(node["items"], row) for row in kept[name]]
    return kept


def with_computed(data: Mapping[str, Any], settled: Settled) -> dict[str, Any]:
    """What was written, right or wrong, with the values that follow from it in their places."""
    shown: dict[str, Any] = {name: _rows(value, settled.data.get(name)) for name, value in data.items()}
    for where in settled.computed:
        name, *inner = where.strip("/").split("/")
        if not inner:
            shown[name] = settled.data.get(name)
    return shown


def _rows(written: Any, settled: Any) -> Any:
    """The rows of a group: what is settled over what was written, which keeps the answers that are not asked now."""
    if not (isinstance(written, list) and isinstance(settled, list) and len(written) == len(settled)):
        return written
    pairs = zip(written, settled, strict=True)
    return [{**one, **now} if isinstance(one, dict) and isinstance(now, dict) else one for one, now in pairs]


def files_in(
    schema: Schema, data: Mapping[str, Any], at: str = ""
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """The stored files among the answers, wherever they stand: where (`/rows/0/plan`), the question, the file."""
    for name, node in schema["properties"].items():
        value, where = data.get(name), f"{at}/{name}"
        if kind_of(node) == "group" and isinstance(value, list):
            for n, row in enumerate(value):
                yield from files_in(node["items"], row, f"{where}/{n}") if isinstance(row, Mapping) else ()
        elif kind_of(node) == "file" and isinstance(value, Mapping):
            yield where, node, value


def reads_of(schema: Schema, asked: Iterable[str]) -> str:
    """The questions that some of those `asked` on a page hang on, or follow from: it sends itself as soon as one is
    answered."""
    nodes = (node for name in asked for node in _nodes(schema["properties"][name]))
    rules = [rule for node in nodes for rule in rules_of(node).values()]
    return " ".join(sorted({name for rule in rules for name in answers_in(rule) | beside_in(rule)}))


def _nodes(node: Schema) -> Iterator[Schema]:
    """A question, and those of the rows of a group."""
    yield node
    yield from node.get("items", {}).get("properties", {}).values()


def unasked_on(request: Request, fields: Iterable[Field], settled: Settled) -> list[str]:
    """The questions that are not asked now, by their names on the page, whose rows may have gaps and blank ones."""
    return [name for where, name in _hanging(request, fields) if where is None or where in settled.unasked]


def unseen(request: Request, fields: Iterable[Field], settled: Settled) -> frozenset[str]:
    """The questions of rows that are asked now and did not stand on the page yet: nothing is wrong with them."""
    missed = (where for where, name in _hanging(request, fields) if f"{name}{MARK}" not in request.POST)
    return frozenset(where for where in missed if where and "/" in where[1:]) - settled.unasked - settled.computed


def _hanging(request: Request, fields: Iterable[Field]) -> Iterator[tuple[str | None, str]]:
    """Each question that hangs on others: where it stands in the answers, None in a blank row; its name on the page."""
    for field in fields:
        if field.conditional:
            yield f"/{field.name}", field.name
        hanging = [inner.name for inner in field.fields if inner.conditional]
        for number, place in rows_read(field, request.POST, request.FILES) if hanging else ():
            for name in hanging:
                yield None if place is None else f"/{field.name}/{place}/{name}", f"{field.name}-{number}-{name}"
