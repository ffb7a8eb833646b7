"""Prepare an order, a grant, the order of a proven solution or a pilot: what for, with whom, by which route, paid for
what."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.actions.orders.standing import NOTHING, take_step
from longbien.capital.events.orders import OrderPrepared
from longbien.capital.events.pilots import PilotPrepared
from longbien.capital.models import Order, Part
from longbien.capital.queries.adoption.sources import supplier_of
from longbien.capital.queries.orders.routes import COMPANY, written_routes
from longbien.capital.rules.orders.parts import Part as Asked
from longbien.capital.rules.orders.parts import check_parts, price
from longbien.capital.rules.orders.routes import Route, read_route
from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.plain import encode
from longbien.kernel.refusal import Fault, Refusal, not_allowed, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import OrganisationCard, organisation, recused
from longbien.problems.queries import ProblemView, problem
from longbien.problems.queries.desk import PUBLIC_BODIES
from longbien.record.actions.act import act, hold
from longbien.record.rules.leaf import canonical


@dataclass(frozen=True)
class Wanted:
    """An order to be. `solution_id` is the entry of the catalogue that it comes from, `place_id` the place in a
    cohort."""

    route: str
    problem_id: UUID
    buyer_id: UUID
    supplier_id: UUID
    title: str
    about: str
    parts: tuple[Asked, ...]
    where: str = ""
    solution_id: UUID | None = None
    place_id: UUID | None = None


@act
def prepare_order(wanted: Wanted, *, by: Actor, at: datetime) -> UUID:
    """The order's id; nothing is reserved before it is signed. Refusal 403 for who is tied to the supplier, 422 with
    every fault."""
    content = written_routes().get(wanted.route)
    stated = problem(by, wanted.problem_id)
    buyer, supplier = organisation(wanted.buyer_id), organisation(wanted.supplier_id)
    if content is None or buyer is None or supplier is None:
        raise not_found()
    route = read_route(content, settings.HUB.languages)
    row = Order(
        id=new_id(), kind=route.kind, route=route.code, text=content, problem_id=stated.id, version=stated.number,
        kpis=kpis_of(stated), buyer_id=buyer.id, supplier_id=supplier.id, title=wanted.title.strip(),
        about=wanted.about.strip(), where=wanted.where.strip(), currency=settings.HUB.currency,
        solution_id=wanted.solution_id, place_id=wanted.place_id, prepared_by=by.person_id, prepared_at=at,
        is_demo=buyer.is_demo or supplier.is_demo,
    )  # fmt: skip
    if reason := recused(by, supplier.id):
        raise not_allowed(reason.what)
    check(by, "prepare", row)
    _check(wanted, route, len(stated.kpis), (buyer, supplier), at)
    row.number, row.digest = _number(route, at), digest_of(row, wanted.parts)
    total = Money(price(wanted.parts), row.currency)
    event: Event = OrderPrepared(row.number, route.code, stated.id, buyer.id, supplier.id, total, row.digest)
    if route.is_pilot:
        event = PilotPrepared(row.number, row.digest)
    return _saved(row, wanted.parts, event, by=by, at=at)


def _saved(row: Order, parts: tuple[Asked, ...], event: Event, *, by: Actor, at: datetime) -> UUID:
    row.save(force_insert=True)
    Part.objects.bulk_create(_row(row, place, part) for place, part in enumerate(parts, 1))
    take_step(row, "prepared", event, NOTHING, by=by, at=at)
    return row.pk


def kpis_of(stated: ProblemView) -> list[dict[str, Any]]:
    """The order's own copy of the problem's figures."""
    return [
        {
            "name": dict(one.name), "unit": dict(one.unit) if one.unit else None, "baseline": one.baseline,
            "target": one.target, "is_demo": one.is_demo,
        }
        for one in stated.kpis
    ]  # fmt: skip


def digest_of(row: Order, parts: tuple[Asked, ...]) -> str:
    """What both sides agree to: SHA-256 over the RFC 8785 JSON of the route, the parties, the problem and all parts."""
    content = {
        "number": row.number, "route": row.text, "problem": encode(row.problem_id), "version": row.version,
        "kpis": row.kpis, "buyer": encode(row.buyer_id), "supplier": encode(row.supplier_id), "title": row.title,
        "about": row.about, "where": row.where, "currency": row.currency, "solution": encode(row.solution_id),
        "parts": [_written(part) for part in parts],
        **({"place": encode(row.place_id)} if row.place_id else {}),
    }  # fmt: skip
    return sha256(canonical(content)).hexdigest()


def _written(part: Asked) -> dict[str, Any]:
    """Money as a string, as everywhere in the open data."""
    return asdict(part) | {"minor": str(part.minor), "due_on": part.due_on.isoformat()}


def _row(order: Order, place: int, part: Asked) -> Part:
    asked = part.criterion
    return Part(
        id=new_id(), order=order, place=place, title=part.title.strip(), kpi=part.kpi, minor=part.minor,
        due_on=part.due_on, figure=asked.figure if asked else "", bound=asked.bound if asked else "",
        value=asked.value if asked else 0,
    )  # fmt: skip


def _check(
    wanted: Wanted, route: Route, kpis: int, parties: tuple[OrganisationCard, OrganisationCard], at: datetime
) -> None:
    faults = list(_of_parties(wanted, route, *parties))
    for field, said, shortest, longest in (("title", wanted.title, 5, 200), ("about", wanted.about, 20, 4_000)):
        if not shortest <= len(said.strip()) <= longest:
            faults.append(Fault(field, _length(shortest, longest)))
    if len(wanted.where.strip()) > 200:
        faults.append(Fault("where", _length(0, 200)))
    today = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    outcome = check_parts(wanted.parts, kpis=kpis, today=today, by_dossier=route.by_dossier)
    faults += [Fault(reason.where, reason.what) for reason in outcome.against]
    if faults:
        raise Refusal("bad-order", faults[0].what, faults=tuple(faults))


def _of_parties(
    wanted: Wanted, route: Route, buyer: OrganisationCard, supplier: OrganisationCard
) -> Iterator[Fault]:  # fmt: skip
    if route.is_pilot and buyer.kind != COMPANY:
        yield Fault("buyer", Text.of(vi="Bên đặt phải là doanh nghiệp.", en="A company orders."))
    if not route.is_pilot and buyer.kind not in PUBLIC_BODIES:
        yield Fault("buyer", Text.of(vi="Bên đặt phải là cơ quan nhà nước.", en="A public body orders."))
    if buyer.id == supplier.id:
        yield Fault("supplier", Text.of(vi="Hai bên phải khác nhau.", en="The two sides must differ."))
    if route.is_pilot and supplier_of(place_id=wanted.place_id, solution_id=wanted.solution_id) != supplier.id:
        yield Fault("source", FROM_PROGRAMME)
    if not route.is_pilot and (wanted.solution_id is not None) != (route.kind == "adoption"):
        yield Fault("route", FROM_CATALOGUE)


def _length(shortest: int, longest: int) -> Text:
    return Text.of(vi=f"Hãy viết {shortest} đến {longest} ký tự.", en=f"Write {shortest} to {longest} characters.")


def _number(route: Route, at: datetime) -> str:
    """The next number of the year, by the route's pattern."""
    hold("capital.order number")
    year = at.astimezone(ZoneInfo(settings.HUB.timezone)).year
    this_year = re.split(r"\{n", route.number)[0].format(year=year)
    return route.number.format(year=year, n=1 + Order.objects.filter(number__startswith=this_year).count())


FROM_PROGRAMME = Text.of(
    vi="Thử nghiệm bắt đầu từ một doanh nghiệp trong khoá tăng tốc hoặc một giải pháp trong danh mục.",
    en="A pilot begins with a company of a cohort, or with a solution of the catalogue.",
)
FROM_CATALOGUE = Text.of(
    vi="Tuyến nhân rộng chỉ dùng cho giải pháp trong danh mục.",
    en="The route of proven solutions is for what stands in the catalogue.",
)
