"""Propose, send back, approve, drop. What is refused leads back to the page of the draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.authoring import deciding, drafting
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.authoring.editor import kept, readable
from longbien.procedures.views.authoring.typed import seen
from longbien.ui.requests import Request


@require_POST
@signed_in
def propose(request: Request, draft_id: UUID) -> HttpResponse:
    """Ask a second person; the page is closed for writing until they decide."""
    draft = readable(request, draft_id)
    try:
        deciding.propose(draft_id=draft.pk, seen=seen(request), by=request.actor, at=timezone.now())
    except Refusal as refusal:
        return kept(request, draft, refusal)
    messages.success(request, _("Proposed. A second person decides now."))
    return redirect("procedures:draft", draft.pk)


@require_POST
@signed_in
def approve(request: Request, draft_id: UUID) -> HttpResponse:
    """Publish it; leads to the service."""
    draft = readable(request, draft_id)
    try:
        deciding.approve(draft_id=draft.pk, seen=seen(request), by=request.actor, at=timezone.now())
    except Refusal as refusal:
        return kept(request, draft, refusal)
    messages.success(request, _("Published."))
    return redirect("procedures:draft", draft.pk)


@require_POST
@signed_in
def send_back(request: Request, draft_id: UUID) -> HttpResponse:
    """Back to its authors, with the reason."""
    draft, reason = readable(request, draft_id), request.POST.get("reason", "")
    try:
        deciding.send_back(draft_id=draft.pk, reason=reason, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        return kept(request, draft, refusal)
    messages.success(request, _("Sent back."))
    return redirect("procedures:draft", draft.pk)


@require_POST
@signed_in
def take_back(request: Request, draft_id: UUID) -> HttpResponse:
    """Back to writing, by one of its authors."""
    draft = readable(request, draft_id)
    try:
        deciding.take_back(draft_id=draft.pk, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        return kept(request, draft, refusal)
    messages.success(request, _("Taken back. You can go on writing."))
    return redirect("procedures:draft", draft.pk)


@require_POST
@signed_in
def drop(request: Request, draft_id: UUID) -> HttpResponse:
    """Give it up; leads to the list."""
    drafting.drop(draft_id=readable(request, draft_id).pk, by=request.actor, at=timezone.now())
    messages.success(request, _("Dropped. What was saved is kept."))
    return redirect("procedures:authoring")
