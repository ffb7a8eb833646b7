"""Facts, guards and decision tables in CEL (Common Expression Language), computed when they are asked for.

An error raises `CannotTell`; it never becomes "no". CEL itself leaves out what does not matter: in
`n_reviews >= 2 && mean >= 3.5` the mean of no reviews is never asked for.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from types import ModuleType
from typing import Any

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Definition, Guard

# CEL's package imports its command line, and that a terminal toolkit: seconds of every start that nobody asked for.
sys.modules.setdefault("cel.cli", ModuleType("cel.cli"))
import cel  # noqa: E402

GIVEN = frozenset({"data", "forms", "case", "today", "decisions", "children", "outside"})
MOST_PARTS = 20_000  # of one answer; a hundred letters count as one
CASE = frozenset({"number", "state", "seq", "fees_paid"})  # what a rule may read of `case`
CHILD = frozenset({"number", "state", "final"})  # … of each of `children`
OUTSIDE = frozenset({"number", "status"})  # … of `outside`
BOUND = re.compile(r"\.(?:all|exists|exists_one|existsOne|map|filter)\(\s*([A-Za-z_]\w*)\s*,")
DECISION = re.compile(r"\bdecisions\.([a-z]\w*)")
ANSWER = re.compile(r"(?<![\w.])data\.([A-Za-z_]\w*)")
BESIDE = re.compile(r"(?<![\w.])row\.([A-Za-z_]\w*)")
COLUMN = re.compile(r"\b(?:avg|total|lowest|highest)\(\s*((?:data\.)?[A-Za-z_]\w*)\s*,\s*['\"](\w+)['\"]\s*\)")
QUOTED = re.compile(r"'[^'\\n]*'|\"[^\"\\n]*\"")
# Names of types: `type(data.x) == string` reads no variable of that name.
TYPES = frozenset(
    {"bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "timestamp", "duration"}
)


class CannotTell(Refusal):
    """A rule could not be computed. Says which one and why, so that whoever keeps the procedure can mend it.

    `rule` and `error` are for whoever writes it (`checks.cel.failed`).
    """

    def __init__(self, rule: str, error: str) -> None:
        self.rule, self.error = rule, error
        super().__init__(
            "rule-failed",
            Text.of(
                vi=f"Không tính được quy tắc “{rule}”: {error}. Chưa có gì thay đổi; hãy báo cho đơn vị quản lý.",
                en=f"The rule “{rule}” can't be computed: {error}. Nothing was changed; tell who keeps the procedure.",
            ),
            status=500,
        )


class NoValue(ValueError):
    """A helper function has nothing to work on, such as the average of nothing."""


NOTHING = object()


def _column(rows: Iterable[Mapping[str, Any]], key: str) -> list[float]:
    values = [row[key] for row in rows if row.get(key) is not None]
    if not values:
        raise NoValue(f"no “{key}” has been given yet")
    return values


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "avg": lambda rows, key: sum(_column(rows, key)) / len(_column(rows, key)),
    "total": lambda rows, key: sum(_column(rows, key)),
    "lowest": lambda rows, key: min(_column(rows, key)),
    "highest": lambda rows, key: max(_column(rows, key)),
}


@lru_cache(maxsize=2048)
def compile_rule(rule: str) -> cel.Program:
    """The compiled expression. ValueError when it doesn't compile."""
    return cel.compile(rule)


def names_in(rule: str) -> frozenset[str]:
    """The variables a rule reads, without those that its own macros bind."""
    return frozenset(compile_rule(rule).variables()) - frozenset(BOUND.findall(rule)) - TYPES


def functions_in(rule: str) -> frozenset[str]:
    """The named functions a rule calls; operators left out."""
    return frozenset(name for name in compile_rule(rule).functions() if name[0].isalpha())


def decisions_in(rule: str) -> frozenset[str]:
    return frozenset(DECISION.findall(rule))


def answers_in(rule: str) -> frozenset[str]:
    """The answers a rule reads as `data.<question>`."""
    return frozenset(ANSWER.findall(rule))


def beside_in(rule: str) -> frozenset[str]:
    """The answers of its own row that a rule inside a repeating group reads as `row.<question>`."""
    return frozenset(BESIDE.findall(rule))


def parts_in(rule: str, of: str) -> frozenset[tuple[str, str]]:
    """What a rule reads of a given value, one or two steps deep: `("fees_paid", "")` of `case`, `("legal", "state")` of
    `children`. Words in quotes are not read."""
    steps = rf"(?<![\w.]){of}\.([A-Za-z_]\w*)(?:\.([A-Za-z_]\w*)(?!\w*\())?"
    return frozenset(re.findall(steps, QUOTED.sub("''", rule)))


def columns_in(rule: str) -> tuple[tuple[str, str], ...]:
    """The numbers that a rule adds up or compares over rows: `("data.structures", "area")`."""
    return tuple(COLUMN.findall(rule))


def evaluate(rule: str, variables: Mapping[str, Any]) -> Any:
    """The value of an expression that reads nothing but `variables`; NOTHING when it works on what nobody has given
    yet, such as the sum of no numbers; CannotTell on any other error."""
    try:
        return compile_rule(rule).execute(cel.Context(variables=dict(variables), functions=FUNCTIONS))
    except Exception as error:
        if isinstance(error, KeyError) or NoValue.__name__ in str(error):
            return NOTHING
        raise CannotTell(rule, _plain(error)) from error


