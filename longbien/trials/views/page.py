"""The page of one trial, for its holder and for officers, and the part of it that lives."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.procedures.queries import ServiceCard, services_about
from longbien.trials import models, queries
from longbien.trials.queries.cover.insurance import gaps
from longbien.trials.queries.outlooks import outlooks
from longbien.trials.queries.owed.incidents import reported
from longbien.trials.rules.lifecycle import OVER
from longbien.trials.views import limits, shown
from longbien.trials.views.comparing.shown import with_lots
from longbien.trials.views.owed.standing import clocked
from longbien.trials.views.verbs import next_step, offered
from longbien.ui.links import neighbours_of, url_for
from longbien.ui.requests import Request


@require_safe
def page(request: Request, trial_id: UUID) -> HttpResponse:
    """What was licensed, how it goes, what the reader may do. Everyone else is shown the public register."""
    if not queries.may(request.actor, "view", trial_id) and (card := queries.card(trial_id)):
        return redirect("trials:registered", card.slug)
    _check(request, trial_id)
    trial = queries.trial(trial_id)
    about_url = url_for(trial.card.about) if trial.card.about else None
    said = shown.reasons(queries.suspensions(trial_id))
    context = {
        "trial": trial,
        **_live(trial),
        "kind": queries.kind_named(trial.plan.kind),
        "hours": shown.hours(trial.plan.windows),
        "further": limits.in_prose(trial.plan),
        "stops": limits.stops(trial.plan),
        "guardrails": shown.guardrails(trial),
        "outlooks": outlooks(trial.plan, trial.policy.terms),
        "comparisons": with_lots(trial_id, shown.sites(trial), timezone.now()),
        "incidents": clocked(reported(trial_id), timezone.now()),
        "permit": shown.permit(trial_id),
        "gaps": gaps(trial_id, timezone.localdate()),
        "timeline": [(one, said.get(one.at)) for one in reversed(queries.compliance_timeline(trial_id))],
        "verbs": offered(request.actor, trial.card),
        "next": next_step(trial.card.state, is_holder=request.actor.member_of(trial.card.holder_id)),
        "services": _services(request, trial.card),
        "about_url": about_url,
        "neighbours": [one for one in neighbours_of(request.actor, trial.subject) if one.url != about_url],
    }
    return render(request, "trials/page.html", context)


@require_safe
def plan(request: Request, trial_id: UUID) -> HttpResponse:
    """The plan as it is licensed, as `longbien plan` and `longbien regime check` read it."""
    _check(request, trial_id)
    data = queries.trial(trial_id).plan.to_data()
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="plan.json"'
    return response


@require_safe
def live(request: Request, trial_id: UUID) -> HttpResponse:
    """The live panel alone. Unchanged: 304, or 204 for a page that says in `seen` what it shows (a browser would answer
    a 304 from its cache, and the page would be redrawn). When the state has changed, the page reloads."""
    _check(request, trial_id)
    mark = queries.mark(trial_id)
    etag = f'"{mark}-{get_language()}"'
    if request.GET.get("seen") == mark:
        return HttpResponse(status=204, headers={"ETag": etag})
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    trial = queries.trial(trial_id)
    response = render(request, "trials/live.html", {"trial": trial, **_live(trial)})
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    if request.GET.get("state", trial.card.state) != trial.card.state:
        response["HX-Refresh"] = "true"
    return response


@require_safe
def positions(request: Request, trial_id: UUID) -> HttpResponse:
    """Areas and devices as GeoJSON, for the map to follow."""
    _check(request, trial_id)
    response = JsonResponse(shown.shapes(queries.trial(trial_id), queries.live(trial_id)))
    response["Content-Type"] = "application/geo+json"
    response["Cache-Control"] = "private, no-cache"
    return response


def _check(request: Request, trial_id: UUID) -> None:
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, "view", row)


def _services(request: Request, card: queries.TrialCard) -> tuple[ServiceCard, ...]:
    """What the holder may apply for: nothing more once the trial is over."""
    may = request.actor.member_of(card.holder_id) and card.state not in OVER
    return services_about(queries.TYPE) if may else ()


def _live(trial: queries.TrialView) -> dict[str, object]:
    now = queries.live(trial.id)
    counts = {one.rule: one.count for one in now.broken}
    return {
        "now": now,
        "mark": queries.mark(trial.id),
        "tone": shown.TONES[now.state],
        "broken": sum(count for rule, count in counts.items() if rule not in shown.FORBIDDEN),
        "forbidden": counts.get(shown.SUSPENDED, 0),
        "after_end": counts.get(shown.ENDED, 0),
        "after_notice": queries.after_notice(trial.id),
        "caps": shown.caps(trial, now),
        "latest": queries.latest_breaches(trial.id, 8),
        "shapes": shown.shapes(trial, now),
    }
