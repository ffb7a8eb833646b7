"""Missing data: who waits for it, who owes it by when; a steward says so, and closes it once the data is there."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from longbien.data.actions.gaps import owing as owing_
from longbien.data.policy import GAP
from longbien.data.queries.gaps import GapCard, promises
from longbien.data.queries.gaps import gap as gap_called
from longbien.data.queries.strategy import needs_by_gap
from longbien.data.views.gaps.questions import closing, owing
from longbien.kernel.refusal import Refusal
from longbien.people.policy import can
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

Do = Callable[[dict[str, Any]], None]


@require_safe
def gap(request: Request, code: str) -> HttpResponse:
    return _page(request, gap_called(code), {})


@login_required
@require_POST
def owe(request: Request, code: str) -> HttpResponse:
    """Say who owes it, and by when."""
    found = gap_called(code)

    def do(data: dict[str, Any]) -> None:
        due = date.fromisoformat(data["due"]) if data.get("due") else None
        owing_.owe(found.id, UUID(data["organisation"]), due, by=request.actor, at=timezone.now())

    return _posted(request, found, "owing", owing(), do)


@login_required
@require_POST
def close(request: Request, code: str) -> HttpResponse:
    """Close it with the data set that fills it."""
    found = gap_called(code)

    def do(data: dict[str, Any]) -> None:
        owing_.close(found.id, data["data_set"], by=request.actor, at=timezone.now())

    return _posted(request, found, "closing", closing(), do)


def _posted(request: Request, found: GapCard, name: str, fields: tuple[Field, ...], do: Do) -> HttpResponse:
    data = read(fields, request.POST, request.FILES)
    faults = check(fields, data)
    if not faults:
        try:
            do(data)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
        else:
            messages.success(request, _("Recorded."))
            return redirect("data:gap", found.code)
    return _page(request, found, {name: Form(fields, data, faults)}, status=422)


def _page(request: Request, found: GapCard, forms: dict[str, Form], status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "gap": found,
        "promises": promises(found.id),
        "waiting": needs_by_gap().get(found.code, ()),
        "refused": bool(forms),
    }
    if found.is_open and can(request.actor, "owe", None, type=GAP):
        said = {"organisation": str(found.owner_id)} if found.owner_id else {}
        context |= {"owing": Form(owing(), said), "closing": Form(closing(), {})}
    return render(request, "data/gap.html", context | forms, status=status)
