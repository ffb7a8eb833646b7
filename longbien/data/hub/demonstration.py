"""The hub's `demonstration/data/*.yaml`: agreements that a first user finds in force."""

from longbien.data.hub.contracts import COLUMN_NAME
from longbien.data.rules.agreement.terms import MASKS, OPERATORS
from longbien.kernel.hub import Section, register, shaped
from longbien.kernel.shape import Line, ListOf, OneOf, Record, Ref, Whole, code

SHOWN = Record({"column": Line(COLUMN_NAME), "mask": OneOf(MASKS)}, {"step": Whole(1)})
ROWS = Record({"column": Line(COLUMN_NAME), "operator": OneOf(OPERATORS), "values": ListOf(Line())})
DEMONSTRATION = Record(
    {
        "data_set": Ref("data-set"), "steward": code(), "signs": code(), "recipient": code(), "purpose": Line(),
        "days": Whole(1, 3650), "columns": ListOf(SHOWN, minimum=1), "rows": ListOf(ROWS),
    },
    {"questions": ListOf(Record({"name": Line(), "statement": Line()}))},
)  # fmt: skip
register(Section("demonstration/data/*.yaml", shaped(DEMONSTRATION)))
