"""The public catalogue of services, and the beginning of a case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.queries import OrganisationCard, organisations_of
from longbien.procedures import queries
from longbien.procedures.actions.filling.open_filled import open_filled
from longbien.procedures.models import Case
from longbien.procedures.queries.applicant.appeals import right_to_appeal
from longbien.procedures.queries.applicant.giving import Given, given_in
from longbien.procedures.queries.authoring.report import runs
from longbien.procedures.queries.desk.taken import times
from longbien.procedures.queries.lists import own_drafts
from longbien.procedures.queries.versions import in_force
from longbien.procedures.rules.deadlines import in_words
from longbien.procedures.rules.desk.terms import appeals, costs, silences
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.asked import asked
from longbien.procedures.views.desk.times import promised, really
from longbien.procedures.views.page import readable
from longbien.procedures.views.queue import added
from longbien.procedures.views.shown import service_steps
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.links import list_of
from longbien.ui.requests import Request

RUNS = 3
MOST_BEGUN = 5
IN_WHOSE_NAME = Text.of(vi="Nộp hồ sơ với tư cách", en="Apply in the name of")


@require_safe
def services(request: Request) -> HttpResponse:
    """Every service in force, with the time it promises and the time it really took."""
    cards = queries.services()
    took = times([card.code for card in cards], timezone.now(), whole=True)
    rows = [(card, promised(card.definition), really(took.get((card.code, "")))) for card in cards]
    context = {
        "services": [row for row in rows if row[0].is_offered],
        "over": [card for card in cards if not card.is_offered],
    }
    return render(request, "procedures/services.html", context)


@require_safe
def service(request: Request, code: str) -> HttpResponse:
    """What the service is, for whom, on which law, step by step, and how to begin."""
    card, given = queries.service(code), _given(request, code)
    took = times([card.code], timezone.now())
    start_url = reverse("procedures:start", args=[code])
    context = {
        "service": card,
        "steps": [(step, really(took.get((card.code, step.name)))) for step in service_steps(card.definition)],
        "promised": promised(card.definition),
        "really": really(took.get((card.code, ""))),
        **_terms(card),
        "asked": asked(card.code),
        "given": given,
        "start_url": added(start_url, given=given.written) if given and given.says else start_url,
        "begins_at": list_of(card.about) if card.about else None,
        "runs": [run for run in runs(card.code)[:RUNS] if can(request.actor, "view", run)],
    }
    return render(request, "procedures/service.html", context)


def _terms(card: queries.ServiceCard) -> dict[str, object]:
    """What it costs, what silence means, and where to appeal: each rule with the service that takes the appeal."""
    known = {one.code: one.title for one in queries.services()}
    return {
        "costs": [(cost, in_words(cost.within) if cost.within else None) for cost in costs(card.definition)],
        "silences": silences(card.definition),
        "appeals": [
            (rule, rule.state.appeal.procedure, known.get(rule.state.appeal.procedure))
            for rule in appeals(card.definition)
            if rule.state.appeal
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: Request, code: str) -> HttpResponse:
    """GET asks in whose name; POST opens the case and leads to it. `?about=problems.problem:<uuid>` says what about,
    `?given=data_set:wards` what a question of the form is answered beforehand."""
    card, given = queries.service(code), _given(request, code)
    about = _about(request.GET.get("about", ""))
    target = _case_about(request, about)
    teams = _teams(request, target)
    fields = (_whose(teams),) if target is None else ()
    context = {
        "service": card,
        "teams": teams,
        "about": about,
        "given": given,
        "begun": own_drafts(request.actor, code, about)[:MOST_BEGUN],
        "needs_about": bool(card.about) and about is None,
        "last_day": right.until if target and (right := right_to_appeal(target)) else None,
    }
    if request.method != "POST":
        only = {"organisation": str(teams[0].id)} if len(teams) == 1 else {}
        return render(request, "procedures/start.html", {**context, "form": Form(fields, only)})
    data = read(fields, request.POST, request.FILES)
    if faults := check(fields, data):
        return render(request, "procedures/start.html", {**context, "form": Form(fields, data, faults)}, status=422)
    owner_id = target.owner_id if target else UUID(data["organisation"])
    try:
        case_id = open_filled(
            procedure=code, owner_id=owner_id, about=about, given=given, by=request.actor, at=timezone.now()
        )
    except Refusal as refusal:
        context |= {"form": Form(fields, data), "refusal": refusal}
        return render(request, "procedures/start.html", context, status=refusal.status)
    return redirect("procedures:case", case_id)


def _case_about(request: Request, about: Subject | None) -> Case | None:
    """The case that the new one is about, such as one whose decision is appealed: it has the same owner."""
    return readable(request, about.id)[0] if about and about.type == "procedures.case" else None


def _teams(request: Request, target: Case | None) -> tuple[OrganisationCard, ...]:
    """In whose name the reader may apply; about a case, its owner alone."""
    mine = organisations_of(request.actor)
    return tuple(one for one in mine if target is None or one.id == target.owner_id)


def _whose(teams: tuple[OrganisationCard, ...]) -> Field:
    choices = tuple(Choice(str(one.id), Text.of(und=one.name)) for one in teams)
    return Field("organisation", "choice", IN_WHOSE_NAME, required=True, choices=choices)


def _given(request: Request, code: str) -> Given | None:
    return given_in(request.GET.get("given", ""), in_force(code))


def _about(written: str) -> Subject | None:
    try:
        return Subject.parse(written) if written else None
    except ValueError as error:
        raise not_found() from error
