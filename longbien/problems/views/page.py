"""One problem: what it says, how it is measured, where it comes from, and how to apply."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.kernel.subject import Subject
from longbien.people.queries import organisation
from longbien.problems import queries
from longbien.problems.views.shown import Named
from longbien.procedures.queries import cases_about
from longbien.ui.links import neighbours_of, url_for
from longbien.ui.requests import Request


@require_safe
def page(request: Request, problem_id: UUID) -> HttpResponse:
    """The version that is shown."""
    problem = queries.problem(request.actor, problem_id)
    return _page(request, problem, is_current=True)


@require_safe
def version(request: Request, problem_id: UUID, number: int) -> HttpResponse:
    """What the problem said in an earlier version."""
    problem = queries.problem(request.actor, problem_id, number=number)
    return _page(request, problem, is_current=False)


def _page(request: Request, problem: queries.ProblemView, *, is_current: bool) -> HttpResponse:
    subject = Subject("problems.problem", problem.id)
    cases = cases_about(subject)
    context = {
        "problem": problem,
        "named": Named(problem, queries.vocabulary()),
        "is_current": is_current,
        "department": organisation(problem.department_id),
        "department_url": url_for(Subject("people.organisation", problem.department_id or problem.id)),
        "history": queries.versions(problem.id),
        "applied": sum(case.seq > 1 for case in cases),
        "own_cases": [(case, url_for(case.subject)) for case in cases if request.actor.member_of(case.owner_id)],
        "service": queries.application(),
        "needs": queries.shown_needs(problem.needs),
        "outcomes": neighbours_of(request.actor, subject),
        "can_edit": queries.can_edit(request.actor, problem),
    }
    return render(request, "problems/page.html", context)
