"""Closes and calls: preview, preparation by one officer, confirmation by another, what went out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.funds.call_capital import Asked, confirm_call, look_at_call, prepare_call
from longbien.capital.actions.funds.drop_draft import drop_call, drop_close
from longbien.capital.actions.funds.hold_close import confirm_close, look_at_close, pay_refunds, prepare_close
from longbien.capital.policy import FUND
from longbien.capital.queries import funds as queries
from longbien.capital.queries.funds.notices import in_arrears, notices_of
from longbien.capital.queries.funds.runs import Line, RunCard, admissible
from longbien.capital.queries.investing.plans import last_distribution
from longbien.capital.queries.investing.results import results
from longbien.capital.rules.funds.plans import Days
from longbien.capital.views.funds.asked import DUE_ON, PURPOSE, amount_field, day_of, money_of
from longbien.capital.views.funds.wizard import Wizard
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_allowed, not_found
from longbien.kernel.text import Text
from longbien.ledger.policy import BOOK
from longbien.people.policy import can
from longbien.people.queries import today
from longbien.ui.fields import Choice, Field
from longbien.ui.formats import money
from longbien.ui.requests import Request


@dataclass(frozen=True)
class Sums:
    """The foot of a preview."""

    pays: Money
    gets: Money
    interest: Money


def _officer(request: Request, vehicle_id: UUID) -> queries.VehicleCard:
    card = queries.vehicle(request.actor, vehicle_id)
    if FUND not in request.actor.roles:
        raise not_allowed()
    return card


@require_http_methods(["GET", "HEAD", "POST"])
def new_close(request: Request, vehicle_id: UUID) -> HttpResponse:
    """Choose whom a close admits and from which day; first the preview, then the draft for a second officer."""
    card = _officer(request, vehicle_id)
    fields = _close_fields(card)

    def preview(data: dict[str, Any]) -> dict[str, Any]:
        return _shown(card, look_at_close(card.id, _chosen(data), _days(data), by=request.actor, at=timezone.now()))

    def prepare(data: dict[str, Any]) -> UUID:
        return prepare_close(card.id, _chosen(data), _days(data), by=request.actor, at=timezone.now())

    begun: dict[str, Any] = {"on": today().isoformat(), "due_on": (today() + timedelta(days=15)).isoformat()}
    begun["commitments"] = [str(one.id) for one in admissible(card.id)]
    more = {**_given(card), "nobody": not begun["commitments"]}
    template = "capital/funds/new_close.html"
    return Wizard(template, "capital:close", card, fields, begun, preview, prepare, more).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
def new_call(request: Request, vehicle_id: UUID) -> HttpResponse:
    """Say how much is called, what for and by when; first the preview, then the draft for a second officer."""
    card = _officer(request, vehicle_id)
    label, left = Text.of(vi="Số tiền gọi của tất cả nhà đầu tư", en="Amount, of all investors together"), card.uncalled
    each = card.money(card.committed.minor // 100)
    hint = Text.of(
        vi=f"Còn có thể gọi {money(left)}; 1 % vốn cam kết là {money(each)}.",
        en=f"{money(left)} are left to call; 1 % of what is committed is {money(each)}.",
    )
    fields = (amount_field(card.currency, label, hint), PURPOSE, DUE_ON)

    def asked(data: dict[str, Any]) -> Asked:
        return Asked(money_of(data, "amount"), data["purpose"], day_of(data, "due_on"))

    def preview(data: dict[str, Any]) -> dict[str, Any]:
        return _shown(card, look_at_call(card.id, asked(data), at=timezone.now()))

    def prepare(data: dict[str, Any]) -> UUID:
        return prepare_call(card.id, asked(data), by=request.actor, at=timezone.now())

    days = queries.terms(card.id).rules.notice_days
    begun = {"due_on": (today() + timedelta(days=days)).isoformat()}
    template = "capital/funds/new_call.html"
    return Wizard(template, "capital:call", card, fields, begun, preview, prepare).answer(request)


def _given(card: queries.VehicleCard) -> dict[str, Any]:
    """The last distribution and what went out so far: what a close doesn't set right."""
    given = last_distribution(card.id)
    if given is None:
        return {}
    gone = results([card])[card.id].shown["distributed"]
    return {"given": given, "gone": gone, "equalised": queries.terms(card.id).rules.equalises_distributions}


