"""Hand over the open tasks of someone who is away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import deputy_of, person_card, person_with_address
from longbien.procedures.actions.absences.hand_over import hand_over as hand_over_tasks
from longbien.procedures.models import Task
from longbien.procedures.queries.lists import tasks_of
from longbien.procedures.queries.standing import local_date
from longbien.procedures.queries.versions import published
from longbien.procedures.views.access import signed_in
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.requests import Request

TO = Field(
    "person", "text", Text.of(vi="Giao cho", en="Give them to"),
    Text.of(
        vi="Địa chỉ e-mail của tài khoản. Bỏ trống để giao như thủ tục quy định.",
        en="The e-mail address of their account. Leave blank to have them assigned as the procedure says.",
    ),
    maximum=254,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_over(request: Request, person_id: UUID) -> HttpResponse:
    """What is open, and to whom it goes; the deputy who was named is offered first."""
    whose = person_card(person_id)
    if whose is None:
        raise not_found()
    check(request.actor, "hand-over", Task(person_id=person_id))
    now = timezone.now()
    open_ = [(task, published(task.case.version_id).definition.tasks[task.kind].title) for task in tasks_of(person_id)]
    context = {"whose": whose, "tasks": open_, "deputy": deputy_of(person_id, local_date(now))}
    if request.method != "POST":
        return render(request, "procedures/hand_over.html", {**context, "form": Form((TO,))})
    data = read((TO,), request.POST, request.FILES)
    try:
        # Whoever has nothing to give learns of nobody whether they have an account.
        to_id = _chosen(request, data.get("person", "")) if open_ else None
        given, wanting = hand_over_tasks(person_id=person_id, to_id=to_id, by=request.actor, at=now)
    except Refusal as refusal:
        if not refusal.faults:
            raise
        form = Form((TO,), data, refusal.faults)
        return render(request, "procedures/hand_over.html", {**context, "form": form}, status=refusal.status)
    if wanting:
        text = _("Handed over: %(given)s. Nobody fit was found for %(wanting)s; their case pages say so.")
        messages.warning(request, text % {"given": given, "wanting": wanting})
    else:
        messages.success(request, _("Handed over: %(given)s.") % {"given": given})
    return redirect("people:away", person_id)


def _chosen(request: Request, written: str) -> UUID | None:
    """The deputy by the button that names them, else an account by its address; None leaves it to the procedures."""
    if deputy := request.POST.get("deputy"):
        try:
            return UUID(deputy)
        except ValueError as error:
            raise not_found() from error
    if not written.strip():
        return None
    found = person_with_address(written.strip())
    if found is None:
        what = Text.of(vi="Không có tài khoản nào với địa chỉ này.", en="No account has this address.")
        raise Refusal("no-account", what, faults=(Fault("person", what),))
    return found.id
