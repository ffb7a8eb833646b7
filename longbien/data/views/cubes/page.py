"""A cube's page: what is counted and who is protected, what is left of the budget, its answers, a new question."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from longbien.data.actions.cubes.publish import publish
from longbien.data.actions.cubes.release import release
from longbien.data.models import Agreement
from longbien.data.queries.agreements import agreement_view, needed_agreement
from longbien.data.queries.budgets import budget_under
from longbien.data.queries.cubes import cube_terms, cube_view, release_view, releases
from longbien.data.queries.sets import card
from longbien.data.rules.agreement.terms import Cube
from longbien.data.rules.contract.contract import Contract
from longbien.data.views.agreements.page import STATES
from longbien.data.views.cubes.asking import FRESH, fields_of, question_of
from longbien.data.views.told import exactness, said_question, terms_told
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.people.policy import can
from longbien.ui import links
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

PER_PAGE = 10
SHOWN_AGAIN = ("not-in-force", "not-published", "over-budget", "no-rows", "question", "extra-missing", "not-countable")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cube(request: Request, agreement_id: UUID) -> HttpResponse:
    found, terms, contract = needed_cube(request, agreement_id)
    fields = fields_of(terms, contract)
    if request.method != "POST":
        return _page(request, found, Form(fields, FRESH))
    data = read(fields, request.POST, request.FILES)
    if faults := check(fields, data):
        return _page(request, found, Form(fields, data, faults))
    try:
        question, epsilon = question_of(data, terms)
        made = release(found.pk, question, epsilon, by=request.actor, at=timezone.now())
    except Refusal as refused:
        if refused.code not in SHOWN_AGAIN:
            raise
        return _page(request, found, Form(fields, data, refused.faults), refused)
    return redirect("data:cube-answer", found.pk, made.id)


@login_required
@require_POST
def publish_cube(request: Request, agreement_id: UUID) -> HttpResponse:
    """Bound and count the newest edition."""
    found, terms, contract = needed_cube(request, agreement_id)
    try:
        publish(found.pk, by=request.actor, at=timezone.now())
    except Refusal as refused:
        if refused.code not in SHOWN_AGAIN:
            raise
        return _page(request, found, Form(fields_of(terms, contract), FRESH), refused)
    messages.success(request, _("The cube is published. From now on it can be asked."))
    return redirect("data:cube", agreement_id)


def needed_cube(request: Request, agreement_id: UUID) -> tuple[Agreement, Cube, Contract]:
    """Refusal: 404 where there is none, or for whom it is not for."""
    found = needed_agreement(request.actor, agreement_id)
    _terms, terms, contract = cube_terms(found)
    if terms is None:
        raise not_found()
    return found, terms, contract


def _page(request: Request, found: Agreement, form: Form, refusal: Refusal | None = None) -> HttpResponse:
    view, (_terms, terms, contract) = agreement_view(found), cube_terms(found)
    assert terms is not None  # noqa: S101 - `needed_cube` has seen to it
    page = Paginator(releases(found), PER_PAGE).get_page(request.GET.get("page"))
    budget, published = budget_under(found), cube_view(found.pk)
    is_held = view.state == "in-force"
    state, tone = STATES[view.state]
    context = {
        **terms_told(terms, contract), "view": view, "state": state, "tone": tone, "refusal": refusal, "form": form,
        "budget": budget, "published": published,
        "ledger_url": links.url_for(Subject("ledger.account", budget.account_id)) if budget else "",
        "exact": exactness(terms, contract), "page": page,
        "answers": [
            (one, said_question(one.question, terms, contract))
            for one in (release_view(row, terms) for row in page.object_list)
        ],
        "may_ask": is_held and published is not None and can(request.actor, "spend", found),
        "may_publish": is_held and _is_behind(view.code, published.edition if published else 0)
        and can(request.actor, "publish", found),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.faults else 200
    return render(request, "data/cubes/cube.html", context, status=status)


def _is_behind(code: str, published: int) -> bool:
    """Whether there is an edition newer than the one that was published."""
    found = card(code)
    return found is not None and found.newest is not None and found.newest.number > published
