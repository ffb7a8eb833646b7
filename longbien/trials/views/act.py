"""A page for each act: what it means, what it asks, one button."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from longbien.kernel.ids import from_slug, new_id, to_slug
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.people.policy import check
from longbien.trials import models, queries
from longbien.trials.actions.issue_key import issue_key
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.actions.revoke_key import revoke_key
from longbien.trials.queries.mds.published import mode_of
from longbien.trials.queries.owed.duties import duties_of
from longbien.trials.queries.owed.incidents import incident as found_incident
from longbien.trials.views import sending
from longbien.trials.views.questions import FLEET, incident_fields
from longbien.trials.views.verbs import SEEN, VERBS, carry_out
from longbien.ui import formats
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.language import say
from longbien.ui.requests import Request

DRAWN = "drawn"  # names one drawing of a form
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
def act(request: Request, trial_id: UUID, verb: str) -> HttpResponse:
    """Start, suspend, resume, end or revoke."""
    if verb not in VERBS:
        raise Http404
    chosen, card = VERBS[verb], _card(request, trial_id, verb)
    data, refusal = read(chosen.fields, request.POST, request.FILES), None
    if request.method == "POST":
        try:
            carry_out(chosen, trial_id, {**data, SEEN: _seen(request)}, by=request.actor, at=timezone.now())
        except Refusal as refused:
            if not refused.faults:
                raise
            refusal = refused
        else:
            messages.success(request, say(chosen.done))
            return redirect("trials:page", trial_id)
    form = Form(chosen.fields, data, refusal.faults if refusal else ())
    suspension = queries.live(trial_id).suspension
    seen = request.POST.get(SEEN) or (to_slug(suspension.id) if suspension else "")
    context = {"card": card, "verb": chosen, "form": form, "suspension": suspension, "seen": seen}
    return render(request, "trials/act.html", context, status=refusal.status if refusal else 200)


def _seen(request: Request) -> UUID | None:
    """The suspension that the page showed; None when it didn't say."""
    try:
        return from_slug(request.POST.get(SEEN, ""))
    except ValueError:
        return None


@GET_OR_POST
def incident(request: Request, trial_id: UUID) -> HttpResponse:
    """Report what happened."""
    card = _card(request, trial_id, "report-incident")
    scale = duties_of(trial_id).incidents
    fields = incident_fields(queries.policy_of(trial_id), scale)
    data = read(fields, request.POST, request.FILES)
    faults = check_form(fields, data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        try:
            number = report_incident(trial_id, _told(data), by=request.actor, at=timezone.now())
        except Refusal as refused:
            faults = refused.faults
            if not faults:
                raise
        else:
            messages.success(request, _said(number))
            return redirect("trials:page", trial_id)
    context = {"card": card, "form": Form(fields, data, faults), "scale": scale}
    return render(request, "trials/incident.html", context, status=422 if faults else 200)


def _said(number: UUID) -> str:
    """That it is reported, and by when the whole of it is owed."""
    told = found_incident(number)
    if told is None or told.due_at is None:
        return _("The incident is reported and on the record. No rule sets a time for its full report.")
    due = {"due": formats.moment(told.due_at)}
    return _("The incident is reported and on the record. Its full report is due by %(due)s.") % due


@never_cache
@GET_OR_POST
def keys(request: Request, trial_id: UUID) -> HttpResponse:
    """The fleets' keys; a new one is shown in this one answer, and again only to the same form sent twice."""
    card = _card(request, trial_id, "issue-key")
    fields: tuple[Field, ...] = (FLEET,)
    data, fresh = read(fields, request.POST, request.FILES), ""
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            fleet, drawn = str(data.get("fleet", "")), request.POST.get(DRAWN, "")[:40]
            fresh = issue_key(trial_id, fleet=fleet, by=request.actor, at=timezone.now(), drawn=drawn)
        except Refusal as refused:
            faults = refused.faults
            if not faults:
                raise
    context = {
        "card": card,
        "keys": queries.keys(trial_id),
        "fresh": fresh,
        "form": Form(fields, {} if fresh else data, faults),
        "drawn": to_slug(new_id()),
        "address": request.build_absolute_uri(f"/api/trials/{card.slug}/telemetry"),
        "example": sending.example(queries.policy_of(trial_id), timezone.now()),
        "lots": lots_url(request, card) if queries.policy_of(trial_id).plan.comparisons else "",
        "fields": sending.fields(queries.policy_of(trial_id)),
        "sensors": request.build_absolute_uri(f"/api/trials/{card.slug}/sta/v1.1"),
        "mds": mode_of(queries.policy_of(trial_id)) and request.build_absolute_uri("/api/mds"),
    }
    return render(request, "trials/keys.html", context, status=422 if faults else 200)


def lots_url(request: Request, card: queries.TrialCard) -> str:
    return request.build_absolute_uri(f"/api/trials/{card.slug}/lots?vehicle=r1&vehicle=r2")


@require_POST
def drop_key(request: Request, trial_id: UUID, key_id: UUID) -> HttpResponse:
    """Take a key back."""
    revoke_key(trial_id, key_id=key_id, by=request.actor, at=timezone.now())
    return redirect("trials:keys", trial_id)


def _card(request: Request, trial_id: UUID, action: str) -> queries.TrialCard:
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, action, row)
    return queries.cards([row])[0]


def _told(data: dict[str, str]) -> Told:
    day, clock = date.fromisoformat(data["day"]), time.fromisoformat(data["time"])
    happened = datetime.combine(day, clock, tzinfo=ZoneInfo(settings.HUB.timezone))
    return Told(data["measure"], data["site"], happened, data["severity"], data["description"], data.get("device", ""))
