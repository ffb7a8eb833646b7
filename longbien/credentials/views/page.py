"""Pages of credentials that this hub issued: a list for holders and officers, a page for whoever has the address."""

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from longbien.credentials import models
from longbien.credentials.actions import revoke as acting
from longbien.credentials.queries import credentials as queries
from longbien.credentials.queries.verification import verify
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people.policy import can, check, visible
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.requests import Request

PER_PAGE = 30
REASON = (
    Field(
        "reason",
        "longtext",
        Text.of(vi="Lý do thu hồi", en="Reason"),
        hint=Text.of(
            vi="Người giữ sẽ đọc được. Không thể khôi phục sau khi thu hồi.",
            en="The holder will read it. A revoked credential can't be restored.",
        ),
        required=True,
        maximum=acting.LONGEST,
    ),
)


@login_required
@require_safe
def credentials(request: Request) -> HttpResponse:
    """One's own credentials and those of one's organisations; officers see all."""
    found = visible(request.actor, models.Credential.objects.all(), "list").order_by("-issued_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    at = datetime.now(UTC)
    rows = [(card, *card.shown(at)) for card in queries.cards(page.object_list)]
    return render(request, "credentials/credentials.html", {"page": page, "rows": rows})


@require_safe
def credential(request: Request, credential_id: UUID) -> HttpResponse:
    """Whether a credential stands; what else it says for those who may read it."""
    return _page(request, _found(credential_id), Form(REASON))


@login_required
@require_POST
def revoke(request: Request, credential_id: UUID) -> HttpResponse:
    """Revoke it, with a reason."""
    found = _found(credential_id)
    check(request.actor, "revoke", found)
    data = read(REASON, request.POST, request.FILES)
    try:
        acting.revoke(credential_id=found.pk, reason=data.get("reason", ""), by=request.actor, at=datetime.now(UTC))
    except Refusal as refusal:
        if not refusal.faults:
            raise
        return _page(request, found, Form(REASON, data, refusal.faults), status=422)
    messages.success(request, _("The credential is revoked. Whoever checks it will see so from now on."))
    return redirect("credentials:credential", found.pk)


def _found(credential_id: UUID) -> models.Credential:
    return get_object_or_404(models.Credential, pk=credential_id)


def _page(request: Request, found: models.Credential, form: Form, status: int = 200) -> HttpResponse:
    [card] = queries.cards([found])
    at = datetime.now(UTC)
    may_read = can(request.actor, "read", found)
    state, tone = card.shown(at)
    context = {
        "card": card,
        "state": state,
        "tone": tone,
        "verdict": verify(found.document, at=at),
        "may_read": may_read,
        "subject": queries.subject_of(found.document) if may_read else {},
        "reason": queries.reason_of(card) if may_read else None,
        "may_revoke": card.revoked_at is None and can(request.actor, "revoke", found),
        "form": form,
    }
    return render(request, "credentials/credential.html", context, status=status)
