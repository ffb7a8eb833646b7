"""The dilution modeller: a table, what converts, a round; the result, and nothing saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.funds.locked import NOT_YET
from longbien.capital.queries.deals import tables as queries
from longbien.capital.rules.captable.convertibles import Note, Safe
from longbien.capital.rules.captable.modelled import Modelled, Round, modelled
from longbien.capital.rules.captable.table import Diluted, Table, dilution
from longbien.capital.rules.deals.sheets import LARGEST, WHOLE
from longbien.capital.views.deals.asked import basis_points
from longbien.capital.views.deals.drawn import dilution_chart, named
from longbien.capital.views.funds.asked import faults_of
from longbien.kernel.ids import from_slug
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.queries import OrganisationCard, organisation, today
from longbien.ui import formats
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read, rearranged
from longbien.ui.requests import Request

MOST_ROWS = 12


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)


def _money(name: str, vi: str, en: str, *, required: bool = True) -> Field:
    return Field(
        name, "money", _said(vi, en), required=required, minimum=1, maximum=LARGEST, currency=settings.HUB.currency
    )


def _percent(name: str, vi: str, en: str) -> Field:
    return Field(name, "text", _said(vi, en), maximum=8, unit=_said("%", "%"))


def _holder(vi: str, en: str) -> Field:
    return Field("holder", "text", _said(vi, en), required=True, maximum=120)


def _fields(*, with_holders: bool) -> tuple[Field, ...]:
    holders = Field(
        "holders", "group", _said("Cổ đông hiện hữu", "Who holds shares now"), min_rows=1, max_rows=MOST_ROWS,
        fields=(
            _holder("Cổ đông", "Holder"),
            Field("shares", "number", _said("Số cổ phần", "Shares"), required=True, minimum=1, maximum=10**15),
        ),
    )  # fmt: skip
    return ((holders,) if with_holders else ()) + (
        Field(
            "safes", "group", _said("SAFE sau tiền", "Post-money SAFEs"), max_rows=MOST_ROWS,
            fields=(
                _holder("Nhà đầu tư", "Investor"), _money("amount", "Số tiền", "Amount"),
                _money("cap", "Trần định giá", "Valuation cap"), _percent("discount", "Giảm giá", "Discount"),
            ),
        ),
        Field(
            "notes", "group", _said("Khoản vay chuyển đổi", "Convertible notes"), max_rows=MOST_ROWS,
            fields=(
                _holder("Nhà đầu tư", "Investor"), _money("amount", "Số tiền", "Amount"),
                Field("on", "date", _said("Cho vay ngày", "Lent on"), required=True),
                _percent("rate", "Lãi đơn một năm", "Simple interest a year"),
                _money("cap", "Trần định giá", "Valuation cap", required=False),
                _percent("discount", "Giảm giá", "Discount"),
            ),
        ),
        Field(
            "pre_money", "money", _said("Định giá trước tiền của vòng", "Valuation before the money of the round"),
            _said("Để trống nếu không có vòng.", "Blank for no round."), minimum=1, maximum=LARGEST,
            currency=settings.HUB.currency,
        ),
        _percent("pool", "Quỹ cổ phần thưởng sau vòng", "Option pool after the round"),
        Field(
            "money", "group", _said("Tiền mới", "New money"), max_rows=MOST_ROWS,
            fields=(_holder("Nhà đầu tư", "Investor"), _money("amount", "Số tiền", "Amount")),
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A line of the result; parts as people write them."""

    holder: str
    before: int
    after: int
    part_before: str
    part_after: str
    lost: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def model(request: Request) -> HttpResponse:
    """Open to everyone on numbers of their own; on a company's table for whoever may see it."""
    company = _company(request)
    fields = _fields(with_holders=company is None)
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else sample(company)
    if request.method == "POST" and (changed := rearranged(fields, request.POST, data)) is not None:
        return _page(request, company, Form(fields, changed))
    faults = check(fields, data) if request.method == "POST" else ()
    if faults:
        return _page(request, company, Form(fields, data, faults))
    try:
        _must_be_lent(data)
        before = _table(company, data)
        return _page(request, company, Form(fields, data), (before, _modelled(before, data)))
    except Refusal as refusal:
        return _page(request, company, Form(fields, data, faults_of(refusal, fields)))


