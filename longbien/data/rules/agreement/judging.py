"""What is wrong with terms, held against the contract of their data set; every fault with its place."""

import re
from collections.abc import Iterator
from datetime import date
from math import isfinite

from longbien.data.rules.agreement.judging_cubes import judge_cube
from longbien.data.rules.agreement.terms import Condition, Cube, Shown, Terms
from longbien.data.rules.contract.contract import Column, Contract
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text

MOST_STEPS = {"round": 10**15, "first": 1000}
FITS = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "date": (date,),
    "timestamp": (date,),
}  # fmt: skip
ORDERED = ("integer", "number", "date", "timestamp")
MASKED_KINDS = {
    "year": ("date", "timestamp"), "month": ("date", "timestamp"), "round": ("integer", "number"), "first": ("string",),
    "pseudonym": ("string", "integer", "boolean", "date", "timestamp"),  # engines write other numbers differently
}  # fmt: skip


def judge(terms: Terms, contract: Contract, *, today: date) -> tuple[Fault, ...]:
    """Every fault at once; none when the terms can be agreed on."""
    shown = _columns(terms, contract) if terms.cube is None else _cubed(terms, terms.cube, contract)
    return tuple((*shown, *_rows(terms, contract), *_rest(terms, today)))


def _cubed(terms: Terms, cube: Cube, contract: Contract) -> Iterator[Fault]:
    if terms.columns:
        yield _fault("columns", vi="Khối dữ liệu không hiện cột nào.", en="A cube shows no column.")
    yield from judge_cube(cube, contract)


def _columns(terms: Terms, contract: Contract) -> Iterator[Fault]:
    if not terms.columns:
        yield _fault("columns", vi="Chọn ít nhất một cột.", en="Choose at least one column.")
    for place, shown in enumerate(terms.columns):
        where, column = f"columns-{place}-mask", contract.column(shown.column)
        if column is None:
            yield _unknown(f"columns-{place}-column", shown.column)
        elif terms.names.index(shown.column) != place:
            yield _fault(f"columns-{place}-column", vi="Cột này đã chọn ở trên.", en="This column is chosen above.")
        else:
            yield from _mask(shown, column, where)


def _mask(shown: Shown, column: Column, where: str) -> Iterator[Fault]:
    mask = shown.mask
    kinds = MASKED_KINDS.get(mask.kind)
    if kinds and column.kind not in kinds:
        yield _fault(
            where, vi=f"Không dùng được cho cột kiểu {column.kind}.", en=f"This can't be done to a {column.kind}."
        )
    most = MOST_STEPS.get(mask.kind)
    if most and not 1 <= mask.step <= most:
        yield _fault(where, vi=f"Cần một số từ 1 đến {most}.", en=f"A number of at least 1 is needed, at most {most}.")
    if column.classified == "sensitive" and mask.kind not in ("blank", "pseudonym"):
        yield _fault(
            where,
            vi="Dữ liệu nhạy cảm chỉ được cấp khi thay bằng mã hoặc để trống.",
            en="Sensitive data are given as a code or left blank only.",
        )


def _rows(terms: Terms, contract: Contract) -> Iterator[Fault]:
    for place, one in enumerate(terms.rows):
        column = contract.column(one.column)
        if column is None:
            yield _unknown(f"rows-{place}-column", one.column)
        else:
            yield from _condition(one, column, f"rows-{place}-values")


def _condition(one: Condition, column: Column, where: str) -> Iterator[Fault]:
    if one.operator == "is-missing":
        if one.values:
            yield _fault(where, vi="Điều kiện này không cần giá trị.", en="This condition takes no value.")
        return
    most = 1000 if one.operator == "one-of" else 1
    if not 1 <= len(one.values) <= most:
        vi = f"Cần từ 1 đến {most} giá trị." if most > 1 else "Cần đúng một giá trị."
        yield _fault(where, vi=vi, en=f"1 to {most} values are needed." if most > 1 else "One value is needed.")
    if one.operator in ("at-least", "at-most") and column.kind not in ORDERED:
        yield _fault(where, vi="Cột này không có thứ tự.", en="This column has no order.")
    if any(not _fits(value, column) for value in one.values):
        yield _fault(where, vi=f"Giá trị phải là {column.kind}.", en=f"Values must be of the kind {column.kind}.")


def _fits(value: object, column: Column) -> bool:
    if isinstance(value, bool):
        return column.kind == "boolean"
    return isinstance(value, FITS[column.kind]) and (not isinstance(value, float) or isfinite(value))


def _rest(terms: Terms, today: date) -> Iterator[Fault]:
    if not terms.purpose.strip():
        yield _fault("purpose", vi="Nêu mục đích.", en="Say what for.")
    if terms.until < today:
        yield _fault("until", vi="Ngày này đã qua.", en="This day is over.")
    if any(not re.fullmatch("[A-Z]{2}", one) for one in terms.territory):
        yield _fault("territory", vi="Mỗi nước ghi bằng hai chữ cái, như SG.", en="Two letters a country, such as SG.")


def _unknown(where: str, column: str) -> Fault:
    return _fault(where, vi=f"Bộ dữ liệu không có cột “{column}”.", en=f"The data set has no column “{column}”.")


def _fault(where: str, *, vi: str, en: str) -> Fault:
    return Fault(where, Text.of(vi=vi, en=en))
