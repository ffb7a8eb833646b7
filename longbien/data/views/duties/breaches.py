"""A breach: recorded, told, closed."""

from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.data.actions.duties.record_breach import LONGEST, Step, record_breach, step_breach
from longbien.data.policy import BREACH
from longbien.data.queries.duties.breaches import BreachView, breach
from longbien.data.queries.duties.statutes import clock
from longbien.data.queries.sets import cards, listed
from longbien.data.views.duties.overview import STANDINGS
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.policy import check as check_policy
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

STEPS = {
    "notified": Text.of(vi="Báo cơ quan có thẩm quyền", en="Tell the authority"),
    "persons": Text.of(vi="Báo những người có dữ liệu", en="Tell the persons concerned"),
    "closed": Text.of(vi="Báo cáo sau sự cố và đóng lại", en="Report afterwards, and close it"),
}
DID = {
    "notified": Text.of(vi="Đã báo cơ quan có thẩm quyền", en="The authority was told"),
    "persons": Text.of(vi="Đã báo những người có dữ liệu", en="The persons concerned were told"),
    "closed": Text.of(vi="Đã báo cáo và đóng lại", en="Reported and closed"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: Request) -> HttpResponse:
    """Record what happened; the clock runs from when it was known."""
    check_policy(request.actor, "record", None, type=BREACH)
    fields = _fields()
    if request.method != "POST":
        return _asked(request, Form(fields, {}))
    data = read(fields, request.POST, request.FILES)
    faults = check(fields, data)
    if not faults:
        try:
            return _made(request, data)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    return _asked(request, Form(fields, data, faults))


def _asked(request: Request, form: Form) -> HttpResponse:
    context = {"form": form, "clock": clock("breach-notice")}
    return render(request, "data/duties/breach_new.html", context, status=422 if form.faults else 200)


def _made(request: Request, data: dict[str, Any]) -> HttpResponse:
    zone = ZoneInfo(settings.HUB.timezone)
    known = datetime.combine(date.fromisoformat(data["day"]), time.fromisoformat(data["time"]), zone)
    made = record_breach(
        data["data_set"], words=data["words"], known_at=known, is_serious=data["serious"],
        persons=data.get("persons"), by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("The breach is recorded. The clock runs from when it was known."))
    return redirect("data:breach", made)


def _fields() -> tuple[Field, ...]:
    sets = tuple(Choice(one.code, one.contract.title) for one in cards(listed()))
    return (
        Field("data_set", "choice", Text.of(vi="Bộ dữ liệu", en="Data set"), required=True, choices=sets),
        Field("day", "date", Text.of(vi="Ngày biết sự cố", en="Day it was known"), required=True),
        Field("time", "time", Text.of(vi="Giờ biết sự cố", en="Time it was known"), required=True),
        Field(
            "serious", "yesno", Text.of(vi="Sự cố nghiêm trọng?", en="Is it serious?"),
            Text.of(vi="Luật chưa đọc toàn văn: không chắc thì chọn “có”, và hỏi pháp chế.",
                    en="The law was not read in full: when in doubt say yes, and ask counsel."),
            required=True,
        ),
        Field("persons", "number", Text.of(vi="Bao nhiêu người, nếu biết", en="How many persons, if known"), minimum=0,
              maximum=1_000_000_000),
        Field(
            "words", "longtext", Text.of(vi="Điều đã xảy ra", en="What happened"),
            Text.of(vi="Ghi vào sổ ghi dưới dạng cam kết; chỉ người phụ trách đọc được.",
                    en="It enters the record sealed; only stewards read it."),
            required=True, maximum=LONGEST,
        ),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: Request, breach_id: UUID) -> HttpResponse:
    """One breach with its clock; each notice is written here."""
    found = breach(request.actor, breach_id)
    what, words = request.POST.get("what", ""), request.POST.get("words", "")[:LONGEST]
    if request.method != "POST":
        return _page(request, found)
    if what not in STEPS:
        unknown = Text.of(vi="Chọn một bước.", en="Choose a step.")
        return _page(request, found, Refusal("what", unknown, faults=(Fault("what", unknown),)), words)
    try:
        step_breach(breach_id, what=cast(Step, what), words=words, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if refusal.code not in ("words", "done-already", "not-notified"):
            raise
        return _page(request, found, refusal, words)
    messages.success(request, _("Noted."))
    return redirect("data:breach", breach_id)


def _page(request: Request, found: BreachView, refusal: Refusal | None = None, words: str = "") -> HttpResponse:
    context = {
        "breach": found,
        "standing": STANDINGS[found.clock],
        "steps": [(one, DID[one.what]) for one in found.steps],
        "offered": [(code, name) for code, name in STEPS.items() if found.is_open and code not in found.did],
        "may_record": can(request.actor, "record", None, type=BREACH),
        "clock": clock("breach-notice"),
        "refusal": refusal,
        "words": words,
        "chosen": request.POST.get("what", ""),
    }
    return render(request, "data/duties/breach.html", context, status=refusal.status if refusal else 200)
