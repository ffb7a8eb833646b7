"""Buy the public share out: today's price and how it is made up; who buys; the draft for a second officer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.buy_outs.buy_out import Buying, prepare_buy_out
from longbien.capital.queries import funds as queries
from longbien.capital.queries.funds.bought import Stake
from longbien.capital.queries.investing.buy_outs import buy_out_of
from longbien.capital.queries.investing.buying_out import Offered, hindrances, offer_of, preview_of
from longbien.capital.queries.investing.explaining import investors_of, origins_of
from longbien.capital.rules.investing.buying import BuyOutPlan
from longbien.capital.rules.written.said import said
from longbien.capital.views.buy_outs.priced import shown_grown, sum_of
from longbien.capital.views.funds.asked import day_of
from longbien.capital.views.funds.wizard import Wizard
from longbien.capital.views.investing import asked
from longbien.kernel.money import Money, allocate
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.ui.fields import Field
from longbien.ui.formats import money
from longbien.ui.requests import Request

ON = Field(
    "on", "date", Text.of(vi="Ngày trả giá mua lại", en="Day on which the price was paid"),
    Text.of(vi="Giá được tính đến ngày này.", en="The price is reckoned up to this day."), required=True,
)  # fmt: skip
EVIDENCE = replace(
    asked.EVIDENCE,
    label=Text.of(vi="Thoả thuận và chứng từ trả tiền", en="The agreement, and that the price was paid"),
    hint=Text.of(
        vi="Cần khi lập phương án, chưa cần khi xem trước. Lưu trong sổ ghi; nhật ký công khai chỉ giữ một cam kết.",
        en="Needed to prepare it, not for a preview. Kept in the record; the public log holds only a commitment to it.",
    ),
    required=False,  # for a preview; the action asks for it
)
PART, TEMPLATE = "part-{n}", "capital/buy_outs/new.html"


@dataclass(frozen=True)
class Handing:
    """A line of the preview: who hands over to whom, and for what."""

    seller: str
    buyer: str
    committed: Money
    called: Money
    price: Money


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, vehicle_id: UUID) -> HttpResponse:
    """The price; first a preview, then the draft."""
    card = asked.officer(request, vehicle_id)
    known = buy_out_of(card.id)
    if known and request.method != "POST":
        return redirect("investing:buyout", known.decision.id)
    data = request.POST if request.method == "POST" else request.GET
    try:
        offer = offer_of(card.id, _day(data.get("on", "")))
    except Refusal as refusal:
        status = refusal.status if request.method == "POST" else 200
        return render(request, TEMPLATE, {"card": card, "refusal": refusal}, status=status)
    return _asked(request, card, offer)


def _asked(request: Request, card: queries.VehicleCard, offer: Offered) -> HttpResponse:
    names, _sides = investors_of(card.id)
    fields = (ON, *_part_fields(offer, names, card.currency), EVIDENCE)

    def preview(data: dict[str, Any]) -> dict[str, Any]:
        plan = preview_of(card.id, _parts(data, offer.buyers), on=day_of(data, "on"))
        return {"handing": _handing(plan, names, card.currency)}

    def prepare(data: dict[str, Any]) -> UUID:
        buying, paper = Buying(day_of(data, "on"), _parts(data, offer.buyers)), asked.paper_of(data)
        return prepare_buy_out(card.id, buying, paper=paper, by=request.actor, at=timezone.now())

    begun, more = _begun(offer, card.currency), _more(card, offer)
    return Wizard(TEMPLATE, "investing:buyout", card, fields, begun, preview, prepare, more).answer(request)


def _more(card: queries.VehicleCard, offer: Offered) -> dict[str, Any]:
    """The price, how it is made up, and what stands against it."""
    return {
        "offer": offer,
        "price": card.money(offer.line.minor),
        "committed": card.money(offer.committed),
        "grown": shown_grown(offer.grown, card.currency, origins_of(card.id)),
        "sum": sum_of(offer.grown, card.currency),
        "said": said(offer.rules),
        "hindrances": hindrances(card.id, offer),
    }


def _day(written: str) -> date:
    """The day that is asked for; today where none is, or no day."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return today()


def _part_fields(offer: Offered, names: Mapping[str, str], currency: str) -> tuple[Field, ...]:
    """One for each private investor: how much of the public commitment they take over."""
    return tuple(
        Field(
            PART.format(n=n), "money",
            Text.of(vi=f"{names[str(one.id)]} nhận lại", en=f"{names[str(one.id)]} takes over"),
            Text.of(
                vi=f"Trên {money(Money(offer.committed, currency))} vốn công đã cam kết.",
                en=f"Of the {money(Money(offer.committed, currency))} that public money committed.",
            ),
            minimum=0, maximum=10**18, currency=currency,
        )
        for n, one in enumerate(offer.buyers, start=1)
    )  # fmt: skip


def _begun(offer: Offered, currency: str) -> dict[str, Any]:
    """Everybody by what they committed themselves, as a beginning."""
    begun: dict[str, Any] = {"on": offer.on.isoformat()}
    weights = [one.committed for one in offer.buyers]
    for n, part in enumerate(allocate(offer.committed, weights) if weights else (), start=1):
        begun[PART.format(n=n)] = Money(part, currency).to_data()
    return begun


def _parts(answers: Mapping[str, Any], buyers: tuple[Stake, ...]) -> dict[UUID, int]:
    written = ((one.id, answers.get(PART.format(n=n))) for n, one in enumerate(buyers, start=1))
    found = {key: Money.from_data(part).minor for key, part in written if part}
    return {key: minor for key, minor in found.items() if minor}


def _handing(plan: BuyOutPlan, names: Mapping[str, str], currency: str) -> list[Handing]:
    def said_of(minor: int) -> Money:
        return Money(minor, currency)

    return [
        Handing(names[one.seller], names[one.buyer], *map(said_of, (one.committed, one.called, one.price)))
        for one in plan.purchase.passed
    ]
