"""The terms of an agreement: one data set, the columns and how each is shown, which rows, what for, how long.

What isn't said isn't shown: a column that the terms don't name stays hidden, also from conditions of whoever asks.
Vocabulary: ODRL 2.2 (W3C 2018): the parties are assigner and assignee, the terms permissions with constraints and
duties; masks and rows are refinements of the target.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import Literal, get_args

from longbien.kernel.text import Text

MaskKind = Literal["as-is", "pseudonym", "year", "month", "round", "first", "blank"]
MASKS: tuple[MaskKind, ...] = get_args(MaskKind)
Operator = Literal["is", "is-not", "one-of", "at-least", "at-most", "is-missing"]
OPERATORS: tuple[Operator, ...] = get_args(Operator)
Scalar = str | int | float | bool | date

MASK_WORDS: Mapping[MaskKind, Text] = {
    "as-is": Text.of(vi="Nguyên giá trị", en="As it is"),
    "pseudonym": Text.of(vi="Thay bằng mã riêng của thoả thuận này", en="Replaced by a code of this agreement alone"),
    "year": Text.of(vi="Chỉ còn năm", en="The year alone"),
    "month": Text.of(vi="Chỉ còn tháng", en="The month alone"),
    "round": Text.of(vi="Làm tròn xuống theo bước", en="Rounded down to a step"),
    "first": Text.of(vi="Chỉ còn các ký tự đầu", en="The first characters alone"),
    "blank": Text.of(vi="Để trống", en="Left blank"),
}
OPERATOR_WORDS: Mapping[Operator, Text] = {
    "is": Text.of(vi="bằng", en="is"),
    "is-not": Text.of(vi="khác", en="is not"),
    "one-of": Text.of(vi="là một trong", en="is one of"),
    "at-least": Text.of(vi="từ", en="is at least"),
    "at-most": Text.of(vi="nhiều nhất", en="is at most"),
    "is-missing": Text.of(vi="không có giá trị", en="is missing"),
}


@dataclass(frozen=True)
class Mask:
    """How a column is shown; `step` of `round`, or how many characters of `first`."""

    kind: MaskKind = "as-is"
    step: int = 0


@dataclass(frozen=True)
class Shown:
    """A column that is shown, and how."""

    column: str
    mask: Mask = Mask()


@dataclass(frozen=True)
class Condition:
    """Rows whose column is, or is not, such. A row without a value meets `is-missing` and nothing else; one whose
    number is none (NaN) meets nothing. A day, of a column of instants, is its first instant in UTC."""

    column: str
    operator: Operator
    values: tuple[Scalar, ...] = ()


@dataclass(frozen=True)
class Dimension:
    """A column that is counted by, as it is shown; its values are declared, never read from the rows.

    `parts` says that each person stands in one value of it alone, so questions about several values cost but once.
    """

    shown: Shown
    values: tuple[str, ...]
    parts: bool = False


@dataclass(frozen=True)
class Measure:
    """A column that is added up, each value cut down to a whole number and kept between `low` and `high`."""

    column: str
    low: int
    high: int


@dataclass(frozen=True)
class Cube:
    """Counts and sums over declared cells, in the place of rows; `person` names the column of who is protected.

    With `epsilon` (a budget in millionths) answers carry noise, and of each person `most` rows are counted, `once` in
    a cell or not. With `k` they are exact, and cells of fewer than `k` people are withheld.
    """

    person: str
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...] = ()
    most: int = 1
    once: bool = False
    epsilon: int = 0
    k: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.shown.column for one in self.dimensions)

    @property
    def size(self) -> int:
        """How many cells there are."""
        return prod(len(one.values) for one in self.dimensions)


@dataclass(frozen=True)
class Terms:
    """What is agreed: `rows` are conditions that all must hold; `until` is the last day. `territory` names
    the countries abroad (ISO 3166-1) that the data may go to or be read from; none when they stay at home.

    Terms of a cube show no column, so that whoever knows of rows alone finds nothing to give.
    """

    data_set: str
    columns: tuple[Shown, ...]
    rows: tuple[Condition, ...]
    purpose: str
    until: date
    territory: tuple[str, ...] = ()
    cube: Cube | None = None

    @property
    def names(self) -> Sequence[str]:
        return [one.column for one in self.columns]

    @property
    def is_noisy(self) -> bool:
        """Whether no row and no exact number is given out under them."""
        return self.cube is not None and not self.cube.k
