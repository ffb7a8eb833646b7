"""The page of a task: the case to judge, the form, and the way to step back."""

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.people.policy import can, check
from longbien.procedures.actions.declare_conflict import declare_conflict
from longbien.procedures.actions.submit_task import not_open, submit_task
from longbien.procedures.asking import reads_of
from longbien.procedures.models import Task
from longbien.procedures.queries.papers import papers
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.filling.pages import kept
from longbien.procedures.views.filling.torn import torn
from longbien.procedures.views.page import is_inside
from longbien.procedures.views.shown import filed
from longbien.procedures.views.typed import BASED, PAGE, SAVE, SHOWN, Sheet, Typed, take
from longbien.ui.forms import Form
from longbien.ui.requests import Request


def _own(request: Request, task_id: UUID) -> tuple[Task, Published]:
    task = Task.objects.select_related("case", "case__owner").filter(pk=task_id).first()
    if task is None:
        raise not_found()
    check(request.actor, "view", task)
    return task, published(task.case.version_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def task(request: Request, task_id: UUID) -> HttpResponse:
    """GET shows the case and the form; POST saves the draft, or hands it in; too late: 409 with what was typed.

    Where another page answered otherwise: 409 with both texts, to choose from."""
    found, version = _own(request, task_id)
    sheet = Sheet.of(found.case, version, version.definition.tasks[found.kind].form, request.actor)
    if request.method == "POST" and found.state != Task.State.OPEN:
        raise not_open()
    if request.method != "POST":
        return _page(request, found, version, sheet, sheet.show(data=found.data))
    typed = take(request, version, sheet)
    if typed.wants == "quiet":
        return kept(request, typed)
    if typed.sheet.torn:
        return _page(request, found, version, typed.sheet, typed.form, status=409)
    if typed.wants == "save" and not typed.faults:
        messages.success(request, _("The draft is saved."))
        return redirect("procedures:task", task_id)
    if typed.wants == "rows" or typed.faults or typed.more:
        return _page(request, found, version, typed.sheet, typed.form, status=422 if typed.faults else 200)
    return _hand_in(request, found, version, typed)


def _hand_in(request: Request, found: Task, version: Published, typed: Typed) -> HttpResponse:
    try:
        submit_task(task_id=found.pk, data=typed.answers, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if refusal.code != "form-faults":
            raise
        return _page(request, found, version, typed.sheet, typed.sheet.show(refusal.faults), status=422)
    messages.success(request, _("Thank you. Your answer is handed in."))
    return redirect("procedures:work")


def _page(
    request: Request, found: Task, version: Published, sheet: Sheet, form: Form, *, status: int = 200
) -> HttpResponse:
    roles = roles_in(found.case, version.definition, request.actor)
    # Who stepped back, or was not needed any more, keeps the task but reads the case no longer.
    may_read = can(request.actor, "read-answers", found.case)
    inside = is_inside(version.definition, roles)
    context = {
        "task": found,
        "case": found.case,
        "procedure": version.definition.title,
        "about": Subject.parse(found.case.about) if found.case.about else None,
        "spec": version.definition.tasks[found.kind],
        "is_open": found.state == Task.State.OPEN,
        "may_read": may_read,
        "called": (found.case.title if may_read else "") or found.case.number,
        "filed": filed(found.case, version, roles) if may_read else (),
        "documents": papers(found.case, version, request.actor, inside=inside) if may_read else (),
        "form": form,
        "save": SAVE,
        "reads": reads_of(sheet.schema, sheet.asked),
        "shown": (SHOWN, form.asked),
        "based": (BASED, sheet.marks),
        "drawing": (PAGE, secrets.token_urlsafe(9)),
        "torn": torn(sheet, request.actor),
    }
    return render(request, "procedures/task.html", context, status=status)


@require_POST
@signed_in
def recuse(request: Request, task_id: UUID) -> HttpResponse:
    """Declare a conflict of interest and step back."""
    declare_conflict(task_id=task_id, reason=request.POST.get("reason", ""), by=request.actor, at=timezone.now())
    messages.success(request, _("Thank you for saying so. Someone else is asked."))
    return redirect("procedures:work")
