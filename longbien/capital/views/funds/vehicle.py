"""A fund: open it, read it, take a commitment, accrue its fee."""

from fractions import Fraction
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.funds.accrue_fee import accrue_fee
from longbien.capital.actions.funds.commit import Promise
from longbien.capital.actions.funds.commit import commit as take_commitment
from longbien.capital.actions.funds.open_vehicle import Founding, open_vehicle
from longbien.capital.policy import FUND, HUB, INSIDE
from longbien.capital.queries import funds as queries
from longbien.capital.queries.fees import fee_book
from longbien.capital.queries.funds.bought import bought_out
from longbien.capital.queries.funds.commitments import called_of
from longbien.capital.queries.investing.results import results
from longbien.capital.rules.funds.lives import CLOSED, SIGNED
from longbien.capital.rules.vehicles.limits import shown
from longbien.capital.views.funds.asked import SOURCE, amount_field, answer, money_of
from longbien.capital.views.funds.founding import currencies, questions, terms_of
from longbien.capital.views.funds.rules import limits_of
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_allowed
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.queries import founders, interest_cards, register_of_interests, today
from longbien.people.queries.organisations import every_organisation
from longbien.ui import formats
from longbien.ui.fields import Choice, Field
from longbien.ui.language import reader_language
from longbien.ui.requests import Request


@require_safe
def vehicle(request: Request, vehicle_id: UUID) -> HttpResponse:
    """Sums and rules for everyone; who promised what for officers, and for each investor their own."""
    card = queries.vehicle(request.actor, vehicle_id)
    is_inside, terms = not INSIDE.isdisjoint(request.actor.roles), queries.terms(card.id)
    commitments = queries.commitment_cards(queries.commitments(request.actor, card.id))
    context = {
        "card": card,
        "rules": card.pack.rules,
        "limits": limits_of(card.pack.rules),
        "terms": terms,
        "rate": _percent(terms.rules.equalisation_rate),
        "steps": [(one.until_year, _percent(one.rate)) for one in terms.rules.fee],
        "is_inside": is_inside,
        "is_officer": FUND in request.actor.roles,
        "commitments": commitments,
        "called": called_of(card.id) if is_inside else {},
        "book": queries.book(card),
        "bought": bought_out(card.id),
        "result": results([card])[card.id],
        "related": related_of(request, commitments) if is_inside else [],
        "runs": queries.runs(card.id) if is_inside else (),
        "signed": [one for one in commitments if one.state == SIGNED] if is_inside else [],
        "fees": fee_book(card.id, card.currency) if is_inside else None,
        "can_call": any(one.state == CLOSED for one in commitments) if is_inside else False,
        "today": today(),
    }
    return render(request, "capital/funds/vehicle.html", context)


def _percent(rate: Fraction) -> str:
    return shown(rate, "share", "", reader_language())


def related_of(request: Request, commitments: tuple[queries.CommitmentCard, ...]) -> list[tuple[str, str]]:
    """Investors that founded the hub, or that the register of interests ties to another organisation: (who, how)."""
    found: list[tuple[str, str]] = []
    for founder in founders():
        names = {one.id: one.name for one in founder.organisations}
        for card in commitments:
            if card.organisation.id in names:
                found.append((card.organisation.name, _("founder of this centre")))
    declared = register_of_interests(request.actor).filter(holder__in=[card.organisation.id for card in commitments])
    for interest in interest_cards(request.actor, declared):
        if interest.holder:
            said = f"{interest.kind.in_language(reader_language())}: {interest.organisation.name}"
            found.append((interest.holder.name, said))
    return list(dict.fromkeys(found))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Open a fund: which rules, how much, on what terms."""
    if not can(request.actor, "open-vehicle", None, type=HUB):
        raise not_allowed()

    def send(data: dict[str, Any]) -> HttpResponse:
        founding = Founding(data["name"], data["pack"], money_of(data, "charter"), data.get("board_seats", 0))
        vehicle_id = open_vehicle(founding, terms_of(data), by=request.actor, at=timezone.now())
        messages.success(request, _("The fund is open."))
        return redirect("capital:vehicle", vehicle_id)

    known, asked = currencies(), request.GET.get("currency", "")
    currency = asked if asked in known else known[0]
    begun = {"term_years": 10, "notice_days": 10, "grace_days": 15}
    others = [one for one in known if one != currency]
    return answer(request, "capital/funds/new.html", questions(currency), send, begun=begun, others=others)


@require_http_methods(["GET", "HEAD", "POST"])
def commit(request: Request, vehicle_id: UUID) -> HttpResponse:
    """Take down a commitment that an investor signed."""
    card = queries.vehicle(request.actor, vehicle_id)
    if FUND not in request.actor.roles:
        raise not_allowed()
    choices = tuple(
        Choice(str(one.id), Text.of(und=one.name)) for one in every_organisation() if one.kind != "team"
    )  # a team is no legal person yet: it can't promise money
    label = Text.of(vi="Số tiền cam kết", en="Amount committed")
    hint = Text.of(
        vi="Chưa có tên trong danh sách: người của tổ chức ấy đăng ký tổ chức trên trang của mình trước.",
        en="Not on the list: its own people register the organisation on their page first.",
    )
    who = Field("investor", "choice", Text.of(vi="Nhà đầu tư", en="Investor"), hint, required=True, choices=choices)
    fields = (who, SOURCE, amount_field(card.currency, label, most=10**18))

    def send(data: dict[str, Any]) -> HttpResponse:
        promise = Promise(card.id, UUID(data["investor"]), money_of(data, "amount"), data["source"])
        take_commitment(promise, by=request.actor, at=timezone.now())
        messages.success(request, _("The commitment is taken down. It binds from the close that admits it."))
        return redirect("capital:vehicle", card.id)

    return answer(request, "capital/funds/commit.html", fields, send, card=card, limits=limits_of(card.pack.rules))


@require_POST
def fee(request: Request, vehicle_id: UUID) -> HttpResponse:
    """Accrue the fee up to today."""
    card = queries.vehicle(request.actor, vehicle_id)
    amount = accrue_fee(card.id, until=today(), by=request.actor, at=timezone.now())
    said = {"amount": formats.money(Money(amount, card.currency))}
    messages.success(request, _("The fee is accrued: %(amount)s.") % said)
    return redirect("capital:vehicle", card.id)