def dependencies(definition: Definition) -> dict[str, frozenset[str]]:
    """What each fact (`mean`) and decision (`decisions.eligible`) needs of the others."""
    rules = {name: [rule] for name, rule in definition.facts.items()}
    rules |= {f"decisions.{name}": [row.when for row in rows] for name, rows in definition.decisions.items()}
    return {
        name: frozenset(
            needed
            for rule in written
            for needed in {*names_in(rule), *(f"decisions.{other}" for other in decisions_in(rule))}
            if needed in rules
        )
        for name, written in rules.items()
    }


def order_of(definition: Definition) -> tuple[str, ...]:
    """Facts and decisions, each after all it needs. ValueError naming the circle when there is one."""
    try:
        return tuple(TopologicalSorter(dependencies(definition)).static_order())
    except CycleError as error:
        raise ValueError(" → ".join(error.args[1])) from error


@dataclass(frozen=True)
class Situation:
    """What rules may look at.

    `data` holds the answers of all forms of the case, a later form over an earlier one; `forms` the same by form;
    `tasks` the rows of each kind of task (`done` and the answers), read as `reviews` for the kind `review`;
    `case` number, state, seq and fees_paid; `today` is the local date, written `2026-11-23`. `children` holds state,
    final and number of each case that this one opened, by name; `outside` number and status on somebody else's system.
    """

    data: Mapping[str, Any]
    forms: Mapping[str, Mapping[str, Any]]
    tasks: Mapping[str, list[dict[str, Any]]]
    case: Mapping[str, Any]
    today: str
    children: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decided:
    """The result of a decision table and the words of its row."""

    result: str
    why: Text | None


@dataclass
class Reckoning:
    """Rules of one procedure over one situation; each fact is computed at most once."""

    definition: Definition
    situation: Situation
    _known: dict[str, Any] = field(default_factory=dict)

    def holds(self, guard: Guard) -> bool:
        """Whether the guard is met. CannotTell when it can't be computed or answers anything but yes or no."""
        return self._yes_or_no(guard.rule)

    def fact(self, name: str) -> Any:
        return self._once(name, lambda: self.value(self.definition.facts[name]))

    def decide(self, name: str) -> Decided:
        """The first row that holds."""
        decided: Decided = self._once(f"decisions.{name}", lambda: self._first_row(name))
        return decided

    def value(self, rule: str) -> Any:
        """The value of an expression. CannotTell on any error, also on one in a fact it asked for."""
        failed: list[CannotTell] = []

        def resolve(name: str) -> Any:
            try:
                return self._variable(name, rule)
            except CannotTell as error:
                failed.append(error)
                return None

        context = cel.Context(functions=FUNCTIONS)
        context.set_variable_resolver(resolve)
        try:
            answer = compile_rule(rule).execute(context)
        except Exception as error:
            raise failed[0] if failed else CannotTell(rule, _plain(error)) from error
        if failed:
            raise failed[0]
        if not _is_small(answer):
            raise CannotTell(rule, "the answer is too large")
        return answer

    def explain(self, guard: Guard) -> Text:
        """Why a guard is not met: its own words, else those of the decisions it asks, else the rule itself."""
        if guard.why is not None:
            return guard.why
        for name in sorted(decisions_in(guard.rule)):
            why = self.decide(name).why
            if why is not None:
                return why
        return Text.of(vi=f"Chưa đạt điều kiện: {guard.rule}", en=f"This condition is not met: {guard.rule}")

    def _variable(self, name: str, rule: str) -> Any:
        situation = self.situation
        match name:
            case "data" | "forms" | "case" | "today" | "children" | "outside":
                return getattr(situation, name)
            case "decisions":
                return {asked: self.decide(asked).result for asked in decisions_in(rule)}
        if name in self.definition.facts:
            return self.fact(name)
        return situation.tasks.get(name.removesuffix("s"))

    def _first_row(self, name: str) -> Decided:
        for row in self.definition.decisions[name]:
            if self._yes_or_no(row.when):
                return Decided(row.result, row.why)
        raise CannotTell(f"decisions.{name}", "no row applies")

    def _yes_or_no(self, rule: str) -> bool:
        answer = self.value(rule)
        if not isinstance(answer, bool):
            raise CannotTell(rule, f"the answer is {answer!r}, neither true nor false")
        return answer

    def _once(self, key: str, compute: Callable[[], Any]) -> Any:
        if key not in self._known:
            self._known[key] = compute()
        return self._known[key]


def _is_small(answer: Any) -> bool:
    """Whether an answer is of bounded size: facts that double each other would fill any memory."""
    ahead, parts = [answer], 0
    while ahead and parts <= MOST_PARTS:
        value = ahead.pop()
        parts += 1 + (len(value) // 100 if isinstance(value, str) else 0)
        if isinstance(value, list):
            ahead += value[: MOST_PARTS + 1]
        elif isinstance(value, dict):
            ahead += value.values()
    return parts <= MOST_PARTS


def _plain(error: Exception) -> str:
    """The first line of CEL's message, or which answer is missing."""
    return f"{error.args[0]} has not been answered" if isinstance(error, KeyError) else str(error).splitlines()[0]
