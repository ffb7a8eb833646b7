"""Offer results of a laboratory; and the page that explains who is asked in which order, clause by clause."""

from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from longbien.capital.actions.rights.ask import Receipt, note_receipt
from longbien.capital.actions.rights.make_offer import Asked, make_offer
from longbien.capital.models import Entitlement, Offer
from longbien.capital.policy import HUB
from longbien.capital.queries.rights.explaining import explained, needed_offer, offer_view
from longbien.capital.queries.rights.offers import whose_turn
from longbien.capital.views.rights.questions import offer_fields
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.queries import organisation_named, organisations_of
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

SERVE = (
    Field("received_on", "date", Text.of(vi="Nhận ngày", en="Received on"), required=True),
    Field("received_at", "time", Text.of(vi="Lúc", en="At"), required=True),
    Field(
        "note",
        "longtext",
        Text.of(vi="Ai giao, ai nhận", en="Who handed it over to whom"),
        required=True,
        maximum=1_000,
    ),
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer_new(request: Request) -> HttpResponse:
    """Say what is offered: every right that it reaches is triggered."""
    is_officer = can(request.actor, "see-rights", None, type=HUB)
    own = [one for one in organisations_of(request.actor) if "lead" in request.actor.organisations[one.id]]
    if not is_officer and not own:
        raise not_found()
    fields, faults = offer_fields(own, is_officer=is_officer), tuple[Fault, ...]()
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else {}
    if request.method == "POST" and not (faults := check(fields, data)):
        try:
            made = make_offer(_asked(data), by=request.actor, at=timezone.now())
            messages.success(request, _("It is on the record. Holders are asked one after the other."))
            return redirect("rights:offer", made)
        except Refusal as refusal:
            if refusal.code != "exclusive-licence" and not refusal.faults:
                raise
            faults = refusal.faults or (Fault("fields", refusal.what),)
    context = {"form": Form(fields, data, faults)}
    return render(request, "capital/rights/offer_new.html", context, status=422 if faults else 200)


@login_required
@require_safe
@never_cache
def offer(request: Request, offer_id: UUID) -> HttpResponse:
    """For who offers, and for officers: the queue, and why it is so."""
    return _page(request, needed_offer(request.actor, offer_id), Form(SERVE))


@login_required
@require_http_methods(["POST"])
def serve(request: Request, offer_id: UUID) -> HttpResponse:
    """An officer says when the notice was handed over by hand, to whoever's turn it is."""
    found, data = needed_offer(request.actor, offer_id), read(SERVE, request.POST, request.FILES)
    turn = whose_turn(offer_id)
    faults = check(SERVE, data)
    if turn is None:
        raise not_found()
    if not faults:
        try:
            receipt = Receipt("hand", _instant(data), data["note"])
            note_receipt(offer_id, turn.entitlement_id, receipt, by=request.actor, at=timezone.now())
            messages.success(request, _("The clock runs from then."))
            return redirect("rights:offer", offer_id)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    return _page(request, found, Form(SERVE, data, faults))


def _page(request: Request, found: Offer, form: Form) -> HttpResponse:
    every, turn = explained(found), whose_turn(found.pk)
    waits = Entitlement.objects.filter(pk=turn.entitlement_id).first() if turn and turn.state == "waiting" else None
    context = {
        "offer": offer_view(found),
        "queue": [one for one in every if one.is_reached],
        "others": [one for one in every if not one.is_reached],
        "turn": turn,
        "form": form if waits and can(request.actor, "serve", waits) else None,
        "now": timezone.now(),
        "sees_all": can(request.actor, "see-rights", None, type=HUB),
    }
    return render(request, "capital/rights/offer.html", context, status=422 if form.faults else 200)


def _instant(data: dict[str, Any]) -> datetime:
    day = datetime.fromisoformat(data["received_on"]).date()
    return datetime.combine(day, time.fromisoformat(data["received_at"]), tzinfo=ZoneInfo(settings.HUB.timezone))


def _asked(data: dict[str, Any]) -> Asked:
    offeror = UUID(data["offeror"]) if "offeror" in data else organisation_named(data["organisation"])
    return Asked(
        laboratory_id=UUID(data["laboratory"]),
        offeror_id=offeror,
        stage=data["stage"],
        what=data["what"],
        fields=tuple(data["fields"]),
        territories=tuple(data["territories"]),
        purpose=data.get("purpose", ""),
        bid=Money.from_data(data["bid"]) if "bid" in data else None,
    )
