"""The holder's page of an offer: why they are asked, until when, and the two answers."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.rights.answer import LONGEST_REASON, exercise_right, waive_right
from longbien.capital.actions.rights.ask import Receipt, note_receipt
from longbien.capital.models import Entitlement, Offer
from longbien.capital.queries.rights.explaining import Explained, explained, offer_view
from longbien.capital.queries.rights.offers import said_with, whose_turn
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.policy import check as check_policy
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

REASON = (
    Field(
        "reason", "longtext", Text.of(vi="Lý do", en="Reason"),
        Text.of(vi="Ghi vào sổ ghi dưới dạng cam kết; xoá được.", en="It enters the record sealed, and can be erased."),
        required=True, maximum=LONGEST_REASON,
    ),
)  # fmt: skip
ANSWERS: dict[str, Callable[..., None]] = {"exercise": exercise_right, "waive": waive_right}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: Request, offer_id: UUID, entitlement_id: UUID) -> HttpResponse:
    """Nothing of other holders stands here but how many stand in the queue."""
    offer, entitlement = _found(request, offer_id, entitlement_id)
    verb, data = request.POST.get("answer", ""), dict[str, str]()
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        data = read(REASON, request.POST, request.FILES) if verb in ANSWERS else {}
        faults = check(REASON, data) if verb in ANSWERS else ()
        if not faults:
            try:
                _act(verb, offer_id, entitlement_id, data.get("reason", ""), request, timezone.now())
                return redirect("rights:answer", offer_id, entitlement_id)
            except Refusal as refusal:
                if not refusal.faults:
                    raise
                faults = refusal.faults
    return _page(request, offer, entitlement, Form(REASON, data, faults))


def _act(
    verb: str, offer_id: UUID, entitlement_id: UUID, reason: str, request: Request, now: datetime
) -> None:  # fmt: skip
    if verb in ANSWERS:
        ANSWERS[verb](offer_id, entitlement_id, reason=reason, by=request.actor, at=now)
        messages.success(request, _("Your answer is on the record."))
    elif verb == "receive":
        note_receipt(offer_id, entitlement_id, Receipt("page"), by=request.actor, at=now)
        messages.success(request, _("Your clock runs from now."))
    else:
        raise not_found()


def _found(request: Request, offer_id: UUID, entitlement_id: UUID) -> tuple[Offer, Entitlement]:
    entitlement = Entitlement.objects.select_related("agreement__contribution").filter(pk=entitlement_id).first()
    offer = Offer.objects.filter(pk=offer_id, steps__entitlement_id=entitlement_id, steps__step="triggered").first()
    if entitlement is None or offer is None:
        raise not_found()
    check_policy(request.actor, "view", entitlement)
    return offer, entitlement


def _page(request: Request, offer: Offer, entitlement: Entitlement, form: Form) -> HttpResponse:
    every = [one for one in explained(offer) if one.is_reached]
    mine: Explained = next(one for one in every if one.card.id == entitlement.pk)
    turn, now = whose_turn(offer.pk), timezone.now()
    is_turn = turn is not None and turn.entitlement_id == entitlement.pk
    in_time = turn is None or turn.due_at is None or now < turn.due_at
    steps = mine.turn.steps if mine.turn else ()
    context = {
        "offer": offer_view(offer),
        "mine": mine,
        "behind": len(every) - every.index(mine) - 1,
        "ahead": every.index(mine),
        "is_turn": is_turn,
        "may_answer": is_turn and in_time and can(request.actor, "answer", entitlement),
        "steps": [(step, said_with(step.entry_id)) for step in steps],
        "form": form,
        "now": now,
    }
    return render(request, "capital/rights/answer.html", context, status=422 if form.faults else 200)
