"""How I am told: which letters, and a private address for feed readers and calendars."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from longbien.kernel.text import Text
from longbien.procedures.actions.desk.wishing import choose_letters, close_feed, open_feed
from longbien.procedures.models import Wish
from longbien.procedures.queries.desk.wishes import feed_since, wishes_of
from longbien.procedures.views.access import signed_in
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

LETTERS = Field(
    "mail",
    "choice",
    Text.of(vi="Thư về những việc khác", en="Letters about everything else"),
    hint=Text.of(
        vi="Giấy nhận hồ sơ, kết quả, yêu cầu bổ sung và việc giao cho bạn luôn được gửi ngay.",
        en="Receipts, results, requests for more information and tasks given to you are always sent at once.",
    ),
    required=True,
    choices=(
        Choice(Wish.Mail.EACH, Text.of(vi="Mỗi việc một thư", en="A letter each time")),
        Choice(Wish.Mail.DAILY, Text.of(vi="Gộp một thư mỗi ngày, lúc 7 giờ sáng", en="One letter a day, at seven")),
        Choice(Wish.Mail.NONE, Text.of(vi="Không gửi thư, chỉ báo ở đây", en="No letter, only notices here")),
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def letters(request: Request) -> HttpResponse:
    """GET shows the choice, POST keeps it."""
    person_id = request.actor.person_id
    if request.method != "POST":
        return _page(request, Form((LETTERS,), {"mail": wishes_of([person_id])[person_id]}))
    data = read((LETTERS,), request.POST, request.FILES)
    if faults := check((LETTERS,), data):
        return _page(request, Form((LETTERS,), data, faults), status=422)
    choose_letters(mail=data["mail"], by=request.actor, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("procedures:letters")


@require_POST
@signed_in
def feeds(request: Request) -> HttpResponse:
    """Open the feed, which shows its secret this once, or close it."""
    if request.POST.get("do") == "close":
        close_feed(by=request.actor, at=timezone.now())
        messages.success(request, _("The private addresses no longer work."))
        return redirect("procedures:letters")
    token = open_feed(by=request.actor, at=timezone.now())
    person_id = request.actor.person_id
    return _page(request, Form((LETTERS,), {"mail": wishes_of([person_id])[person_id]}), token=token)


def _page(request: Request, form: Form, *, token: str = "", status: int = 200) -> HttpResponse:
    names = ("atom", "ics") if token else ()
    addresses = [request.build_absolute_uri(reverse(f"procedures:{name}", args=[token])) for name in names]
    context = {"form": form, "since": feed_since(request.actor), "addresses": addresses}
    response = render(request, "procedures/desk/letters.html", context, status=status)
    if token:
        response["Cache-Control"] = "no-store"
    return response
