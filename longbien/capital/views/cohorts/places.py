"""A place in a cohort from inside: what is decided, who mentors, how it goes week by week."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.cohorts.mentor import answer_mentor, ask_mentor
from longbien.capital.actions.cohorts.take_note import Noted, take_note
from longbien.capital.actions.cohorts.take_place import decide_place
from longbien.capital.models import Mentor
from longbien.capital.queries.cohorts import cohorts as queries
from longbien.capital.rules.cohorts.places import ADMITTED, VERBS, verbs_from
from longbien.capital.views.cohorts.asked import ANSWER, NOTE, mentor_fields
from longbien.capital.views.funds.asked import answer, day_of
from longbien.kernel.refusal import not_found
from longbien.people.policy import can, check
from longbien.people.queries import today
from longbien.ui.requests import Request


@login_required
@require_safe
@never_cache
def place(request: Request, place_id: UUID) -> HttpResponse:
    """For the company, its mentors and officers whom nothing ties to it."""
    row = queries.place_row(request.actor, place_id)
    [card] = queries.place_cards([row])
    is_in, decides = card.state == ADMITTED, can(request.actor, "decide", row)
    context = {
        "place": card,
        "cohort": row.cohort,
        "mentors": queries.mentors_of(row),
        "notes": queries.notes_of(row),
        "verbs": [(verb, VERBS[verb]) for verb in verbs_from(card.state)] if decides else [],
        "may_ask": decides and is_in,
        "may_note": is_in and can(request.actor, "note", row),
    }
    return render(request, "capital/cohorts/place.html", context)


@login_required
@require_POST
def decide(request: Request, place_id: UUID, verb: str) -> HttpResponse:
    """Admit or decline; later graduate, or note that they left."""
    row = queries.place_row(request.actor, place_id)
    if verb not in VERBS:
        raise not_found()
    decide_place(row.pk, verb, reason=request.POST.get("reason", ""), by=request.actor, at=timezone.now())
    messages.success(request, _("Done. It stands in the record."))
    return redirect("cohorts:place", row.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mentor(request: Request, place_id: UUID) -> HttpResponse:
    """Ask an expert to mentor the company."""
    row = queries.place_row(request.actor, place_id, "decide")

    def send(data: dict[str, Any]) -> HttpResponse:
        ask_mentor(row.pk, UUID(data["mentor"]), by=request.actor, at=timezone.now())
        messages.success(request, _("The expert is asked. It stands among what waits for them."))
        return redirect("cohorts:place", row.pk)

    context = {"heading": _("Ask an expert to mentor"), "cohort": row.cohort}
    return answer(request, "capital/cohorts/form.html", mentor_fields(), send, **context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Request, place_id: UUID) -> HttpResponse:
    """A milestone, or a meeting that was held."""
    row = queries.place_row(request.actor, place_id, "note")

    def send(data: dict[str, Any]) -> HttpResponse:
        met = {"yes": True, "no": False}.get(data.get("met", ""))
        noted = Noted(data["kind"], day_of(data, "on"), data["said"], met)
        take_note(row.pk, noted, by=request.actor, at=timezone.now())
        messages.success(request, _("Noted."))
        return redirect("cohorts:place", row.pk)

    context = {"heading": _("A meeting or a milestone"), "cohort": row.cohort, "begun": {"on": today().isoformat()}}
    return answer(request, "capital/cohorts/form.html", NOTE, send, **context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, mentor_id: UUID) -> HttpResponse:
    """The expert accepts or not, and declares what ties them to the company."""
    row = Mentor.objects.select_related("place__cohort", "place__company").filter(pk=mentor_id).first()
    if row is None:
        raise not_found()
    check(request.actor, "answer", row)

    def send(data: dict[str, Any]) -> HttpResponse:
        takes = answer_mentor(
            row.pk, accepts=bool(data.get("accepts")), tied=bool(data.get("tied")), declared=data["declared"],
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("You mentor this company.") if takes else _("Your answer stands in the record."))
        return redirect("cohorts:place", row.place_id) if takes else redirect("cohorts:cohort", row.place.cohort_id)

    context = {"heading": row.place.company.name, "cohort": row.place.cohort, "lead": row.place.about}
    return answer(request, "capital/cohorts/form.html", ANSWER, send, **context)
