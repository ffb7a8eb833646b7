"""The profile file that programs open Delta Sharing with. Source: Delta Sharing Protocol, "Profile File Format"."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.queries.agreements import needed_agreement
from longbien.ui.requests import Request


@login_required
@require_POST
@never_cache
def profile(request: Request, agreement_id: UUID) -> HttpResponse:
    """A new token, as the file that clients read; it is shown this once."""
    found = needed_agreement(request.actor, agreement_id)
    made = make_profile(agreement_id, by=request.actor, at=timezone.now())
    content = {
        "shareCredentialsVersion": 1,
        "endpoint": request.build_absolute_uri(reverse("sharing:shares")).removesuffix("/shares"),
        "bearerToken": made.token,
        "expirationTime": made.expires_at.isoformat(),
    }
    file = f'attachment; filename="{found.data_set.code}.share"'
    return JsonResponse(content, headers={"Content-Disposition": file})
