"""The page of those who answer for data sets: what waits, what ends, what was asked, what is late, what they owe."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from longbien.data.actions.sets.share_nationally import share_nationally
from longbien.data.models import DataSet
from longbien.data.queries.access import (
    agreements_on,
    asked_lately,
    late_sets,
    quarantined,
    requests_for,
    stewarded,
)
from longbien.data.queries.duties.requests import requests
from longbien.data.queries.gaps import open_gaps_of
from longbien.data.queries.harvest import troubled
from longbien.data.queries.sets import card, cards, contract_of
from longbien.data.queries.strategy import duty
from longbien.data.queries.strategy import national as national_now
from longbien.data.views.agreements.page import STATES
from longbien.data.views.harvest.pages import name_of
from longbien.kernel.refusal import Refusal, not_allowed, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check as check_policy
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

LATELY, MOST = timedelta(days=30), 20
FIELDS = (
    Field("since", "date", Text.of(vi="Có trên nền tảng quốc gia từ ngày", en="On the national platform since"),
          required=True),
    Field("address", "text", Text.of(vi="Địa chỉ ở đó", en="Its address there"), required=True, maximum=500,
          input="url"),
)  # fmt: skip


@login_required
@require_safe
@never_cache
def steward(request: Request) -> HttpResponse:
    """403 for whoever answers for no data set."""
    sets = stewarded(request.actor)
    if not sets:
        raise not_allowed()
    held = agreements_on(sets)
    context = {
        "asked": requests_for(sets),
        "of_persons": [one for one in requests() if one.is_open and one.code in {row.code for row in sets}],
        "held": [(one, *STATES[one.view.state]) for one in held],
        "lately": asked_lately(sets, since=timezone.now() - LATELY)[:MOST],
        "apart": [(one, contract_of(one.data_set).title) for one in quarantined(sets, most=MOST)],
        "late": late_sets(sets),
        "gaps": open_gaps_of(request.actor.organisations),
        "national": national_now(cards(sets)),
        "duty": duty(),
        "troubled": [(one, name_of(one)) for one in troubled(request.actor)],
        "sets": sets,
    }
    return render(request, "data/steward.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def national(request: Request, code: str) -> HttpResponse:
    """Tell that a data set is on the national platform."""
    found = card(code)
    if found is None:
        raise not_found()
    check_policy(request.actor, "steward", DataSet(pk=found.id, owner_id=found.owner_id))
    context: dict[str, Any] = {"card": found, "duty": duty()}
    if request.method != "POST":
        return render(request, "data/national.html", context | {"form": Form(FIELDS, {})})
    data = read(FIELDS, request.POST, request.FILES)
    faults = check(FIELDS, data)
    if not faults:
        try:
            since = date.fromisoformat(data["since"])
            share_nationally(code, since, data["address"], by=request.actor, at=timezone.now())
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
        else:
            messages.success(request, _("Recorded."))
            return redirect("data:steward")
    return render(request, "data/national.html", context | {"form": Form(FIELDS, data, faults)}, status=422)
