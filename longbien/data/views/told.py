"""Cubes, questions and answers in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from longbien.data.queries.cubes import ReleaseView
from longbien.data.rules.agreement.domains import label
from longbien.data.rules.agreement.terms import MASK_WORDS, Cube
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.cube.accuracy import expected_error, half_width, scale, sensitivity
from longbien.data.rules.cube.asking import ROWS, WORDS, Question
from longbien.kernel.text import Text
from longbien.ui.charts import Chart, Point
from longbien.ui.language import say

SHARES = (1, 2, 4, 10)
NAMED, DRAWN = 12, 40
CELLS = Text.of(vi="Số người, mỗi người một lần trong một ô", en="How many people, each once in a cell")


@dataclass(frozen=True)
class Exactness:
    """A number asked for a share of the budget: ε, how far off on average, and beyond what once in twenty."""

    measure: Text
    epsilon: int
    error: float
    off: int


@dataclass(frozen=True)
class Side:
    """A dimension in words; `more` counts the values that aren't named."""

    title: Text
    column: str
    mask: Text
    values: tuple[str, ...]
    more: int
    parts: bool


@dataclass(frozen=True)
class Sum:
    """A measure in words, and the bounds of its values."""

    title: Text
    column: str
    low: int
    high: int


def terms_told(cube: Cube, contract: Contract) -> dict[str, Any]:
    """What `data/cubes/terms.html` shows."""
    return {
        "cube": cube, "sides": tuple(sides(cube, contract)), "sums": tuple(sums(cube, contract)),
        "person": contract.column(cube.person),
    }  # fmt: skip


def exactness(cube: Cube, contract: Contract) -> tuple[Exactness, ...]:
    """Of rows and every measure: how exact an answer is for all of the budget, a half, a quarter, a tenth of it."""
    return tuple(
        Exactness(measure_words(name, cube, contract), cube.epsilon // share, expected_error(wide), half_width(wide))
        for name in (ROWS, *(one.column for one in cube.measures))
        for share in SHARES
        for wide in (scale(sensitivity(cube, name), cube.epsilon // share),)
    )


def measure_words(name: str, cube: Cube, contract: Contract) -> Text:
    if name == ROWS and cube.once:
        return CELLS
    if name in WORDS:
        return WORDS[name]
    title = _title(name, contract)
    return Text.of(vi=f"Tổng “{title.in_language('vi')}”", en=f"Sum of “{title.in_language('en')}”")


def _title(name: str, contract: Contract) -> Text:
    column = contract.column(name)
    return column.title if column else Text.of(vi=name, en=name)


def sums(cube: Cube, contract: Contract) -> Iterator[Sum]:
    for one in cube.measures:
        yield Sum(_title(one.column, contract), one.column, one.low, one.high)


def sides(cube: Cube, contract: Contract) -> Iterator[Side]:
    for one in cube.dimensions:
        said = tuple(label(value, one.shown.mask) for value in one.values)
        title, mask = _title(one.shown.column, contract), MASK_WORDS[one.shown.mask.kind]
        yield Side(title, one.shown.column, mask, said[:NAMED], max(len(said) - NAMED, 0), one.parts)


def said_cell(values: tuple[str, ...], cube: Cube, by: tuple[str, ...] | None = None) -> str:
    """A cell by its values: `Ba Đình · 2026-03`; the whole cube has none."""
    masks = {one.shown.column: one.shown.mask for one in cube.dimensions}
    names = cube.names if by is None else by
    return " · ".join(label(value, masks[name]) for name, value in zip(names, values, strict=True)) or _("All of it")


def said_question(asked: Question, cube: Cube, contract: Contract) -> str:
    """`How many rows, by district, where month is 2026-03`."""
    titles = {one.column: say(one.title) for one in sides(cube, contract)}
    parts = [say(measure_words(asked.measure, cube, contract))]
    if asked.by:
        parts.append(_("by %(columns)s") % {"columns": ", ".join(titles[one] for one in asked.by)})
    masks = {one.shown.column: one.shown.mask for one in cube.dimensions}
    for column, values in asked.where:
        said = ", ".join(label(value, masks[column]) for value in values[:NAMED])
        parts.append(f"{titles[column]}: {said}{' …' if len(values) > NAMED else ''}")
    return "; ".join(parts)


def drawn(found: ReleaseView, title: str, cube: Cube) -> Chart | None:
    """The answer as bars, each with what it may be off by; None for one cell or too many."""
    if not 1 < len(found.cells) <= DRAWN:
        return None
    points = tuple(
        Point(n, said_cell(values, cube, found.question.by), number, number - found.off, number + found.off)
        for n, (values, number) in enumerate(found.cells)
    )
    return Chart(title, points, kind="bar", x_title=_("Cell"), unit=_("With noise"))
