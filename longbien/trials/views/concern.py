"""A resident's concern about a trial: told here, read by those who watch over it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.queries import entry
from longbien.trials import models, queries
from longbien.trials.actions.raise_concern import LONGEST, LONGEST_REACH, SHORTEST, Concern, raise_concern
from longbien.trials.queries.concerns import RAISED, concerns
from longbien.trials.queries.register import hub_contact
from longbien.trials.rules.concerns import ABOUT
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

PER_PAGE = 30
FIELDS = (
    Field(
        "about",
        "choice",
        Text.of(vi="Bạn phản ánh điều gì?", en="What is it about?"),
        required=True,
        choices=tuple(Choice(code, name) for code, name in ABOUT.items()),
    ),
    Field(
        "told",
        "longtext",
        Text.of(vi="Chuyện gì đã xảy ra, ở đâu?", en="What happened, and where?"),
        Text.of(
            vi="Viết như nói. Chỉ người giám sát thử nghiệm đọc được.",
            en="In your own words. Only those who watch over the trial can read it.",
        ),
        required=True,
        minimum=SHORTEST,
        maximum=LONGEST,
    ),
    Field("happened_on", "date", Text.of(vi="Ngày xảy ra", en="Which day was it?")),
    Field(
        "reach",
        "text",
        Text.of(vi="Liên hệ lại với bạn bằng cách nào?", en="How can we reach you?"),
        Text.of(
            vi="Điện thoại hoặc e-mail; bạn có thể yêu cầu xoá bất cứ lúc nào.",
            en="A telephone number or e-mail; you may ask to have it erased at any time.",
        ),
        maximum=LONGEST_REACH,
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: Request, trial_id: UUID) -> HttpResponse:
    """Tell of a concern, or complain: no account needed."""
    card = _card(trial_id)
    data = read(FIELDS, request.POST, request.FILES)
    faults = check_form(FIELDS, data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        try:
            number = raise_concern(trial_id, _told(data), by=request.actor, at=timezone.now())
        except Refusal as refused:
            faults = refused.faults
            if not faults:
                raise
        else:
            return redirect(f"{reverse('trials:concern-taken', args=[trial_id])}?entry={to_slug(number)}")
    context = {"card": card, "form": Form(FIELDS, data, faults), "contact": hub_contact()}
    return render(request, "trials/concern.html", context, status=422 if faults else 200)


@require_safe
def taken(request: Request, trial_id: UUID) -> HttpResponse:
    """It is on the record: under which number, and what happens next."""
    context = {"card": _card(trial_id), "entry": _entry_of(request.GET.get("entry", ""), trial_id)}
    return render(request, "trials/concern_taken.html", context)


@never_cache
@require_safe
def told(request: Request, trial_id: UUID) -> HttpResponse:
    """Every concern about a trial, for those who watch over it."""
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, "read-concerns", row)
    page = Paginator(concerns(trial_id), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "card": queries.cards([row])[0],
        "page": page,
        "may_report": queries.may(request.actor, "report-incident", trial_id),
    }
    return render(request, "trials/concerns.html", context)


def _card(trial_id: UUID) -> queries.TrialCard:
    card = queries.card(trial_id)
    if card is None:
        raise not_found()
    return card


def _entry_of(written: str, trial_id: UUID) -> UUID | None:
    """The entry of a concern about this trial; None for anything else that stands in the address."""
    try:
        found = entry(from_slug(written))
    except ValueError:
        return None
    return found.id if found and found.kind == RAISED and found.subject.id == trial_id else None


def _told(data: dict[str, Any]) -> Concern:
    day = data.get("happened_on")
    return Concern(data["about"], data["told"], date.fromisoformat(day) if day else None, data.get("reach", ""))
