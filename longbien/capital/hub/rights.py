"""The hub's `rights/terms.yaml` (fields of use, territories, public purposes) and `rights/agreements/*.yaml`."""

from collections import Counter
from collections.abc import Iterator

from longbien.capital.rules.rights.clauses import CODES
from longbien.capital.rules.rights.order import STAGES
from longbien.capital.rules.rights.right import KINDS
from longbien.capital.rules.rights.terms import lacking
from longbien.capital.rules.rights.trees import looping
from longbien.kernel.hub import Files, Hub, Section, register, shaped
from longbien.kernel.law import NAME, Signed
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import (
    Day,
    Either,
    Finding,
    Line,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Ref,
    Whole,
    Words,
    YesNo,
    code,
    examine,
)
from longbien.kernel.text import Text

WINDOW = r"[1-9]\d{0,3}(wd|wh)"
NODE = MapOf(Record({"name": Words()}, {"within": Line(), "source": Ref("source")}), minimum=1)
TERMS = Record(
    {
        "number": Line(r".*\{year\}.*\{n(:0\d)?\}.*"),
        "fields": NODE,
        "territories": NODE,
        "purposes": MapOf(Record({"name": Words()}, {"source": Ref("source")})),
    },
    {"source": Ref("source")},
)


AGREEMENT = Record(
    {
        "agreement": code(),
        "version": Whole(1, 10_000),
        "title": Words(),
        "about": Words(),
        "as_of": Either((Line(r"\d{4}-\d{2}"), Day())),
        "verified": Signed(),
        "window": Line(WINDOW),
        "legal_basis": ListOf(Record({"source": NAME}, {"note": Words()})),
        "open": ListOf(Words()),
        "clauses": ListOf(Record({"clause": OneOf(CODES), "title": Words(), "text": Words()}), minimum=1),
    },
    {"source": Ref("source")},
)


def check_terms(hub: Hub, files: Files) -> Iterator[Finding]:
    """The shape; that whatever lies within another thing lies within one that is there, and not within itself."""
    for file in files:
        found = examine(file, TERMS, hub.languages)
        yield from found
        if any(isinstance(one, Fault) for one in found):
            continue
        for tree in ("fields", "territories"):
            for name in looping({key: one.get("within") for key, one in file.data[tree].items()}):
                vi, en = f"“{name}” không dẫn lên mục nào cao nhất", f"“{name}” doesn't lead up to a topmost entry"
                yield file.fault((tree, name), Text.of(vi=vi, en=en))


def check_agreements(hub: Hub, files: Files) -> Iterator[Finding]:
    """The shape; every clause that a rule acts by, once."""
    for file in files:
        found = examine(file, AGREEMENT, hub.languages)
        yield from found
        if any(isinstance(one, Fault) for one in found):
            continue
        counted = Counter(one["clause"] for one in file.data["clauses"])
        if missing := lacking(counted):
            named = ", ".join(missing)
            yield file.fault(("clauses",), Text.of(vi=f"thiếu điều khoản: {named}", en=f"lacks clauses: {named}"))
        for twice in (name for name, count in counted.items() if count > 1):
            yield file.fault(("clauses",), Text.of(vi=f"“{twice}” viết hai lần", en=f"“{twice}” stands twice"))


CODES_OF = ListOf(code(), minimum=1)
PLAYED = Record(
    {"kind": OneOf(tuple(KINDS)), "fields": CODES_OF, "territories": CODES_OF, "days": Whole(1, 36_500)},
    {
        "rank": Whole(1, 99), "exclusive": YesNo(), "carve_outs": ListOf(code()), "machine": code(), "hours": Whole(1),
        "window": Line(WINDOW),
    },
)  # fmt: skip
AGREED = Record({"by": code(), "kind": OneOf(("cash",)), "value": Whole(1), "about": Line(), "rights": ListOf(PLAYED)})
DEMONSTRATION = Record(
    {
        "laboratory": code(),
        "template": code(),
        "agreements": ListOf(AGREED, minimum=1),
        "offer": Record(
            {"by": code(), "stage": OneOf(tuple(STAGES)), "what": Line(), "fields": CODES_OF, "territories": CODES_OF,
             "bid": Whole(1)}
        ),
    }
)  # fmt: skip

register(Section("rights/terms.yaml", check_terms))
register(Section("rights/demonstration.yaml", shaped(DEMONSTRATION)))
register(Section("rights/agreements/*.yaml", check_agreements))
