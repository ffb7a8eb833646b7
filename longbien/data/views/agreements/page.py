"""An agreement: its terms, what they show of the real rows, who has signed; signing and revoking it."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from longbien.data.actions.agreements import agreeing
from longbien.data.models import Agreement
from longbien.data.queries.access import ground_of, renewing_services
from longbien.data.queries.agreements import agreement_view, every_agreement, needed_agreement, shown_rows
from longbien.data.queries.duties.dossiers import dossiers
from longbien.data.queries.duties.meter import weighing_of_agreement
from longbien.data.queries.shares import opens
from longbien.data.rules.agreement.noted import masks, stand_for
from longbien.data.rules.agreement.terms import MaskKind
from longbien.data.views.agreements.composing import spent_before
from longbien.data.views.agreements.programs import programs
from longbien.data.views.shown import said
from longbien.data.views.told import terms_told
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.procedures.queries.proving import proof_of
from longbien.ui.requests import Request

PER_PAGE, PREVIEW = 20, 8
STATES = {
    "proposed": (Text.of(vi="chờ hai bên ký", en="not signed by both"), "warn"),
    "in-force": (Text.of(vi="đang có hiệu lực", en="in force"), "ok"),
    "revoked": (Text.of(vi="đã thu hồi", en="revoked"), "bad"),
    "expired": (Text.of(vi="đã hết hạn", en="over"), "off"),
}
OVER = ("revoked", "expired")
SHOWN_AGAIN = ("signature", "four-eyes", "other-text", "signed-already", "ended", "reason", "revoked-already",
               "dossier-missing")  # fmt: skip


@require_safe
def register(request: Request) -> HttpResponse:
    """Every agreement, for everyone: who got which data for what, without the terms that name single values."""
    page = Paginator(every_agreement(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (view, *STATES[view.state], can(request.actor, "view", row))
        for row, view in ((row, agreement_view(row)) for row in page.object_list)
    ]
    return render(request, "data/agreements.html", {"page": page, "rows": rows})


@login_required
@require_safe
@never_cache
def agreement(request: Request, agreement_id: UUID) -> HttpResponse:
    return _page(request, needed_agreement(request.actor, agreement_id))


@login_required
@require_POST
def sign(request: Request, agreement_id: UUID) -> HttpResponse:
    """Sign for one side what the page showed."""
    found, side = needed_agreement(request.actor, agreement_id), request.POST.get("side", "")
    if side not in ("publisher", "recipient"):
        raise not_found()
    text, proof = request.POST.get("digest", ""), proof_of(request)
    try:
        agreeing.sign(
            agreement_id, side=cast(agreeing.Side, side), text=text, proof=proof, by=request.actor, at=timezone.now()
        )
    except Refusal as refusal:
        return _refused(request, found, refusal)
    messages.success(request, _("Signed."))
    return redirect("data:agreement", agreement_id)


@login_required
@require_POST
def revoke(request: Request, agreement_id: UUID) -> HttpResponse:
    """End it at once, with a reason."""
    found, reason = needed_agreement(request.actor, agreement_id), request.POST.get("reason", "")[:2_000]
    try:
        agreeing.revoke(agreement_id, reason=reason, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        return _refused(request, found, refusal)
    messages.success(request, _("Revoked. Nothing is given out under it from now on."))
    return redirect("data:agreement", agreement_id)


def _refused(request: Request, found: Agreement, refusal: Refusal) -> HttpResponse:
    if refusal.code not in SHOWN_AGAIN:
        raise refusal
    return _page(request, found, refusal)


def _page(request: Request, found: Agreement, refusal: Refusal | None = None) -> HttpResponse:
    view = agreement_view(found)
    is_over = view.state in OVER
    table, number, edition = (None, 0, None) if is_over else shown_rows(found, most=PREVIEW)
    awaits = view.state == "proposed" and request.actor.member_of(found.organisation_id)
    shown = () if table is None or awaits else table.to_pylist()
    state, tone = STATES[view.state]
    back = urlencode({"next": reverse("data:agreement", args=[found.pk])})
    cube = view.terms.cube
    context: dict[str, Any] = {
        **(terms_told(cube, view.contract) if cube else {}),
        **(spent_before(found, request.actor) if view.terms.is_noisy else {}),
        "view": view,
        "state": state,
        "tone": tone,
        "rows": _said(shown, masks(view.terms.columns)),
        "is_over": is_over,
        "awaits": awaits,
        "number": number,
        "edition": edition,
        "dossiers": dossiers(found),
        "weight": weighing_of_agreement(found.data_set, found.pk),
        "may_sign": _may_sign(request.actor, found, view.lacks),
        "is_own_proposal": "publisher" in view.lacks and found.proposed_by == request.actor.id,
        "may_revoke": view.state in ("proposed", "in-force") and can(request.actor, "revoke", found),
        "may_ask": view.state == "in-force" and not view.terms.is_noisy and can(request.actor, "query", found),
        **_around(request.actor, found, view.state),
        **_programs(request, found, is_in_force=view.state == "in-force"),
        "refusal": refusal,
        "reason": request.POST.get("reason", "")[:2_000],
        "confirm_url": f"{reverse('people:confirm')}?{back}",
    }
    return render(request, "data/agreement.html", context, status=refusal.status if refusal else 200)


def _said(rows: Sequence[Mapping[str, Any]], masked: Mapping[str, MaskKind]) -> list[list[str]]:
    names = list(rows[0]) if rows else []
    kinds = {name: stand_for((row[name] for row in rows), masked.get(name)) for name in names}
    return [[said(row[name], kinds[name]) for name in names] for row in rows]


def _around(actor: Actor, found: Agreement, state: str) -> dict[str, Any]:
    """The case that it carries out, what it goes on from and in, and how its recipient asks for more time."""
    ground, newer = ground_of(found.pk), found.renewed_by.first()
    is_theirs = actor.member_of(found.organisation_id)
    return {
        "case_id": ground.case_id if ground else None,
        "older_id": ground.renews_id if ground else None,
        "newer_id": newer.agreement_id if newer else None,
        "renewing": renewing_services() if is_theirs and newer is None and state in ("in-force", "expired") else (),
        "about": f"data.agreement:{found.pk}",
    }


def _programs(request: Request, found: Agreement, *, is_in_force: bool) -> dict[str, Any]:
    """What the recipient's programs may read, and how; nothing for others, or when it isn't in force."""
    may_share = can(request.actor, "share", found)
    if not is_in_force or not (may_share or can(request.actor, "query", found)):
        return {"may_read": False}
    return {"may_read": True, "may_share": may_share, "programs": programs(request, found) if opens(found) else ()}


def _may_sign(actor: Actor, found: Agreement, lacks: tuple[str, ...]) -> str:
    """The side that the reader may sign for now, or nothing."""
    for side in lacks:
        if can(actor, f"sign-{side}", found) and not (side == "publisher" and found.proposed_by == actor.id):
            return side
    return ""
