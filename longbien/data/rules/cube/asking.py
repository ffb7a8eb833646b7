"""What may be asked of a cube, in one canonical form: equal questions have equal digests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from longbien.data.rules.agreement.judging_cubes import LARGEST_EPSILON
from longbien.data.rules.agreement.terms import Cube
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical

ROWS, PEOPLE, CUT = "rows", "people", "cut"
SMALLEST_EPSILON = 1_000
WORDS: Mapping[str, Text] = {
    ROWS: Text.of(vi="Số dòng", en="How many rows"),
    PEOPLE: Text.of(vi="Số người", en="How many people"),
    CUT: Text.of(vi="Số người bị bớt dòng vì giới hạn", en="How many people had rows left out by the bound"),
}


@dataclass(frozen=True)
class Question:
    """`measure` (`rows`, `people`, `cut` or a column), by dimensions, among values of dimensions."""

    measure: str
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()


def canonical_question(asked: Question, cube: Cube) -> Question:
    """Dimensions and values in their declared order; what leaves nothing out isn't said."""
    where = dict(asked.where)
    kept = []
    for one in cube.dimensions:
        column = one.shown.column
        chosen = tuple(value for value in one.values if value in where.get(column, one.values))
        if len(chosen) < len(one.values):
            kept.append((column, chosen))
    return Question(asked.measure, tuple(one for one in cube.names if one in asked.by), tuple(kept))


def write_question(asked: Question) -> dict[str, Any]:
    return {
        "measure": asked.measure,
        "by": list(asked.by),
        "where": {name: list(values) for name, values in asked.where},
    }


def read_question(data: Mapping[str, Any], cube: Cube) -> Question:
    """Back from JSON, canonical: an object of JSON has no order."""
    where = tuple((name, tuple(values)) for name, values in data["where"].items())
    return canonical_question(Question(data["measure"], tuple(data["by"]), where), cube)


def digest(asked: Question, edition: int) -> str:
    """SHA-256 of a canonical question about an edition."""
    return sha256(canonical(write_question(asked) | {"edition": edition})).hexdigest()


def judge_question(asked: Question, cube: Cube, epsilon: int) -> tuple[Fault, ...]:
    """Every fault of a question as it was asked, before it is made canonical."""
    return tuple((*_measure(asked, cube), *_where(asked, cube), *_epsilon(epsilon)))


def _measure(asked: Question, cube: Cube) -> Iterator[Fault]:
    if asked.measure not in (ROWS, PEOPLE, CUT, *(one.column for one in cube.measures)):
        yield _fault("measure", vi="Khối không có số liệu này.", en="The cube has no such number.")
    if asked.measure in (PEOPLE, CUT) and (asked.by or asked.where):
        yield _fault("by", vi="Số người chỉ hỏi được cho cả khối.", en="People are counted for the whole cube alone.")
    if unknown := [one for one in asked.by if one not in cube.names]:
        yield _fault("by", vi=f"Khối không có chiều “{unknown[0]}”.", en=f"The cube has no dimension “{unknown[0]}”.")


def _where(asked: Question, cube: Cube) -> Iterator[Fault]:
    declared = dict(zip(cube.names, (one.values for one in cube.dimensions), strict=True))
    for column, values in asked.where:
        where = f"where-{column}"
        if column not in declared:
            yield _fault(where, vi=f"Khối không có chiều “{column}”.", en=f"The cube has no dimension “{column}”.")
        elif not values or not set(values) <= set(declared[column]):
            yield _fault(where, vi="Chọn trong các giá trị đã khai.", en="Choose among the declared values.")


def _epsilon(epsilon: int) -> Iterator[Fault]:
    if not SMALLEST_EPSILON <= epsilon <= LARGEST_EPSILON:
        yield _fault("epsilon", vi="Cần một số từ 0,001 đến 10.", en="A number from 0.001 to 10 is needed.")


def _fault(where: str, *, vi: str, en: str) -> Fault:
    return Fault(where, Text.of(vi=vi, en=en))
