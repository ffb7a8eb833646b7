"""Follow-on rounds: the list, recording one, what a second officer decides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.cohorts.follow_on import Followed, decide_follow_on, record_follow_on
from longbien.capital.models import FollowOn
from longbien.capital.policy import FOLLOW_ON, HUB
from longbien.capital.queries.cohorts import rounds as queries
from longbien.capital.views.funds.asked import SOURCE, amount_field, answer, day_of, money_of
from longbien.capital.views.funds.founding import currencies
from longbien.capital.views.investing import asked
from longbien.capital.views.investing.evidence import sent
from longbien.kernel.refusal import not_allowed, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can, check
from longbien.people.queries import today
from longbien.ui.fields import Choice, Field
from longbien.ui.requests import Request


@login_required
@require_safe
def every(request: Request) -> HttpResponse:
    """For officers and auditors; a company sees its own."""
    found = queries.rounds(request.actor)
    if not found and not can(request.actor, "see-follow-on", None, type=HUB):
        raise not_allowed()
    return render(request, "capital/cohorts/rounds.html", {"rounds": found, "may_record": bool(_companies(request))})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Record one, by its document."""
    companies = _companies(request)
    if not can(request.actor, "see-follow-on", None, type=HUB):
        raise not_allowed()
    known = currencies()
    currency = request.GET.get("currency", "") if request.GET.get("currency", "") in known else known[0]

    def send(data: dict[str, Any]) -> HttpResponse:
        told = Followed(
            UUID(data["company"]), data["investor"], data["source"], money_of(data, "amount"), day_of(data, "on")
        )  # fmt: skip
        made = record_follow_on(told, paper=asked.paper_of(data), by=request.actor, at=timezone.now())
        messages.success(request, _("It is recorded, and counts once a second officer confirms it."))
        return redirect("cohorts:round", made)

    company = Field("company", "choice", Text.of(vi="Doanh nghiệp", en="Company"), required=True, choices=companies)
    label = Text.of(vi="Số tiền", en="Amount")
    fields = (company, asked.INVESTOR, SOURCE, amount_field(currency, label, most=10**18), asked.ON, asked.EVIDENCE)
    others = [one for one in known if one != currency]
    begun = {"on": today().isoformat()}
    return answer(request, "capital/cohorts/new_round.html", fields, send, begun=begun, others=others)


@login_required
@require_safe
@never_cache
def one(request: Request, round_id: UUID) -> HttpResponse:
    """Who put how much into which company, by which document."""
    row = _seen(request, round_id)
    card = queries.round_card(row)
    decides = card.waits and can(request.actor, "decide", row)
    context = {
        "round": card,
        "may_confirm": decides and row.prepared_by != request.actor.id,
        "may_drop": decides,
    }
    return render(request, "capital/cohorts/round.html", context)


@login_required
@require_POST
def do(request: Request, round_id: UUID, step: str) -> HttpResponse:
    """Confirm or drop it, with the reason."""
    row = _seen(request, round_id)
    decide_follow_on(row.pk, step, reason=request.POST.get("reason", ""), by=request.actor, at=timezone.now())
    messages.success(request, _("Done. It stands in the record."))
    return redirect("cohorts:round", row.pk)


@login_required
@require_safe
def evidence(request: Request, round_id: UUID) -> HttpResponseBase:
    """The document behind it."""
    return sent(_seen(request, round_id))


def _seen(request: Request, round_id: UUID) -> FollowOn:
    row = FollowOn.objects.filter(pk=round_id).first()
    if row is None:
        raise not_found()
    check(request.actor, "view", row, type=FOLLOW_ON)
    return row


def _companies(request: Request) -> tuple[Choice, ...]:
    """Those of the programme to which nothing ties the reader, for officers."""
    if not can(request.actor, "see-follow-on", None, type=HUB):
        return ()
    ours = queries.our_companies()
    return tuple(
        one for one in asked.companies() if UUID(one.value) in ours and not request.actor.related_to(UUID(one.value))
    )
