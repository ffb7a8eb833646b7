"""What the worker could not do, for those who run the hub. `record` can't ask the policy, so its page stands here."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.kernel.event import words_of
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.retry import LONGEST, retry
from longbien.record.queries import Stuck, owed, stuck_deliveries
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

SHOWN = 50
ALL = "all"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def deliveries(request: Request) -> HttpResponse:
    """What is stuck and why; one or all of it is taken up again, with a reason that stands in the record."""
    check(request.actor, "mend-deliveries", None, type="people.hub")
    stuck = stuck_deliveries(limit=SHOWN)
    fields = _fields(stuck)
    if request.method != "POST":
        return _page(request, stuck, Form(fields, {"which": ALL}))
    data = read(fields, request.POST, request.FILES)
    if faults := check_form(fields, data):
        return _page(request, stuck, Form(fields, data, faults), status=422)
    number = None if data["which"] == ALL else int(data["which"])
    if not retry(reason=data["reason"], by=request.actor, at=datetime.now(UTC), number=number):
        raise conflict("not-stuck", NOT_STUCK)
    messages.success(request, _("Taken up again. The worker does it within a few seconds."))
    return redirect("people:deliveries")


def _page(request: Request, stuck: tuple[Stuck, ...], form: Form, status: int = 200) -> HttpResponse:
    rows = [(one, words_of(one.event) or one.event) for one in stuck]
    context = {"rows": rows, "owed": owed(datetime.now(UTC)), "form": form, "is_cut": len(rows) == SHOWN}
    return render(request, "people/deliveries.html", context, status=status)


def _fields(stuck: tuple[Stuck, ...]) -> tuple[Field, ...]:
    each = tuple(Choice(str(one.number), Text.of(vi=f"Số {one.number}", en=f"Number {one.number}")) for one in stuck)
    every = Choice(ALL, Text.of(vi="Tất cả", en="All of it"))
    return (
        Field("which", "choice", Text.of(vi="Làm lại việc nào", en="What to take up again"), required=True,
              choices=(every, *each)),
        Field("reason", "text", Text.of(vi="Lý do", en="Reason"), required=True, maximum=LONGEST,
              hint=Text.of(vi="Điều gì cản trở, và đã khắc phục ra sao; được ghi vào sổ.",
                           en="What stood in the way, and how it was mended; it goes into the record.")),
    )  # fmt: skip


NOT_STUCK = Text.of(
    vi="Việc này không còn bị kẹt: có người đã cho làm lại trước bạn.",
    en="This isn't stuck any more: somebody had it taken up again before you.",
)
