"""Pages of meetings: the bodies, one body's meetings, one meeting, its pack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import ADMINISTRATOR, can, check
from longbien.people.queries import BodyCard, body, recused
from longbien.procedures.actions.meetings.calling import LONGEST_ONLINE, LONGEST_PLACE, call_meeting
from longbien.procedures.models import AgendaItem, Meeting
from longbien.procedures.queries.cases import case_view
from longbien.procedures.queries.meetings.agenda import awaiting
from longbien.procedures.queries.meetings.reading import bodies_for, may_approve, meeting_view, meetings_of
from longbien.procedures.queries.standing import YOU_HAD_A_HAND, judges_before
from longbien.procedures.queries.versions import published
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.shown import filed, task_lines
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

CALL = (
    Field("day", "date", Text.of(vi="Ngày họp", en="Day"), required=True),
    Field("time", "time", Text.of(vi="Giờ bắt đầu", en="Begins at"), required=True),
    Field("place", "text", Text.of(vi="Nơi họp", en="Place"), maximum=LONGEST_PLACE),
    Field("online", "text", Text.of(vi="Địa chỉ họp trực tuyến", en="Address to join online"), maximum=LONGEST_ONLINE),
)


@require_safe
def bodies(request: Request) -> HttpResponse:
    """The bodies whose meetings the reader may see, with the latest of each."""
    found = bodies_for(request.actor, is_administrator=ADMINISTRATOR in request.actor.roles)
    rows = [(card, meetings_of(request.actor, card.code)[:5]) for card in found]
    return render(request, "procedures/meetings/bodies.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def of_body(request: Request, code: str) -> HttpResponse:
    """The meetings of a body; its members and administrators call one."""
    card = body(code)
    if card is None:
        raise not_found()
    may_call = can(request.actor, "call", Meeting(body_id=code))
    if request.method != "POST" or not may_call:
        if request.method == "POST":
            check(request.actor, "call", Meeting(body_id=code))
        return _of_body(request, card, may_call, Form(CALL))
    data = read(CALL, request.POST, request.FILES)
    faults = check_form(CALL, data)
    if not faults:
        try:
            made = call_meeting(
                body=code, begins_at=_instant(data), place=data.get("place", ""), online=data.get("online", ""),
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
            return redirect("procedures:meeting", made)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    return _of_body(request, card, may_call, Form(CALL, data, faults))


def _instant(data: dict[str, Any]) -> datetime:
    zone = ZoneInfo(settings.HUB.timezone)
    return datetime.combine(date.fromisoformat(data["day"]), time.fromisoformat(data["time"]), tzinfo=zone)


def _of_body(request: Request, card: BodyCard, may_call: bool, form: Form) -> HttpResponse:
    context = {
        "card": card,
        "meetings": meetings_of(request.actor, card.code)[:100],
        "may_call": may_call,
        "form": form,
    }
    return render(request, "procedures/meetings/body.html", context, status=422 if form.faults else 200)


def readable(request: Request, meeting_id: UUID) -> Meeting:
    """The meeting, for who may see it. Refusal (404) otherwise."""
    found = Meeting.objects.filter(pk=meeting_id).first()
    if found is None:
        raise not_found()
    check(request.actor, "view", found)
    return found


@require_safe
def meeting(request: Request, meeting_id: UUID) -> HttpResponse:
    return page(request, readable(request, meeting_id))


def page(
    request: Request, found: Meeting, *, refusal: Refusal | None = None, typed: Mapping[str, str] | None = None
) -> HttpResponse:
    """A meeting as the reader may use it; `typed` is what they sent when it was refused."""
    actor = request.actor
    view = meeting_view(found, actor)
    if view is None:
        raise not_found()
    inside = can(actor, "prepare", found)
    context = {
        "meeting": found,
        "view": view,
        "inside": inside,
        "is_early": found.begins_at > timezone.now(),
        "may_chair": can(actor, "chair", found),
        "may_read": can(actor, "read-pack", found),
        "is_chair": actor.id is not None and actor.id == found.chair_id,
        "is_administrator": ADMINISTRATOR in actor.roles,
        "may_approve": may_approve(found, actor.id),
        # In a template `minutes.items` would be the method of the dict.
        "minutes_items": found.minutes["items"] if found.minutes else (),
        "proposals": awaiting(found.body_id, meeting_id=found.pk)
        if inside and found.state in ("called", "open")
        else (),
        "refusal": refusal,
        "typed": typed or {},
    }
    return render(request, "procedures/meetings/meeting.html", context, status=refusal.status if refusal else 200)


@require_safe
@signed_in
def pack(request: Request, meeting_id: UUID) -> HttpResponse:
    """Everything a member reads beforehand, on one page to be printed; nothing of what they are recused from."""
    found = readable(request, meeting_id)
    check(request.actor, "read-pack", found)
    view = meeting_view(found, request.actor)
    sheets = [_sheet(request, one.row, one.title) for one in view.items] if view else []
    return render(request, "procedures/meetings/pack.html", {"meeting": found, "view": view, "sheets": sheets})


@dataclass(frozen=True)
class Sheet:
    """One item in the pack. `why` is said in place of a case that the reader is recused from."""

    place: int
    title: Text
    why: Text | None
    case: Any
    owner: str
    filed: Any
    tasks: Any


def _sheet(request: Request, item: AgendaItem, title: Text) -> Sheet:
    case = item.case
    if case is None:
        return Sheet(item.place, title, None, None, "", (), ())
    if tie := recused(request.actor, case.owner_id):
        return Sheet(item.place, title, tie.what, None, "", (), ())
    if request.actor.id in judges_before(case):
        return Sheet(item.place, title, YOU_HAD_A_HAND, None, "", (), ())
    version = published(case.version_id)
    roles = frozenset(name for name, role in version.definition.roles.items() if role.kind == "body")
    return Sheet(
        item.place, title, None, case_view(case, {}), case.owner.name, filed(case, version, roles),
        task_lines(case, version, request.actor, inside=True),
    )  # fmt: skip
