"""The hub's `procurement/*.yaml`: one route for orders, grants, adoption or pilots a file, each with the law it cites.

An order keeps its own copy of its route, so nothing is taken in when a hub is loaded. `demonstration/orders/*.yaml`:
orders and solutions to try.
"""

from longbien.capital.hub.funds import MONEY
from longbien.capital.rules.orders.criteria import BOUNDS, FIGURES
from longbien.capital.rules.orders.routes import ACCEPTANCE, DOSSIER, KINDS
from longbien.kernel.hub import Section, register, shaped
from longbien.kernel.law import BASIS, DATES, NAME, PACK, packs
from longbien.kernel.shape import Line, ListOf, OneOf, Record, Shape, Whole, Words, code

SPAN = Line(r"[1-9]\d{0,3}(wd|wh)")
ROUTE = Record(
    {
        **PACK,
        "kind": OneOf(tuple(KINDS)),
        "about": Words(),
        "number": Line(r".*\{year\}.*\{n(:0\d)?\}.*"),
        "evidence": OneOf((DOSSIER, ACCEPTANCE)),
        "accept_within": SPAN,
        "decide_within": SPAN,
    },
    {
        "provisions": ListOf(Record({"text": Words()}, {"article": NAME, "source": NAME, "basis": BASIS})),
        "pay_within": SPAN,
        **DATES,
    },
)
ROUTES = packs("procurement/*.yaml", ROUTE, lambda *content, **more: None, "route")
register(Section(ROUTES.pattern, ROUTES.check))

CRITERION = Record({"figure": OneOf(tuple(FIGURES)), "bound": OneOf(tuple(BOUNDS)), "value": Whole(0)})
PART: dict[str, Shape] = {"title": Line(), "kpi": Whole(0, 50), "amount": MONEY, "days": Whole(1, 3650)}
TOLD: dict[str, Shape] = {"route": code(), "problem": code(), "title": Line(), "about": Line()}
DELIVERED = Record({"note": Line(), "measured": Line(), "accepted": Line()})
DEMONSTRATION = Record(
    {
        "orders": code(),
        "people": Record(dict.fromkeys(("appropriates", "prepares", "signs", "supplies"), code())),
        "budget": Record({"amount": MONEY, "decision": Line()}),
        "order": Record(
            {**TOLD, "parts": ListOf(Record(PART, {"criterion": CRITERION}), minimum=1), "delivered": ListOf(DELIVERED)}
        ),
        "solution": Record(
            {**TOLD, "terms": Line(), "listed": Line(), "parts": ListOf(Record(PART), minimum=1)}, {"where": Line()}
        ),
    },
    {
        "pilot": Record(
            {
                "by": code(),
                "route": code(),
                "title": Line(),
                "about": Line(),
                "paper": Line(r".+\.txt"),
                "parts": ListOf(Record(PART, {"criterion": CRITERION}), minimum=1),
                "delivered": DELIVERED,
            }
        )
    },
)
register(Section("demonstration/orders/*.yaml", shaped(DEMONSTRATION)))
