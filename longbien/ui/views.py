"""The gallery: every component in every state, for those who write pages and for the tests that look at them."""

from datetime import UTC, date, datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from longbien.kernel.citation import Citation
from longbien.kernel.ids import from_slug
from longbien.kernel.money import Money
from longbien.ui import samples
from longbien.ui.forms import Form, check, read, rearranged

SAMPLE_ENTRY = from_slug("01k9zzzzzzzzzzzzzzzzzzzzzz")


@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Its form can be sent: it comes back checked and is stored nowhere."""
    form = _form(request)
    context = {
        "tones": ("ok", "warn", "bad", "off", "info", "demo"),
        "amount": Money(1_284_000_000_000, samples.CURRENCY),
        "small_amount": Money(1_250_000, samples.CURRENCY),
        "instant": datetime(2026, 11, 23, 2, 25, tzinfo=UTC),
        "a_day": date(2026, 11, 23),
        "citation": Citation("RFC 6962", "§2.1", date(2026, 3, 1), "https://www.rfc-editor.org/rfc/rfc6962"),
        "entry": SAMPLE_ENTRY,
        "page": Paginator(range(200), 10).get_page(request.GET.get("page")),
        "charts": samples.CHARTS,
        "shapes": samples.SHAPES,
        "form": form,
    }
    return render(request, "ui/gallery.html", context, status=422 if form.faults else 200)


def _form(request: HttpRequest) -> Form:
    if request.method != "POST":
        return Form(samples.FIELDS, samples.ANSWERS)
    data = read(samples.FIELDS, request.POST, request.FILES)
    if (changed := rearranged(samples.FIELDS, request.POST, data)) is not None:
        return Form(samples.FIELDS, changed)
    return Form(samples.FIELDS, data, check(samples.FIELDS, data))
