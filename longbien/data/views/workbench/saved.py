"""A saved question by its address: asked anew of the rows of today, by whoever opens it, under their own name."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from longbien.data.actions.workbench.keeping import remove_question
from longbien.data.models import Question
from longbien.data.queries.sets import card
from longbien.data.views.workbench.bench import Bench, answered
from longbien.data.views.workbench.opened import bench_of
from longbien.data.views.workbench.under import bench_under
from longbien.kernel.refusal import not_found
from longbien.people.policy import can, check
from longbien.ui.requests import Request


@require_safe
@never_cache
def question(request: Request, question_id: UUID) -> HttpResponse:
    """Its answer now. 404 for whom it isn't for."""
    found = _needed(request, question_id)
    given = {"statement": found.statement, "name": found.name, **found.chart}
    more = {
        "question": found,
        "address": request.build_absolute_uri(request.path),
        "may_remove": can(request.actor, "remove", found),
    }
    return answered(request, _bench(request, found), given, more)


@login_required
@require_POST
def remove(request: Request, question_id: UUID) -> HttpResponse:
    found = _needed(request, question_id)
    address = _bench(request, found).address
    remove_question(question_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Removed. Its address opens nothing any more."))
    return redirect(address)


def _needed(request: Request, question_id: UUID) -> Question:
    found = Question.objects.filter(pk=question_id).select_related("agreement__data_set", "data_set").first()
    if found is None:
        raise not_found()
    check(request.actor, "view", found)
    return found


def _bench(request: Request, found: Question) -> Bench:
    if found.agreement:
        check(request.actor, "query", found.agreement)
        return bench_under(request, found.agreement)
    known = card(found.data_set.code)
    if known is None or known.contract.access != "open":
        raise not_found()
    return bench_of(known)