def _close_fields(card: queries.VehicleCard) -> tuple[Field, ...]:
    choices = tuple(
        Choice(str(one.id), Text.of(und=f"{one.organisation.name} · {money(one.amount)}"))
        for one in admissible(card.id)
    )
    return (
        Field(
            "commitments", "choices", Text.of(vi="Cam kết được nhận vào", en="Commitments to admit"), required=True,
            choices=choices,
        ),
        Field("on", "date", Text.of(vi="Ngày đóng", en="Day of the close"), required=True),
        Field(
            "due_on", "date",
            Text.of(vi="Nhà đầu tư vào sau nộp trước hết ngày", en="Late investors pay by the end of"), required=True,
        ),
    )  # fmt: skip


def _chosen(data: dict[str, Any]) -> list[UUID]:
    return [UUID(one) for one in data["commitments"]]


def _days(data: dict[str, Any]) -> Days:
    return Days(day_of(data, "on"), day_of(data, "due_on"))


def _shown(card: queries.VehicleCard, lines: tuple[Line, ...]) -> dict[str, Any]:
    """The lines, and what comes in, what goes out, and the interest in it."""
    nets = [one.net.minor for one in lines]
    interest = sum(one.interest.minor for one in lines if one.interest.minor > 0)
    pays, gets = sum(one for one in nets if one > 0), -sum(one for one in nets if one < 0)
    sums = Sums(card.money(pays), card.money(gets), card.money(interest))
    return {"lines": lines, "sums": sums, "gives": any(one.given for one in lines)}


@require_safe
def close(request: Request, close_id: UUID) -> HttpResponse:
    """What a close does to everyone; the second officer's buttons; what was paid since."""
    run, shown = queries.close(request.actor, close_id)
    refunds = queries.refunds_of(close_id=run.id)
    notices = notices_of(run.id, today=today())
    owes = bool(refunds) and any(one.paid_on is None for one in refunds)
    more = {"refunds": refunds, "may_refund": owes and not any(one.is_open for one in notices)}
    owed = {one.commitment_id for one in refunds}
    more["arrears"] = [one for one in in_arrears(run.vehicle_id, today=today()) if one.commitment_id in owed]
    more |= _given(queries.vehicle(request.actor, run.vehicle_id)) if run.is_draft else {}
    return _run(request, "capital/funds/close.html", run, shown, notices=notices, **more)


@require_safe
def call(request: Request, call_id: UUID) -> HttpResponse:
    """What a call asks of everyone; the second officer's buttons; the notices and what came in."""
    run, shown = queries.call(request.actor, call_id)
    notices = notices_of(run.id, today=today())
    return _run(request, "capital/funds/call.html", run, shown, notices=notices)


def _run(request: Request, template: str, run: RunCard, shown: tuple[Line, ...], **more: Any) -> HttpResponse:
    card = queries.vehicle(request.actor, run.vehicle_id)
    context = {
        "card": card,
        "run": run,
        **_shown(card, shown),
        "prepared": run.officers[0],
        "confirmed": run.officers[1],
        "is_own": run.prepared_by == request.actor.id,
        "is_officer": FUND in request.actor.roles,
        "reads_ledger": can(request.actor, "read", None, type=BOOK),
        "today": today(),
        **more,
    }
    return render(request, template, context)


@require_POST
def do_close(request: Request, close_id: UUID, verb: str) -> HttpResponse:
    """Confirm or drop a close, or pay its refunds."""
    at, by = timezone.now(), request.actor
    if verb == "confirm":
        confirm_close(close_id, by=by, at=at)
        messages.success(request, _("The close is posted; who has to pay in is told."))
    elif verb == "drop":
        drop_close(close_id, reason=request.POST.get("reason", ""), by=by, at=at)
        messages.success(request, _("The draft is dropped."))
    elif verb == "refunds":
        pay_refunds(close_id, paid_on=today(), by=by, at=at)
        messages.success(request, _("The refunds are posted as paid today."))
    else:
        raise not_found()
    return redirect("capital:close", close_id)


@require_POST
def do_call(request: Request, call_id: UUID, verb: str) -> HttpResponse:
    """Confirm or drop a call."""
    at, by = timezone.now(), request.actor
    if verb == "confirm":
        confirm_call(call_id, by=by, at=at)
        messages.success(request, _("The call is posted and the notices are out."))
    elif verb == "drop":
        drop_call(call_id, reason=request.POST.get("reason", ""), by=by, at=at)
        messages.success(request, _("The draft is dropped."))
    else:
        raise not_found()
    return redirect("capital:call", call_id)
