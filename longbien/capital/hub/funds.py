"""The hub's `vehicles/*.yaml`: the rules for one kind of fund a file. `demonstration/funds/*.yaml`: funds to try."""

from collections.abc import Iterator
from dataclasses import dataclass

from longbien.capital.actions.funds.adopt_pack import adopt_pack
from longbien.capital.rules.funds.script import VERBS
from longbien.capital.rules.investing.terms import DistributionShape
from longbien.capital.rules.vehicles.measures import CODES, kind_of
from longbien.kernel.hub import Section, register, shaped
from longbien.kernel.law import BASIS, DATES, NAME, PACK, packs
from longbien.kernel.shape import Anything, Finding, Line, ListOf, OneOf, Record, Ref, Shape, Spot, Whole, Words, code

CITED: dict[str, Shape] = {"article": NAME, "source": NAME, "basis": BASIS}
MONEY = Record({"minor": Line(r"[1-9][0-9]{0,17}"), "currency": Line("[A-Z]{3}")})
LIMIT_OF: dict[str, Shape] = {"money": MONEY, "share": Whole(0, 100), "count": Whole(0, 100_000)}


@dataclass(frozen=True)
class Limit:
    """`{measure: …, at_most: …}` or `at_least`, in what the measure is counted in: money, percent, a number."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        measure = at.value.get("measure") if isinstance(at.value, dict) else None
        bound: Shape = LIMIT_OF[kind_of(measure)] if measure in CODES else Anything()
        yield from Record({"measure": OneOf(CODES)}, {"at_most": bound, "at_least": bound, **CITED}).examine(at)
        if isinstance(at.value, dict) and not {"at_most", "at_least"} & at.value.keys():
            yield at.fault(vi="cần at_most hoặc at_least", en="at_most or at_least is needed")


FUND = Record(
    {**PACK, "form": Words(), "limits": ListOf(Limit())},
    {
        "provisions": ListOf(Record({"text": Words()}, CITED)),
        "pilot": Record({"months": Whole(1, 1200), "review_after_months": Whole(1, 1200)}, CITED),
        **DATES,
    },
)
register(packs("vehicles/*.yaml", FUND, adopt_pack, "fund-rules"))

SCENE = Record(
    required={"do": OneOf(VERBS), "by": code(), "days_ago": Whole(0, 3650)},
    optional={
        "investor": code(),
        "amount": MONEY,
        "source": Line(),
        "text": Line(),
        "kind": code(),
        "due_in": Whole(0, 365),
        "number": Whole(1, 99),
        "company": code(),
        "share": Line(r"[0-9.]+"),
        "rate": Line(r"[0-9.]+"),
        "inputs": ListOf(Line()),
    },
)
FEE = ListOf(ListOf(Line(r"[0-9.]+"), minimum=2, maximum=2))
SCRIPT = Record(
    {
        "fund": code(),
        "name": Words(),
        "rules": Ref("fund-rules"),
        "charter": MONEY,
        "board_seats": Whole(0, 99),
        "terms": Record(
            {
                "term_years": Whole(1, 50),
                "notice_days": Whole(0, 365),
                "grace_days": Whole(0, 365),
                "equalisation_percent": Line(r"[0-9.]+"),
                "fee_percent": FEE,
            },
            {"distribution": DistributionShape()},
        ),
        "scenes": ListOf(SCENE, minimum=1),
    }
)
register(Section("demonstration/funds/*.yaml", shaped(SCRIPT)))