def _page(
    request: Request, company: OrganisationCard | None, form: Form, found: tuple[Table, Modelled] | None = None
) -> HttpResponse:
    rows = dilution(found[0], found[1].final) if found else []
    context = {
        "company": company,
        "form": form,
        "is_sample": request.method != "POST",
        "rows": [_row(one) for one in sorted(rows, key=lambda one: -one.after)],
        "totals": (found[0].total, found[1].final.total) if found else None,
        "price": _price(found[1]) if found else None,
        "chart": dilution_chart(rows) if rows else None,
    }
    return render(request, "capital/deals/model.html", context, status=422 if form.faults else 200)


def _row(one: Diluted) -> Row:
    lost = "–" if not one.before or one.lost < 0 else _shown(one.lost)
    return Row(named(one.holder), one.before, one.after, _shown(one.part_before), _shown(one.part_after), lost)


def _shown(part: Fraction) -> str:
    return f"{formats.number(round(float(100 * part), 4))} %"


def _price(found: Modelled) -> str | None:
    if found.price is None:
        return None
    size = 10 ** Money(0, settings.HUB.currency).exponent
    return f"{formats.number(round(float(found.price / size), 4))} {settings.HUB.currency}"


def _company(request: Request) -> OrganisationCard | None:
    written = request.GET.get("company", "")
    if not written:
        return None
    try:
        company_id: UUID = from_slug(written)
    except ValueError as error:
        raise not_found() from error
    queries.must_see(request.actor, company_id)
    return organisation(company_id)


def _table(company: OrganisationCard | None, data: Mapping[str, Any]) -> Table:
    if company is not None:
        return queries.table_of(company.id, today()) or Table()
    held: dict[str, int] = {}
    for one in data["holders"]:
        held[one["holder"]] = held.get(one["holder"], 0) + one["shares"]
    return Table(held)


def _modelled(table: Table, data: Mapping[str, Any]) -> Modelled:
    safes = [
        Safe(one["holder"], _minor(one, "amount"), _minor(one, "cap"), _part(one, "discount")) for one in data["safes"]
    ]
    notes = [
        Note(
            one["holder"], _minor(one, "amount"), date.fromisoformat(one["on"]), _part(one, "rate"), "act/365",
            _minor(one, "cap") or None, _part(one, "discount"),
        )
        for one in data["notes"]
    ]  # fmt: skip
    return modelled(table, safes=safes, notes=notes, round_=_round(data), on=today())


def _must_be_lent(data: Mapping[str, Any]) -> None:
    """What is lent on a day to come earns nothing yet."""
    late = [n for n, one in enumerate(data["notes"]) if date.fromisoformat(one["on"]) > today()]
    if late:
        raise Refusal("not-yet", NOT_YET, faults=tuple(Fault(f"notes-{n}-on", NOT_YET) for n in late))


def _round(data: Mapping[str, Any]) -> Round | None:
    if not data.get("pre_money"):
        if data["money"] or data.get("pool"):
            raise Refusal("no-valuation", NO_VALUATION, faults=(Fault("pre_money", NO_VALUATION),))
        return None
    money: dict[str, int] = {}
    for one in data["money"]:
        money[one["holder"]] = money.get(one["holder"], 0) + _minor(one, "amount")
    return Round(_minor(data, "pre_money"), money, _part(data, "pool"))


def _minor(data: Mapping[str, Any], name: str) -> int:
    return Money.from_data(data[name]).minor if data.get(name) else 0


def _part(data: Mapping[str, Any], name: str) -> Fraction:
    return Fraction(basis_points(dict(data), name), WHOLE)


def sample(company: OrganisationCard | None) -> dict[str, Any]:
    """Invented numbers to begin with: a SAFE at a cap, then a round with a pool."""

    # Where a currency has no minor unit, people write larger numbers.
    size = 10 ** (Money(0, settings.HUB.currency).exponent or 3)

    def money(units: int) -> dict[str, str]:
        return {"minor": str(units * size), "currency": settings.HUB.currency}

    holders = [{"holder": _("First founder"), "shares": 700_000}, {"holder": _("Co-founder"), "shares": 300_000}]
    return {
        **({} if company else {"holders": holders}),
        "safes": [
            {"holder": _("Early investor"), "amount": money(5_000_000), "cap": money(50_000_000), "discount": "20"}
        ],
        "notes": [],
        "pre_money": money(80_000_000),
        "pool": "10",
        "money": [{"holder": _("New investor"), "amount": money(20_000_000)}],
    }


NO_VALUATION = Text.of(
    vi="Vòng có tiền mới hoặc quỹ thưởng thì cần định giá trước tiền.",
    en="A round with new money or a pool needs its valuation before the money.",
)
