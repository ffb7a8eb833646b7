"""The hub's `demonstration/cubes/*.yaml`: cubes with noise that a first user finds published and asked."""

from longbien.data.hub.contracts import COLUMN_NAME
from longbien.data.rules.agreement.terms import MASKS
from longbien.kernel.hub import Section, register, shaped
from longbien.kernel.shape import Line, ListOf, OneOf, Record, Ref, Whole, YesNo, code

DIMENSION = Record(
    {"column": Line(COLUMN_NAME), "mask": OneOf(MASKS), "values": ListOf(Line(), minimum=1)},
    {"step": Whole(1), "parts": YesNo()},
)
MEASURE = Record({"column": Line(COLUMN_NAME), "low": Line(r"-?\d{1,9}"), "high": Line(r"-?\d{1,9}")})
QUESTION = Record({"measure": Line(COLUMN_NAME), "by": ListOf(Line(COLUMN_NAME)), "epsilon": Line(r"\d+(\.\d{1,6})?")})
DEMONSTRATION = Record(
    {
        "data_set": Ref("data-set"), "steward": code(), "signs": code(), "recipient": code(), "purpose": Line(),
        "days": Whole(1, 3650), "person": Line(COLUMN_NAME), "most": Whole(1), "once": YesNo(),
        "epsilon": Line(r"\d+(\.\d{1,6})?"), "dimensions": ListOf(DIMENSION, minimum=1), "measures": ListOf(MEASURE),
        "questions": ListOf(QUESTION),
    }
)  # fmt: skip
register(Section("demonstration/cubes/*.yaml", shaped(DEMONSTRATION)))
