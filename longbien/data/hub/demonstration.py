"""The hub's `demonstration/`: agreements that a first user finds in force, and catalogues of others, already read."""

from collections.abc import Iterator

from longbien.data.hub.contracts import COLUMN_NAME, check
from longbien.data.rules.agreement.terms import MASKS, OPERATORS
from longbien.kernel.hub import Files, Hub, Section, register, shaped
from longbien.kernel.shape import Finding, Line, ListOf, OneOf, Record, Ref, Whole, code

SHOWN = Record({"column": Line(COLUMN_NAME), "mask": OneOf(MASKS)}, {"step": Whole(1)})
ROWS = Record({"column": Line(COLUMN_NAME), "operator": OneOf(OPERATORS), "values": ListOf(Line())})
DEMONSTRATION = Record(
    {
        "data_set": Ref("data-set"), "steward": code(), "signs": code(), "recipient": code(), "purpose": Line(),
        "days": Whole(1, 3650), "columns": ListOf(SHOWN, minimum=1), "rows": ListOf(ROWS),
    }
)  # fmt: skip
register(Section("demonstration/data/*.yaml", shaped(DEMONSTRATION)))


def as_they_are(hub: Hub, files: Files) -> Iterator[Finding]:
    """Read when they are harvested, as those of strangers are."""
    return iter(())


register(Section("demonstration/harvest/*.yaml", check))
register(Section("demonstration/harvest/*.ttl", as_they_are))
register(Section("demonstration/harvest/*.csv", as_they_are))
