"""Which questions are asked now (`x-when`) and what follows from other answers (`x-computed`).

A rule reads the answers as `data.<question>`, and inside a repeating group those of its own row as `row.<question>`.
An answer that nobody gave, or that is not in order yet, leaves the question unasked and the value open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from longbien.procedures.rules.expressions import NOTHING, CannotTell, answers_in, beside_in, evaluate
from longbien.procedures.rules.questions.shapes import Schema, validator_of

RULES = ("x-when", "x-computed")


@dataclass(frozen=True)
class Settled:
    """`data`: the answers that count, computed values among them, in the order of the form; `unasked`: pointers
    (`/windows/0/note`) of the questions that are not asked now; `computed`: those of values nobody may write."""

    data: dict[str, Any]
    unasked: frozenset[str]
    computed: frozenset[str]


def settle(schema: Schema, data: Mapping[str, Any], *, strict: bool = True) -> Settled:
    """Take out what is not asked, put in what is computed, whatever was sent in its place.

    CannotTell for a rule that can't be computed though all it reads is in order; with `strict` off, such a question is
    not asked yet, so that a form can still be written.
    """
    settling = _Settling(schema, strict)
    kept = settling.level(schema, data, {}, None, "")
    return Settled(kept, frozenset(settling.unasked), frozenset(settling.computed))


@dataclass
class _Settling:
    schema: Schema
    strict: bool
    unasked: set[str] = field(default_factory=set)
    computed: set[str] = field(default_factory=set)

    def level(
        self, schema: Schema, given: Mapping[str, Any], top: Mapping[str, Any], row: dict[str, Any] | None, at: str
    ) -> dict[str, Any]:
        """The form itself (`row` is None), or one row of a group in it; answers to no question stay, for others to
        refuse."""
        asked = schema["properties"]
        kept: dict[str, Any] = {}
        for name in order_of(schema, inside=row is not None):
            values = {"data": kept if row is None else top} | ({} if row is None else {"row": kept})
            value = self._answer(asked[name], given.get(name, NOTHING), schema, values, f"{at}/{name}")
            if value is not NOTHING:
                kept[name] = value
        return {name: kept[name] for name in asked if name in kept} | {
            name: value for name, value in given.items() if name not in asked
        }

    def _answer(self, node: Schema, given: Any, level: Schema, values: dict[str, Any], at: str) -> Any:
        if "x-when" in node and self._value(node["x-when"], level, values, bool) is not True:
            self.unasked.add(at)
            return NOTHING
        if "x-computed" in node:
            self.computed.add(at)
            return self._value(node["x-computed"], level, values, object)
        if isinstance(given, list) and "properties" in node.get("items", {}):
            rows = enumerate(given)
            return [
                self.level(node["items"], one, values["data"], {}, f"{at}/{n}") if isinstance(one, Mapping) else one
                for n, one in rows
            ]
        return given

    def _value(self, rule: str, level: Schema, values: dict[str, Any], kind: type) -> Any:
        try:
            value = evaluate(rule, values)
            if value is not NOTHING and not isinstance(value, kind):
                raise CannotTell(rule, f"the answer is {value!r}, neither true nor false")
        except CannotTell:
            if self.strict and not self._open(rule, level, values):
                raise
            return NOTHING
        return value

    def _open(self, rule: str, level: Schema, values: dict[str, Any]) -> bool:
        """Whether something that the rule reads is wrong itself: then that has to be mended first."""
        read = [(self.schema, values["data"], name) for name in answers_in(rule)]
        read += [(level, values["row"], name) for name in beside_in(rule) if "row" in values]
        return any(
            name in data and not validator_of(schema["properties"][name]).is_valid(data[name])
            for schema, data, name in read
            if name in schema["properties"]
        )


def order_of(schema: Schema, *, inside: bool = False) -> tuple[str, ...]:
    """The questions of a form, or with `inside` of a row, each after those its rules read. ValueError for a circle."""
    asked = schema["properties"]
    needs = {
        name: sorted(_needs(node, beside_in if inside else answers_in) & asked.keys()) for name, node in asked.items()
    }
    if not any(needs.values()):
        return tuple(asked)
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise ValueError(" → ".join(error.args[1])) from error


def _needs(node: Mapping[str, Any], read: Callable[[str], frozenset[str]]) -> frozenset[str]:
    """What the rules of a question read, those of the questions of its rows among them."""
    inner = node.get("items", {}).get("properties", {}).values() if read is answers_in else ()
    return frozenset(name for one in (node, *inner) for rule in rules_of(one).values() for name in read(rule))


def rules_of(node: Mapping[str, Any]) -> dict[str, str]:
    """The rules that a question itself carries."""
    return {key: node[key] for key in RULES if key in node}
