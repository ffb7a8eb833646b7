"""Hand over one case, or all that one looks after, to a colleague."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from longbien.kernel.ids import from_slug, new_id
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.procedures.actions.desk.giving import Handed
from longbien.procedures.actions.desk.handing import hand_over, open_to_hand
from longbien.procedures.queries.desk.offices import colleagues, offices_of
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.desk.away import named_with_load, warn_if_away
from longbien.procedures.views.desk.handed import Done, say_handed
from longbien.procedures.views.page import readable
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

TO = Text.of(vi="Bàn giao cho", en="Hand over to")
WHY = Text.of(vi="Lý do", en="Reason")
WHY_HINT = Text.of(vi="Đồng nghiệp đọc được lý do này.", en="Your colleague reads it.")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand(request: Request) -> HttpResponse:
    """`?case=…` is one case; without it, everything that is open. Fifty cases are handed over at once."""
    case_id = _case(request)
    fields = _fields(request)
    if request.method != "POST":
        return _page(request, case_id, Form(fields, {}))
    data = read(fields, request.POST, request.FILES)
    if faults := check(fields, data):
        return _page(request, case_id, Form(fields, data, faults), status=422)
    try:
        handed = _hand(request, case_id, data)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _page(request, case_id, Form(fields, data, refusal.faults), status=422)
    say_handed(request, handed, Done("give", from_slug(data["person"])))
    warn_if_away(request, from_slug(data["person"]))
    return redirect("procedures:work")


def _hand(request: Request, case_id: UUID | None, data: dict[str, Any]) -> Handed:
    """Everything in portions, which are undone as one."""
    actor, batch, done = request.actor, new_id(), 0
    while wanted := [case_id] if case_id and not done else [] if case_id else open_to_hand(actor):
        done += hand_over(
            case_ids=wanted, person_id=from_slug(data["person"]), reason=data["reason"], by=actor, at=timezone.now(),
            batch=batch,
        ).count  # fmt: skip
    return Handed(batch, done)


def _fields(request: Request) -> tuple[Field, ...]:
    others = [card for card in colleagues(offices_of(request.actor)) if card.id != request.actor.id]
    choices = tuple(Choice(slug, Text.of(und=name)) for slug, name in named_with_load(others))
    return (
        Field("person", "choice", TO, required=True, choices=choices),
        Field("reason", "longtext", WHY, hint=WHY_HINT, required=True, maximum=2000),
    )


def _case(request: Request) -> UUID | None:
    written = request.GET.get("case", "")
    try:
        return from_slug(written) if written else None
    except ValueError as error:
        raise not_found() from error


def _page(request: Request, case_id: UUID | None, form: Form, *, status: int = 200) -> HttpResponse:
    mine = open_to_hand(request.actor, 1001) if case_id is None else []
    context = {
        "case": readable(request, case_id)[0] if case_id else None,
        "count": len(mine),
        "form": form,
        "is_alone": not form.fields[0].choices,
    }
    return render(request, "procedures/desk/hand_over.html", context, status=status)
