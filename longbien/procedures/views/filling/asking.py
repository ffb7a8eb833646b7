"""Questions that hang on answers: which are asked now, told to a page that is still being written on."""

from collections.abc import Iterable, Iterator

from longbien.procedures.rules.expressions import answers_in, beside_in
from longbien.procedures.rules.questions.settling import Settled, rules_of
from longbien.procedures.rules.questions.shapes import Schema
from longbien.ui.fields import Field
from longbien.ui.forms.reading import rows_read
from longbien.ui.requests import Request

MARK = "-shown"  # the ending of an input beside a question that hangs on others: it stood on the page


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
