"""Apply to a problem: choose the team, then the application opens."""

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.problems import queries
from longbien.problems.actions.apply_with import apply_with
from longbien.problems.views.teams import only, organisation_field
from longbien.procedures.queries import cases_about
from longbien.ui.forms import Form, check, read
from longbien.ui.links import url_for
from longbien.ui.requests import Request

IN_WHOSE_NAME = Text.of(vi="Nộp hồ sơ với tư cách", en="Apply in the name of")


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: Request, problem_id: UUID) -> HttpResponse:
    """GET asks in whose name; POST opens the case and leads to it. Without a team, the page says how to make one."""
    problem = queries.problem(request.actor, problem_id)
    if not request.actor.is_signed_in:
        return redirect_to_login(request.get_full_path(), "account_login")
    teams = queries.applicants(request.actor)
    fields = (organisation_field(IN_WHOSE_NAME, teams),)
    mine = [
        case for case in cases_about(Subject("problems.problem", problem.id)) if request.actor.member_of(case.owner_id)
    ]
    context = {"problem": problem, "teams": teams, "own_cases": [(case, url_for(case.subject)) for case in mine]}
    if request.method != "POST":
        return render(request, "problems/apply.html", {**context, "form": Form(fields, only(teams))})
    data = read(fields, request.POST, request.FILES)
    if faults := check(fields, data):
        return render(request, "problems/apply.html", {**context, "form": Form(fields, data, faults)}, status=422)
    organisation_id = UUID(data["organisation"])
    case_id = apply_with(problem.id, organisation_id=organisation_id, by=request.actor, at=timezone.now())
    return redirect(url_for(Subject("procedures.case", case_id)) or queries.url(problem.id))
