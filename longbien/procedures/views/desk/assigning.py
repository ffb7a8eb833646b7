"""Hand out chosen cases: to someone, to nobody, or to whoever has the fewest; ask why, say what was done, undo it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.queries import person_card
from longbien.procedures.actions.desk.giving import Handed
from longbien.procedures.actions.desk.handing import LONGEST_REASON, assign_cases
from longbien.procedures.actions.desk.sharing import share_out
from longbien.procedures.actions.desk.undoing import undo_handing
from longbien.procedures.models import Case
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.desk.away import warn_if_away
from longbien.procedures.views.desk.handed import UNSEEN, Chosen, Done, read_chosen, say_handed, say_undone
from longbien.procedures.views.desk.work import page
from longbien.procedures.views.queue import asked_in, carried, list_url, queue_in
from longbien.ui.fields import Field
from longbien.ui.forms import Form
from longbien.ui.language import say
from longbien.ui.requests import Request

WHY = Field(
    "reason", "longtext", Text.of(vi="Lý do chuyển", en="Why they change hands"),
    Text.of(vi="Người đang xử lý và người nhận đều đọc được.", en="Both sides read it."),
    required=True, maximum=LONGEST_REASON,
)  # fmt: skip
NOBODY_CHOSEN = Text.of(vi="Hãy chọn người xử lý.", en="Choose who is to look after them.")


@require_POST
@signed_in
def assign(request: Request) -> HttpResponse:
    """Give the chosen cases away as the page showed them; a refusal keeps what was chosen."""
    chosen, do = read_chosen(request.POST.getlist("case")), request.POST.get("do", "")
    persons = read_chosen([request.POST.get("person", "")])
    person_id = None if do == "free" else next(iter(persons), None)
    try:
        if do == "fair":
            handed = share_out(case_ids=list(chosen), by=request.actor, at=timezone.now())
        elif do == "give" and person_id is None:
            raise Refusal("no-person", NOBODY_CHOSEN, faults=(Fault("person", NOBODY_CHOSEN),))
        else:
            handed = _assign(request, chosen, person_id)
    except Refusal as refusal:
        return _refused(request, refusal, chosen, person_id)
    say_handed(request, handed, Done(do, person_id, len(chosen)))
    warn_if_away(request, person_id)
    return redirect(_back(request, list(chosen)))


@require_POST
@signed_in
def undo(request: Request, batch: UUID) -> HttpResponse:
    """Take back what was handed out in one go."""
    try:
        say_undone(request, undo_handing(batch=batch, by=request.actor, at=timezone.now()))
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        messages.warning(request, say(refusal.what))
    return redirect(list_url(queue_in(request)))


def _assign(request: Request, chosen: Chosen, person_id: UUID | None) -> Handed:
    seen = {case_id: held for case_id, held in chosen.items() if held is None or isinstance(held, UUID)}
    reason = request.POST.get("reason", "")
    return assign_cases(
        case_ids=list(chosen), person_id=person_id, by=request.actor, at=timezone.now(), reason=reason, seen=seen
    )


def _refused(request: Request, refusal: Refusal, chosen: Chosen, person_id: UUID | None) -> HttpResponse:
    if refusal.status != 422:
        raise refusal
    if refusal.faults and refusal.faults[0].where == "reason":
        return _ask_why(request, refusal, chosen, person_id)
    return page(request, refusal=refusal, chosen=list(chosen), given_to=person_id)


def _ask_why(request: Request, refusal: Refusal, chosen: Chosen, person_id: UUID | None) -> HttpResponse:
    """The cases that colleagues look after as the page showed it, and a box for the reason; faults only once it was
    left empty."""
    asked = "reason" in request.POST
    form = Form((WHY,), {"reason": request.POST.get("reason", "")}, refusal.faults if asked else ())
    found = Case.objects.filter(pk__in=list(chosen), handler__isnull=False).select_related("handler__person")
    near = [(one, one.handler.person_id) for one in found.order_by("handler__person__name", "due")]
    held = [case for case, now in near if now != person_id and chosen[case.pk] in {UNSEEN, now}]
    free = Case.objects.filter(pk__in=list(chosen), handler=None).count()
    card = person_card(person_id) if person_id else None
    context = {
        "form": form,
        "held": held,
        "others": free,
        "chosen": request.POST.getlist("case"),
        "given": request.POST,
        "person": card,
        "is_mine": person_id == request.actor.id,
        "query": request.GET.urlencode(),
        "back": _back(request, list(chosen)),
    }
    return render(request, "procedures/desk/why.html", context, status=422)


def _back(request: Request, chosen: list[UUID]) -> str:
    if request.POST.get("back") == "case" and len(chosen) == 1:
        return carried(reverse("procedures:desk-case", args=chosen), queue_in(request))
    return list_url(asked_in(request.GET))
