"""The hub's `deals/confidence.yaml`: what whoever enters a data room accepts; and deals to try."""

from longbien.capital.rules.deals.sheets import INSTRUMENTS, RIGHTS
from longbien.kernel.hub import Section, register, shaped
from longbien.kernel.law import BASIS, Signed
from longbien.kernel.shape import Day, Either, Line, ListOf, OneOf, Record, Ref, Shape, Whole, Words, YesNo, code

CONFIDENCE = Record(
    {
        "version": Whole(1, 10_000),
        "title": Words(),
        "text": Words(),
        "as_of": Either((Line(r"\d{4}-\d{2}"), Day())),
        "verified": Signed(),
    },
    {"basis": BASIS, "source": Ref("source")},
)
SHEET = Record(
    {"instrument": OneOf(tuple(INSTRUMENTS)), "amount": Whole(1, 10**15)},
    {
        "cap": Whole(1, 10**15), "pre_money": Whole(1, 10**15), "discount": Whole(0, 99), "pool": Whole(0, 99),
        "rights": ListOf(OneOf(tuple(RIGHTS))),
    },
)  # fmt: skip
HOLDER = Record({"holder": Line(), "shares": Whole(1, 10**12)}, {"is_person": YesNo()})
DECIDED: dict[str, Shape] = {
    "summary": Line(),
    "resolution": Line(),
    "closed": Record({"amount": Whole(1, 10**15), "reason": Line()}),
    "place": Line(),
    "document": Record({"name": Line(r".+\.pdf"), "title": Line()}),
    "table": ListOf(HOLDER, minimum=1),
}
DEAL = Record({"company": code(), "about": Line(), "memo": Line(r"(?s).+"), "sheet": SHEET}, DECIDED)
DEMO_DAY = Record(
    {
        "title": Line(),
        "place": Line(),
        "in_days": Whole(0, 365),
        "pitch": Record({"company": code(), "about": Line()}),
        "interested": Record({"investor": code(), "note": Line()}),
    }
)
COHORT = Record(
    {
        "title": Line(), "about": Line(), "company": code(), "asks": Line(), "reason": Line(), "milestone": Line(),
        "declared": Line(), "meeting": Line(),
        "follow_on": Record({"investor": Line(), "amount": Whole(1, 10**15), "paper": Line(r".+\.txt")}),
    }
)  # fmt: skip
DEMONSTRATION = Record(
    {"fund": code(), "lead": code(), "deals": ListOf(DEAL, minimum=1)}, {"demo_day": DEMO_DAY, "cohort": COHORT}
)

register(Section("deals/confidence.yaml", shaped(CONFIDENCE)))
register(Section("deals/demonstration.yaml", shaped(DEMONSTRATION)))
