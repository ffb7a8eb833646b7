"""Read a $filter into a tree: values, paths and calls; operators are calls too. OGC 18-088, 9.3.3.5.

or · and · eq ne gt ge lt le · add sub · mul div mod · not, -
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from longbien.trials.rules.sta.terms import DEEPEST_FILTER, LONGEST_FILTER, unfit
from longbien.trials.rules.sta.times import instant_us

Value = None | bool | int | float | str


@dataclass(frozen=True)
class Literal:
    """A value as it is written."""

    value: Value


@dataclass(frozen=True)
class Moment:
    """A written time, in microseconds since 1970 UTC."""

    at_us: int


@dataclass(frozen=True)
class Path:
    """A way to a property: `("Datastream", "Thing", "name")`."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """An operator or a function, and what it is given."""

    name: str
    args: tuple["Node", ...]


Node = Literal | Moment | Path | Call
BINDS: Mapping[str, int] = {
    "or": 1, "and": 2, "eq": 4, "ne": 4, "gt": 4, "ge": 4, "lt": 4, "le": 4, "add": 5, "sub": 5, "mul": 6, "div": 6,
    "mod": 6,
}  # fmt: skip
LONGEST_WHOLE = 30  # digits; what is longer is read as a real number
NOT = 3  # what it denies may be a comparison
SIGN = 7
FUNCTIONS: Mapping[str, int] = {
    "substringof": 2, "contains": 2, "startswith": 2, "endswith": 2, "length": 1, "tolower": 1, "toupper": 1, "trim": 1,
    "year": 1, "month": 1, "day": 1, "hour": 1, "minute": 1, "second": 1, "now": 0,
    "round": 1, "floor": 1, "ceiling": 1,
}  # fmt: skip
CONSTANTS: Mapping[str, Value] = {"true": True, "false": False, "null": None}
TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<text>'(?:[^']|'')*')"
    r"|(?P<time>\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)(?:/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))?)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z_@][\w.@-]*(?:/[A-Za-z_@][\w.@-]*)*)"
    r"|(?P<mark>[(),-])"
)


def read_filter(text: str) -> Node:
    """The tree of a filter. Refusal 400 saying what can't be read, and where."""
    if len(text) > LONGEST_FILTER:
        unfit(
            f"$filter quá dài: tối đa {LONGEST_FILTER} ký tự.", f"The $filter is too long: {LONGEST_FILTER} characters."
        )
    reader = _Reader(_tokens(text))
    node = reader.read(0)
    if reader.kind:
        reader.puzzled()
    return node


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = list[tuple[str, str]](), 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            unfit(
                f"Không hiểu $filter tại “{text[at : at + 20]}”.",
                f"The $filter can't be read at “{text[at : at + 20]}”.",
            )
        if match.lastgroup != "space":
            found.append((str(match.lastgroup), match.group()))
        at = match.end()
    return [*found, ("", "")]


class _Reader:
    """The tokens, and how far they are read."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0]

    @property
    def text(self) -> str:
        return self.tokens[self.at][1]

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def puzzled(self) -> Node:
        here = self.text or "…"
        unfit(f"$filter không hợp lệ tại “{here}”.", f"The $filter can't be read at “{here}”.")

    def expect(self, mark: str) -> None:
        if (self.kind, self.text) != ("mark", mark):
            self.puzzled()
        self.at += 1

    def read(self, binds: int) -> Node:
        """An expression whose operators bind more tightly than `binds`."""
        self.depth += 1
        if self.depth > DEEPEST_FILTER:
            unfit("$filter lồng quá sâu.", "The $filter is nested too deeply.")
        left = self.operand()
        while self.kind == "word" and BINDS.get(self.text, 0) > binds:
            name = self.take()
            left = Call(name, (left, self.read(BINDS[name])))
        self.depth -= 1
        return left

    def operand(self) -> Node:
        kind, text = self.kind, self.text
        if kind == "word":
            self.at += 1
            return self.named(text)
        if kind == "mark" and text in "(-":
            self.at += 1
            return self.inside() if text == "(" else Call("neg", (self.read(SIGN),))
        if kind in ("", "mark"):
            return self.puzzled()
        self.at += 1
        return _literal(kind, text)

    def inside(self) -> Node:
        node = self.read(0)
        self.expect(")")
        return node

    def named(self, word: str) -> Node:
        if word == "not":
            return Call("not", (self.read(NOT),))
        if (self.kind, self.text) == ("mark", "("):
            return self.call(word)
        if word in BINDS:
            self.at -= 1
            return self.puzzled()
        return Literal(CONSTANTS[word]) if word in CONSTANTS else Path(tuple(word.split("/")))

    def call(self, word: str) -> Node:
        self.expect("(")
        args = list[Node]()
        while (self.kind, self.text) != ("mark", ")"):
            if args:
                self.expect(",")
            args.append(self.read(0))
        self.expect(")")
        if FUNCTIONS.get(word) != len(args):
            names = ", ".join(FUNCTIONS)
            unfit(
                f"Không có hàm “{word}” với {len(args)} tham số. Có: {names}.",
                f"There is no function “{word}” of {len(args)} arguments. There are: {names}.",
            )
        return Call(word, tuple(args))


def _literal(kind: str, text: str) -> Node:
    if kind == "text":
        return Literal(text[1:-1].replace("''", "'"))
    if kind == "number":
        return Literal(float(text) if len(text) > LONGEST_WHOLE or set(text) & set(".eE") else int(text))
    try:
        return Moment(instant_us(text))
    except ValueError:
        unfit(f"“{text}” không phải là thời điểm.", f"“{text}” is no time.")
