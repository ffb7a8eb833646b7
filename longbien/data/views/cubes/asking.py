"""What may be asked of a cube, as a form, and the question that its answers are."""

from collections.abc import Iterator
from typing import Any

from longbien.data.rules.agreement.domains import label
from longbien.data.rules.agreement.terms import Cube
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.cube.asking import CUT, PEOPLE, ROWS, Question
from longbien.data.rules.cube.epsilon import read_epsilon
from longbien.data.views.told import measure_words, sides
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.ui.fields import Choice, Field

LISTED = 40
FRESH = {"measure": ROWS, "epsilon": "0.1"}
FAULTY = Text.of(vi="Cần một số như 0,25.", en="A number such as 0.25 is needed.")
EVERY = Text.of(vi="Không chọn: mọi giá trị.", en="None chosen: every value.")


def fields_of(cube: Cube, contract: Contract) -> tuple[Field, ...]:
    by = tuple(Choice(one.column, one.title) for one in sides(cube, contract))
    return (
        Field("measure", "choice", Text.of(vi="Con số", en="Number"), required=True,
              choices=tuple(_measures(cube, contract))),
        Field("by", "choices", Text.of(vi="Chia theo", en="By"), choices=by),
        *_among(cube, contract),
        Field("epsilon", "text", Text.of(vi="ε cho câu hỏi này", en="ε for this question"),
              Text.of(vi="Nhiều hơn thì chính xác hơn, và ngân sách hết nhanh hơn.",
                      en="More is more exact, and the budget is spent sooner."), required=True, maximum=10),
    )  # fmt: skip


def _measures(cube: Cube, contract: Contract) -> Iterator[Choice]:
    for name in (ROWS, *(one.column for one in cube.measures), PEOPLE, CUT):
        yield Choice(name, measure_words(name, cube, contract))


def _among(cube: Cube, contract: Contract) -> Iterator[Field]:
    """Of dimensions with few values: which of them count."""
    for one, side in zip(cube.dimensions, sides(cube, contract), strict=True):
        if 1 < len(one.values) <= LISTED:
            values = tuple(Choice(value, _plain(label(value, one.shown.mask))) for value in one.values)
            yield Field(f"where-{side.column}", "choices", side.title, EVERY, choices=values)


def _plain(said: str) -> Text:
    return Text.of(vi=said, en=said)


def question_of(data: dict[str, Any], cube: Cube) -> tuple[Question, int]:
    """The question and its ε in millionths. Refusal (422) when that is no number."""
    where = tuple((name, tuple(data[f"where-{name}"])) for name in cube.names if data.get(f"where-{name}"))
    try:
        epsilon = read_epsilon(data["epsilon"])
    except ValueError:
        raise Refusal("question", FAULTY, faults=(Fault("epsilon", FAULTY),)) from None
    return Question(data["measure"], tuple(data.get("by") or ()), where), epsilon
