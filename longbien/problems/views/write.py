"""An officer states a problem: one page for each of the city's steps. What was written is kept whatever is missing."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Fault, Refusal, conflict, not_allowed, not_found
from longbien.kernel.text import Text
from longbien.problems import queries
from longbien.problems.actions.classify import classify
from longbien.problems.actions.save import save
from longbien.problems.actions.standardise import standardise
from longbien.problems.actions.state import state
from longbien.problems.rules.steps import may_move
from longbien.problems.views.questions import STEPS, questions, to_answers, to_statement
from longbien.problems.views.teams import only, organisation_field
from longbien.ui.forms import Form, check, read, rearranged
from longbien.ui.requests import Request

SETTLE = {"classify": classify, "standardise": standardise}
NEXT = {"state": "classify", "classify": "standardise"}
DEPARTMENT = Text.of(vi="Đơn vị nêu bài toán", en="Department that states the problem")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin: in whose name, title, summary. “Save draft” takes it half finished; “continue” wants it whole."""
    departments, words = queries.departments(request.actor), queries.vocabulary()
    if not departments:
        raise not_allowed()
    fields = (organisation_field(DEPARTMENT, departments), *questions("state", words))
    if request.method != "POST":
        return _form(request, "state", Form(fields, only(departments)))
    answers = read(fields, request.POST, request.FILES)
    if faults := check(fields[:1] if is_draft(request) else fields, answers):
        return _form(request, "state", Form(fields, answers, faults), status=422)
    part, department_id = to_statement("state", answers, words, {}), UUID(answers["organisation"])
    try:
        problem_id = state(department_id=department_id, data=part, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        return _form(request, "state", Form(fields, answers, faults_of(refusal)), status=refusal.status)
    return _onward(request, "state", problem_id)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, problem_id: UUID, step: str) -> HttpResponse:
    """One step of a draft."""
    if step not in STEPS:
        raise not_found()
    draft, words = queries.draft(request.actor, problem_id), queries.vocabulary()
    must_be_writable(draft)
    fields = questions(step, words)
    if request.method != "POST":
        return _form(request, step, Form(fields, to_answers(draft.statement)), draft)
    answers = read(fields, request.POST, request.FILES)
    if (changed := rearranged(fields, request.POST, answers)) is not None:
        return _form(request, step, Form(fields, changed), draft)
    part = to_statement(step, answers, words, draft.statement)
    try:
        save(draft.id, data=part, seq=seq_of(request), by=request.actor, at=timezone.now())
        if not is_draft(request):
            _settle(request, draft.id, step, check(fields, answers))
    except Refusal as refusal:
        shown = Form(fields, answers, faults_of(refusal))
        return _form(request, step, shown, queries.draft(request.actor, problem_id), status=refusal.status)
    return _onward(request, step, problem_id)


def _settle(request: Request, problem_id: UUID, step: str, faults: tuple[Fault, ...]) -> None:
    """Finish the step; the draft is kept already, so what is wrong only stands beside the answers."""
    if faults:
        raise Refusal("incomplete", Text.of(vi="Còn chỗ cần sửa.", en="There is something to mend."), faults=faults)
    if settle := SETTLE.get(step):
        settle(problem_id, by=request.actor, at=timezone.now())


def _onward(request: Request, step: str, problem_id: UUID) -> HttpResponse:
    if is_draft(request):
        messages.success(request, _("The draft is saved."))
        return redirect("problems:edit", problem_id, step)
    following = NEXT.get(step)
    return redirect("problems:edit", problem_id, following) if following else redirect("problems:review", problem_id)


def _form(
    request: Request, step: str, form: Form, draft: queries.Draft | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"step": step, "form": form, "draft": draft}
    return render(request, f"problems/write_{step}.html", context, status=status)


def must_be_writable(draft: queries.Draft) -> None:
    """Refuse (409) the pages that write about a closed problem."""
    outcome = may_move("classify", draft.status)
    if not outcome:
        raise conflict("wrong-step", outcome.against[0].what)


def faults_of(refusal: Refusal) -> Iterable[Fault]:
    """The faults of a refusal; its own words when it names no place."""
    return refusal.faults or (Fault("", refusal.what),)


def is_draft(request: Request) -> bool:
    """Whether “save draft” was pressed."""
    return request.POST.get("do") == "draft"


def seq_of(request: Request) -> int:
    """The count of saves that the page was made from; -1, which no draft has, for anything else."""
    given = request.POST.get("seq", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1
