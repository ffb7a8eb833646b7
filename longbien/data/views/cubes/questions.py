"""What the form of a cube asks, and the terms that its answers are."""

from dataclasses import replace
from typing import Any, cast

from longbien.data.rules.agreement import typed
from longbien.data.rules.agreement.domains import expand
from longbien.data.rules.agreement.terms import MASK_WORDS, Cube, Dimension, Mask, MaskKind, Measure, Shown, Terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.cube.epsilon import read_epsilon
from longbien.data.views.agreements import questions
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.ui.fields import Choice, Field

MOST_DIMENSIONS, MOST_MEASURES, BOUND = 8, 8, 10**9
COUNTED_BY: tuple[MaskKind, ...] = ("as-is", "month", "year", "round", "first")
NOISE, THRESHOLD = "noise", "threshold"


def fields_of(contract: Contract) -> tuple[Field, ...]:
    """Those of every agreement but the columns, and those of the cube."""
    common = {one.name: one for one in questions.fields_of(contract)}
    rows = common.pop("rows")
    del common["columns"]
    return (*common.values(), *_protection(contract), _dimensions(contract), _measures(contract), rows)


def _protection(contract: Contract) -> tuple[Field, ...]:
    columns = tuple(Choice(one.name, one.title) for one in contract.columns)
    return (
        Field("person", "choice", Text.of(vi="Cột chỉ người được bảo vệ", en="Column of the person who is protected"),
              required=True, choices=columns),
        Field(
            "protection", "choice", Text.of(vi="Cách bảo vệ", en="How they are protected"), required=True,
            choices=(
                Choice(NOISE, Text.of(vi="Nhiễu: riêng tư vi sai, có ngân sách ε",
                                      en="Noise: differential privacy within a budget of ε")),
                Choice(THRESHOLD, Text.of(vi="Ngưỡng: số đúng, giấu ô có ít hơn k người",
                                          en="A threshold: exact numbers, cells of fewer than k people withheld")),
            ),
        ),
        Field("epsilon", "text", Text.of(vi="Ngân sách ε", en="Budget of ε"),
              Text.of(vi="Chỉ khi có nhiễu. Ví dụ 1. Càng nhỏ càng riêng tư, và càng kém chính xác.",
                      en="With noise. For example 1. The smaller, the more private and the less exact."), maximum=10),
        Field("most", "number", Text.of(vi="Mỗi người được tính nhiều nhất bao nhiêu dòng",
                                        en="How many rows of a person are counted at most"),
              Text.of(vi="Chỉ khi có nhiễu. Phần vượt bị bỏ: xem trước cho biết mất bao nhiêu.",
                      en="With noise. What is beyond is left out: the preview says how much."),
              minimum=1, maximum=1000),
        Field("once", "yesno", Text.of(vi="Mỗi người chỉ tính một lần trong một ô?",
                                       en="Does a person count once in a cell?")),
        Field("k", "number", Text.of(vi="Ngưỡng k", en="Threshold k"), Text.of(vi="Chỉ khi dùng ngưỡng.",
              en="With a threshold."), minimum=5, maximum=1000),
    )  # fmt: skip


def _dimensions(contract: Contract) -> Field:
    columns = tuple(Choice(one.name, one.title) for one in contract.columns)
    masks = tuple(Choice(kind, MASK_WORDS[kind]) for kind in COUNTED_BY)
    return Field(
        "dimensions", "group", Text.of(vi="Đếm theo", en="Counted by"), required=True, min_rows=1,
        max_rows=MOST_DIMENSIONS,
        fields=(
            Field("column", "choice", Text.of(vi="Cột", en="Column"), required=True, choices=columns),
            Field("mask", "choice", Text.of(vi="Cách hiện", en="How it is shown"), required=True, choices=masks),
            Field("step", "number", Text.of(vi="Bước, hoặc số ký tự", en="Step, or how many characters"),
                  minimum=1, maximum=1_000_000_000),
            Field("values", "longtext", Text.of(vi="Các giá trị", en="Values"),
                  Text.of(vi="Khai trước, không lấy từ dữ liệu: a; b; c, hoặc 2026-01..2026-12.",
                          en="Declared, not taken from the data: a; b; c, or 2026-01..2026-12."),
                  required=True, maximum=20_000),
            Field("parts", "yesno", Text.of(vi="Mỗi người chỉ thuộc một giá trị?",
                                            en="Does each person stand in one value alone?")),
        ),
    )  # fmt: skip


def _measures(contract: Contract) -> Field:
    numbers = tuple(Choice(one.name, one.title) for one in contract.columns if one.kind in ("integer", "number"))
    return Field(
        "measures", "group", Text.of(vi="Cộng thêm cột", en="Columns that are added up"),
        Text.of(vi="Giá trị ngoài giới hạn bị kéo về giới hạn.", en="Values beyond a bound are moved to it."),
        max_rows=MOST_MEASURES if numbers else 0,
        fields=(
            Field("column", "choice", Text.of(vi="Cột", en="Column"), required=True, choices=numbers),
            Field("low", "number", Text.of(vi="Từ", en="From"), required=True, minimum=-BOUND, maximum=BOUND),
            Field("high", "number", Text.of(vi="Đến", en="To"), required=True, minimum=-BOUND, maximum=BOUND),
        ),
    )  # fmt: skip


def terms_of(data: dict[str, Any], contract: Contract) -> tuple[Terms, tuple[Fault, ...]]:
    """The terms, and what could not be read of them."""
    bare, found = typed.terms_of({**data, "columns": []}, contract)
    faults = [*found]
    noisy = data["protection"] == NOISE
    made = Cube(
        person=data["person"],
        dimensions=tuple(_dimension(row, n, contract, faults) for n, row in enumerate(data["dimensions"])),
        measures=tuple(Measure(one["column"], one["low"], one["high"]) for one in data.get("measures", ())),
        most=data.get("most") or 1,
        once=bool(data.get("once")),
        epsilon=_epsilon(data.get("epsilon", ""), faults) if noisy else 0,
        k=0 if noisy else data.get("k") or 0,
    )
    if noisy and not data.get("most"):
        faults.append(Fault("most", Text.of(vi="Cần một số từ 1.", en="A number of at least 1 is needed.")))
    return replace(bare, cube=made), tuple(faults)


def _dimension(row: dict[str, Any], n: int, contract: Contract, faults: list[Fault]) -> Dimension:
    column, mask = contract.column(row["column"]), Mask(cast(MaskKind, row["mask"]), row.get("step") or 0)
    values: tuple[str, ...] = ()
    try:
        values = expand(row["values"], column.kind if column else "string", mask)
    except ValueError as error:
        what = Text.of(vi=f"Không đọc được “{error}”.", en=f"“{error}” could not be read.")
        faults.append(Fault(f"dimensions-{n}-values", what))
    return Dimension(Shown(row["column"], mask), values, bool(row.get("parts")))


def _epsilon(said: str, faults: list[Fault]) -> int:
    try:
        return read_epsilon(said)
    except ValueError:
        what = Text.of(vi="Cần một số như 1 hoặc 0,5.", en="A number such as 1 or 0.5 is needed.")
        faults.append(Fault("epsilon", what))
        return 0
