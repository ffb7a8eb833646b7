"""The hub's `demonstration/`: `data/*.yaml`: agreements that a first user finds in force; `requests/*.yaml`: what waits
for a steward's decision; `gaps/*.yaml`: by when missing data is to come; `duties/*.yaml`: what persons asked, what went
wrong, who was erased; `harvest/`: catalogues of others, already read."""

from collections.abc import Iterator

from longbien.data.hub.contracts import COLUMN_NAME, check
from longbien.data.rules.agreement.terms import MASKS, OPERATORS
from longbien.kernel.hub import Files, Hub, Section, register, shaped
from longbien.kernel.shape import Anything, Finding, Line, ListOf, MapOf, OneOf, Record, Ref, Whole, code

SHOWN = Record({"column": Line(COLUMN_NAME), "mask": OneOf(MASKS)}, {"step": Whole(1)})
ROWS = Record({"column": Line(COLUMN_NAME), "operator": OneOf(OPERATORS), "values": ListOf(Line())})
DEMONSTRATION = Record(
    {
        "data_set": Ref("data-set"), "steward": code(), "signs": code(), "recipient": code(), "purpose": Line(),
        "days": Whole(1, 3650), "columns": ListOf(SHOWN, minimum=1), "rows": ListOf(ROWS),
    },
    {"dossiers": MapOf(MapOf(Line())), "questions": ListOf(Record({"name": Line(), "statement": Line()}))},
)  # fmt: skip
register(Section("demonstration/data/*.yaml", shaped(DEMONSTRATION)))

PROMISED = Record({"gap": code(), "owner": code(), "days": Whole(1, 3650)})
GAPS = Record({"steward": code(), "promises": ListOf(PROMISED, minimum=1)})
REQUEST = Record(
    {
        "procedure": Ref("procedure"), "applicant": code(), "days": Whole(1, 3650), "answers": Anything(),
        "officer": Record({"is": code(), "do": Line("[a-z_]+")}), "opinion": Anything(),
    }
)  # fmt: skip
register(Section("demonstration/gaps/*.yaml", shaped(GAPS)))
register(Section("demonstration/requests/*.yaml", shaped(REQUEST)))
DUTIES = Record(
    {
        "data_set": Ref("data-set"), "steward": code(), "applicant": code(), "erased": Line(),
        "consents": ListOf(Record({"person": Line(), "purpose": Line(), "how": Line()})),
        "breach": Record({"words": Line(), "persons": Whole(0), "hours_ago": Whole(0)}),
        "request": Record({"procedure": Ref("procedure"), "data": MapOf(Line(), key="[a-z_]+")}),
    }
)  # fmt: skip
register(Section("demonstration/duties/*.yaml", shaped(DUTIES)))


def as_they_are(hub: Hub, files: Files) -> Iterator[Finding]:
    """Read when they are harvested, as those of strangers are."""
    return iter(())


register(Section("demonstration/harvest/*.yaml", check))
register(Section("demonstration/harvest/*.ttl", as_they_are))
register(Section("demonstration/harvest/*.csv", as_they_are))
