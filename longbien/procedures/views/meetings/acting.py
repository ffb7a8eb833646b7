"""What members do in a meeting: each button is one POST; a refusal shows the page again with what was typed."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from longbien.kernel.actor import Actor
from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.procedures.actions.meetings.calling import add_item, cancel_meeting, remove_item
from longbien.procedures.actions.meetings.deciding import resolve, step_back, vote
from longbien.procedures.actions.meetings.holding import approve_minutes, close_meeting, note_attendance, open_meeting
from longbien.procedures.models import AgendaItem
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.meetings.pages import page, readable
from longbien.ui.requests import Request

Post = dict[str, str]
Act = Callable[[UUID, Post, Actor, datetime], object]


def _add(key: UUID, post: Post, by: Actor, at: datetime) -> object:
    case, _, action = post.get("proposal", "").partition(":")
    if not case:
        return add_item(meeting_id=key, matter=post.get("matter", ""), by=by, at=at)
    try:
        case_id = UUID(case)
    except ValueError as error:
        raise not_found() from error
    return add_item(meeting_id=key, case_id=case_id, action=action, by=by, at=at)


def _attend(key: UUID, post: Post, by: Actor, at: datetime) -> object:
    try:
        person_id = from_slug(post.get("person", ""))
    except ValueError as error:
        raise not_found() from error
    return note_attendance(
        meeting_id=key, person_id=person_id, how=post.get("how", ""), apology=post.get("apology", ""), by=by, at=at
    )  # fmt: skip


MEETING: dict[str, Act] = {
    "open": lambda key, post, by, at: open_meeting(meeting_id=key, reason=post.get("early", ""), by=by, at=at),
    "close": lambda key, post, by, at: close_meeting(meeting_id=key, by=by, at=at),
    "cancel": lambda key, post, by, at: cancel_meeting(meeting_id=key, reason=post.get("why", ""), by=by, at=at),
    "approve": lambda key, post, by, at: approve_minutes(meeting_id=key, by=by, at=at),
    "add": _add,
    "attend": _attend,
}
ITEM: dict[str, Act] = {
    "remove": lambda key, post, by, at: remove_item(item_id=key, by=by, at=at),
    "vote": lambda key, post, by, at: vote(item_id=key, choice=post.get("choice", ""), by=by, at=at),
    "step-back": lambda key, post, by, at: step_back(item_id=key, reason=post.get("reason", ""), by=by, at=at),
    "resolve": lambda key, post, by, at: resolve(item_id=key, text=post.get("text", ""), by=by, at=at),
}


@require_POST
@signed_in
def do(request: Request, meeting_id: UUID, verb: str) -> HttpResponse:
    """Something about the whole meeting."""
    return _run(request, MEETING, verb, meeting_id, meeting_id)


@require_POST
@signed_in
def do_item(request: Request, item_id: UUID, verb: str) -> HttpResponse:
    """Something about one item."""
    meeting_id = AgendaItem.objects.filter(pk=item_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise not_found()
    return _run(request, ITEM, verb, item_id, meeting_id)


def _run(request: Request, acts: dict[str, Act], verb: str, key: UUID, meeting_id: UUID) -> HttpResponse:
    if verb not in acts:
        raise not_found()
    found = readable(request, meeting_id)
    post = {name: str(value) for name, value in request.POST.items()}
    try:
        acts[verb](key, post, request.actor, timezone.now())
    except Refusal as refusal:
        if refusal.status in (404, 403) and refusal.code in ("not-found", "not-allowed"):
            raise
        return page(request, found, refusal=refusal, typed={**post, "about": str(key)})
    messages.success(request, _("Done. It stands in the record."))
    return redirect("procedures:meeting", meeting_id)
