"""What is wrong with a cube of terms, held against the contract of its data set; every fault with its place."""

from collections.abc import Iterator

from longbien.data.rules.agreement.domains import canonical
from longbien.data.rules.agreement.terms import Cube, Dimension, Mask, Measure
from longbien.data.rules.contract.contract import Contract, Kind
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text

MOST_CELLS, MOST_VALUES, MOST_ROWS = 100_000, 1_000, 1_000
MICRO = 1_000_000
LARGEST_EPSILON = 10 * MICRO
FEWEST = 5
LARGEST = 10**9
OWN = ("rows", "people", "cut")
MASKED = {"year": ("date", "timestamp"), "month": ("date", "timestamp"), "round": ("integer",), "first": ("string",)}


def judge_cube(cube: Cube, contract: Contract) -> Iterator[Fault]:
    """Places are those of the form: `person`, `most`, `epsilon`, `k`, `dimensions-0-values` …"""
    if contract.column(cube.person) is None:
        yield _unknown("person", cube.person)
    yield from _protection(cube)
    if not cube.dimensions:
        yield _fault("dimensions", vi="Chọn ít nhất một chiều.", en="Choose at least one dimension.")
    elif cube.size > MOST_CELLS:
        yield _fault("dimensions", vi=f"Nhiều nhất {MOST_CELLS} ô; ở đây {cube.size}.",
                     en=f"At most {MOST_CELLS} cells; these are {cube.size}.")  # fmt: skip
    for place, dimension in enumerate(cube.dimensions):
        yield from _dimension(dimension, place, cube, contract)
    for place, measure in enumerate(cube.measures):
        yield from _measure(measure, place, cube, contract)
    if sum(one.parts for one in cube.dimensions) > 1:
        yield _fault("dimensions", vi="Chỉ một chiều chia người.", en="One dimension alone can part people.")


def _protection(cube: Cube) -> Iterator[Fault]:
    if bool(cube.k) == bool(cube.epsilon):
        yield _fault("protection", vi="Chọn nhiễu hoặc ngưỡng.", en="Choose noise or a threshold.")
    if cube.k and not FEWEST <= cube.k <= MOST_ROWS:
        yield _fault("k", vi=f"Cần một số từ {FEWEST} đến {MOST_ROWS}.",
                     en=f"A number from {FEWEST} to {MOST_ROWS} is needed.")  # fmt: skip
    if not 0 <= cube.epsilon <= LARGEST_EPSILON:
        yield _fault("epsilon", vi="Cần một số trên 0, nhiều nhất 10.", en="A number above 0, at most 10, is needed.")
    if not 1 <= cube.most <= MOST_ROWS:
        yield _fault("most", vi=f"Cần một số từ 1 đến {MOST_ROWS}.", en=f"A number from 1 to {MOST_ROWS} is needed.")


def _dimension(one: Dimension, place: int, cube: Cube, contract: Contract) -> Iterator[Fault]:
    where, column, mask = f"dimensions-{place}", contract.column(one.shown.column), one.shown.mask
    if column is None:
        yield _unknown(f"{where}-column", one.shown.column)
        return
    if cube.names.index(column.name) != place or column.name in (cube.person, *OWN):
        yield _fault(f"{where}-column", vi="Cột này không làm chiều được nữa.", en="This column can't be one more.")
    if column.kind == "number" or (column.kind == "timestamp" and mask.kind not in MASKED):
        yield _fault(f"{where}-mask", vi="Cần chỉ còn tháng hoặc năm, hoặc cột số nguyên.",
                     en="The month or the year alone, or whole numbers, are needed.")  # fmt: skip
    elif mask.kind in ("pseudonym", "blank") or column.kind not in MASKED.get(mask.kind, (column.kind,)):
        yield _fault(f"{where}-mask", vi=f"Không dùng được cho cột kiểu {column.kind}.",
                     en=f"This can't be done to a {column.kind} that is counted by.")  # fmt: skip
    elif mask.kind in ("round", "first") and mask.step < 1:
        yield _fault(f"{where}-step", vi="Cần một số từ 1 trở lên.", en="A number of at least 1 is needed.")
    elif not 1 <= len(one.values) <= MOST_VALUES or len(set(one.values)) < len(one.values):
        yield _fault(f"{where}-values", vi=f"Cần từ 1 đến {MOST_VALUES} giá trị khác nhau.",
                     en=f"1 to {MOST_VALUES} different values are needed.")  # fmt: skip
    elif wrong := [value for value in one.values if not _is_canonical(value, column.kind, mask)]:
        yield _fault(f"{where}-values", vi=f"“{wrong[0]}” không có trong cột này.",
                     en=f"“{wrong[0]}” can't stand in this column.")  # fmt: skip


def _is_canonical(value: str, kind: Kind, mask: Mask) -> bool:
    try:
        return canonical(value, kind, mask) == value
    except ValueError:
        return False


def _measure(one: Measure, place: int, cube: Cube, contract: Contract) -> Iterator[Fault]:
    where, column = f"measures-{place}", contract.column(one.column)
    if column is None:
        yield _unknown(f"{where}-column", one.column)
        return
    names = [measure.column for measure in cube.measures]
    if (
        column.kind not in ("integer", "number")
        or names.index(one.column) != place
        or one.column in (*cube.names, *OWN)
    ):
        yield _fault(f"{where}-column", vi="Cột này không cộng được.", en="This column can't be added up.")
    if not -LARGEST <= one.low < one.high <= LARGEST:
        yield _fault(f"{where}-high", vi="Giới hạn trên phải lớn hơn giới hạn dưới.",
                     en="The upper bound must be above the lower one.")  # fmt: skip


def _unknown(where: str, column: str) -> Fault:
    return _fault(where, vi=f"Bộ dữ liệu không có cột “{column}”.", en=f"The data set has no column “{column}”.")


def _fault(where: str, *, vi: str, en: str) -> Fault:
    return Fault(where, Text.of(vi=vi, en=en))
