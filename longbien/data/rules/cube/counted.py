"""Cells as numbers: where each stands among the declared ones, and their sums by fewer dimensions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from longbien.data.rules.agreement.terms import Cube
from longbien.data.rules.cube.asking import CUT, PEOPLE, ROWS, Question


@dataclass(frozen=True)
class Cell:
    """What is kept in one cell: its values, its rows, the sum of each measure."""

    values: tuple[str, ...]
    rows: int
    sums: tuple[int, ...] = ()


@dataclass(frozen=True)
class Counted:
    """The cells that have rows, how many people are in them, and of how many something was left out."""

    cells: tuple[Cell, ...]
    people: int
    cut: int


def answer(counted: Counted, question: Question, cube: Cube) -> list[int]:
    """The true numbers, one for each of `labels`. They never leave the platform: noise is added first."""
    if question.measure in (PEOPLE, CUT):
        return [counted.people if question.measure == PEOPLE else counted.cut]
    places = {values: place for place, values in enumerate(labels(question, cube))}
    by = [cube.names.index(one) for one in question.by]
    among = [(cube.names.index(column), frozenset(values)) for column, values in question.where]
    found = [0] * len(places)
    for cell in counted.cells:
        if all(cell.values[place] in values for place, values in among):
            found[places[tuple(cell.values[place] for place in by)]] += _number(cell, question.measure, cube)
    return found


def _number(cell: Cell, measure: str, cube: Cube) -> int:
    if measure == ROWS:
        return cell.rows
    return cell.sums[[one.column for one in cube.measures].index(measure)]


def labels(question: Question, cube: Cube) -> Sequence[tuple[str, ...]]:
    """The cells that a question is answered by, whether anything stands in them or not."""
    wanted = dict(question.where)
    declared = dict(zip(cube.names, (one.values for one in cube.dimensions), strict=True))
    axes: Iterable[tuple[str, ...]] = (wanted.get(one, declared[one]) for one in question.by)
    return tuple(product(*axes))
