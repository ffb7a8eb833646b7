"""My identity papers: stated, never shown."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people import queries
from longbien.people.actions.registers.state_paper import state_paper, take_back_paper
from longbien.people.kinds.countries import numbers
from longbien.people.views.countries import country_field, country_name
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

PASSPORT = Text.of(vi="Hộ chiếu", en="Passport")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("number")
def papers(request: Request) -> HttpResponse:
    """State a paper, or take it back."""
    fields = _fields()
    if request.method != "POST":
        return _page(request, Form(fields, {"kind": "citizen-id", "country": settings.HUB.country}))
    if taken := request.POST.get("take_back"):
        take_back_paper(kind=taken, by=request.actor, at=timezone.now())
        messages.success(request, _("It is forgotten."))
        return redirect("people:papers")
    data = read(fields, request.POST, request.FILES)
    faults = tuple(check(fields, data))
    if not faults:
        try:
            state_paper(**{key: data.get(key) or "" for key in ("kind", "country", "number")}, by=request.actor,
                        at=timezone.now())  # fmt: skip
            messages.success(request, _("Saved. The number itself is not kept."))
            return redirect("people:papers")
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    return _page(request, Form(fields, data, faults), status=422)


def _fields() -> tuple[Field, ...]:
    kinds = (Choice("citizen-id", numbers(settings.HUB.country).person_name), Choice("passport", PASSPORT))
    hint = Text.of(
        vi="Chúng tôi chỉ giữ một dấu vết để nhận ra đúng số này khi bạn xuất trình giấy tờ.",
        en="Only a trace is kept, by which this very number is recognised when you show the paper.",
    )
    return (
        Field("kind", "choice", Text.of(vi="Loại giấy tờ", en="Kind of paper"), required=True, choices=kinds),
        country_field(Text.of(vi="Nước cấp", en="Issued by")),
        Field("number", "text", Text.of(vi="Số", en="Number"), hint, required=True, maximum=60),
    )


def _page(request: Request, form: Form, status: int = 200) -> HttpResponse:
    names = {"citizen-id": numbers(settings.HUB.country).person_name, "passport": PASSPORT}
    stated = [(one, names[one.kind], country_name(one.country)) for one in queries.papers_of(request.actor.person_id)]
    return render(request, "people/papers.html", {"form": form, "stated": stated}, status=status)
