"""Where an organisation is registered: stated by those who manage it, confirmed by an officer."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people import models, queries
from longbien.people.actions.registers.register_number import state_registration, verify_organisation
from longbien.people.kinds.countries import numbers
from longbien.people.policy import check
from longbien.people.views.countries import country_field
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: Request, organisation_id: UUID) -> HttpResponse:
    """State it, or change it: that takes a confirmation away."""
    found = get_object_or_404(models.Organisation, pk=organisation_id)
    check(request.actor, "manage", found)
    fields = _fields()
    if request.method != "POST":
        known = queries.registration_of(found.pk)
        data = {"country": settings.HUB.country}
        if known:
            data = {"country": known.country, "number": known.number, "address": known.address}
        return _page(request, found, Form(fields, data))
    data = read(fields, request.POST, request.FILES)
    faults = tuple(check_form(fields, data))
    if not faults:
        try:
            said = {key: data[key] for key in ("country", "number", "address")}
            state_registration(organisation_id=found.pk, **said, by=request.actor, at=timezone.now())
            messages.success(request, _("Saved. An officer will confirm it."))
            return redirect("people:organisation", found.pk)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    return _page(request, found, Form(fields, data, faults), status=422)


@login_required
@require_POST
def verify(request: Request, organisation_id: UUID) -> HttpResponse:
    """Confirm the number that was shown."""
    number = request.POST.get("number", "")
    verify_organisation(organisation_id=organisation_id, number=number, by=request.actor, at=timezone.now())
    messages.success(request, _("Confirmed."))
    return redirect("people:organisation", organisation_id)


def _fields() -> tuple[Field, ...]:
    at_home = numbers(settings.HUB.country).organisation_name
    hint = Text(tuple((language, at_home.in_language(language)) for language in settings.HUB.languages))
    number = Text.of(vi="Số trong sổ đăng ký", en="Number in the register")
    home = Text.of(
        vi=f"Trong nước: {hint.in_language(settings.HUB.languages[0]).lower()}. Nước ngoài: số như trong sổ đăng ký.",
        en=f"At home: the {hint.in_language(settings.HUB.languages[-1]).lower()}. Abroad: as the register has it.",
    )
    return (
        country_field(Text.of(vi="Nước đăng ký", en="Country of the register")),
        Field("number", "text", number, home, required=True, maximum=60),
        Field("address", "text", Text.of(vi="Địa chỉ trụ sở", en="Registered address"), required=True, maximum=300),
    )


def _page(request: Request, found: models.Organisation, form: Form, status: int = 200) -> HttpResponse:
    context = {"card": queries.organisation_card(found), "form": form}
    return render(request, "people/registration.html", context, status=status)
