"""End a fee, and write down what was heard of a step that runs elsewhere: small forms of the offices of a case."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import person_card
from longbien.procedures.actions.fees.settle_fee import SHARED, keep_fee, record_payment, waive_fee
from longbien.procedures.actions.outside.report import LONGEST_NUMBER, LONGEST_STATUS, report_outside
from longbien.procedures.models import Case, Fee, Outside
from longbien.procedures.queries.fees import fees_of
from longbien.procedures.queries.standing import local_date
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.fees import needs_two
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.page import readable
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_fields
from longbien.ui.requests import Request

PAID_ON = Field("paid_on", "date", Text.of(vi="Ngày nộp", en="Paid on"), required=True)
EVIDENCE = Field(
    "evidence", "text", Text.of(vi="Mã giao dịch hoặc số biên lai", en="Bank reference or receipt number"),
    hint=Text.of(
        vi="Nộp bằng chuyển khoản: mã giao dịch của ngân hàng. Nộp tại quầy: số biên lai đã cấp.",
        en="Paid by transfer: what the bank calls it. Paid at the counter: the number of the receipt you gave.",
    ),
    required=True, maximum=120,
)  # fmt: skip
SHARED_PAYMENT = Field(
    "is_shared", "yesno", required=True,
    label=Text.of(vi="Một lần chuyển khoản trả cho tất cả các khoản này", en="One transfer covers all these fees"),
)  # fmt: skip
REASON = Field("reason", "longtext", Text.of(vi="Lý do miễn", en="Why it is waived"), required=True, maximum=2000)
KEEPING = Field("why_owed", "longtext", Text.of(vi="Vì sao vẫn phải nộp", en="Why it is still owed"), required=True,
                maximum=2000)  # fmt: skip
PAYMENT = (PAID_ON, EVIDENCE)
VERBS = {"pay": PAYMENT, "waive": (REASON,), "keep": (KEEPING,)}
NEWS = (
    Field("number", "text", Text.of(vi="Mã hồ sơ ở đó", en="Dossier number there"), required=True,
          maximum=LONGEST_NUMBER),
    Field("status", "text", Text.of(vi="Trạng thái ở đó", en="Status there"), maximum=LONGEST_STATUS),
    Field("day", "date", Text.of(vi="Ngày có tin", en="As of"), required=True),
    Field("time", "time", Text.of(vi="Giờ", en="Time"), required=True),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fee(request: Request, fee_id: UUID) -> HttpResponse:
    """Two ways to end a fee: it was paid, or it is waived; of a case that is over, that it is owed all the same."""
    found = Fee.objects.select_related("case").filter(pk=fee_id).first()
    if found is None:
        raise not_found()
    check(request.actor, "settle", found)
    if request.method != "POST":
        return _fee_page(request, found, {})
    verb = next((one for one in ("waive", "keep") if one in request.POST), "pay")
    fields = (*PAYMENT, SHARED_PAYMENT) if verb == "pay" and "asked" in request.POST else VERBS[verb]
    data = read(fields, request.POST, request.FILES)
    try:
        if faults := check_fields(fields, data):
            raise Refusal("form-faults", faults[0].what, faults=faults)
        said = _end(request, found, verb, data)
    except Refusal as refusal:
        if refusal.status != 422 and refusal.code != SHARED:
            raise
        asked = (*PAYMENT, SHARED_PAYMENT) if refusal.code == SHARED else fields
        return _fee_page(request, found, {verb: Form(asked, data, refusal.faults)}, status=refusal.status)
    messages.success(request, said)
    return redirect("procedures:owing") if found.case.closed_at else redirect("procedures:case", found.case_id)


def _end(request: Request, found: Fee, verb: str, data: dict[str, Any]) -> str:
    """Do it, and say what was done."""
    by, now = request.actor, timezone.now()
    match verb:
        case "waive":
            done = waive_fee(fee_id=found.pk, reason=data["reason"], by=by, at=now)
            return _("The fee is settled.") if done else _("Written down. A second person has to agree.")
        case "keep":
            keep_fee(fee_id=found.pk, reason=data["why_owed"], by=by, at=now)
            return _("Written down: the fee is still owed.")
    paid_on = date.fromisoformat(data["paid_on"])
    record_payment(
        fee_id=found.pk, paid_on=paid_on, evidence=data["evidence"], is_shared=data.get("is_shared") is True, by=by,
        at=now,
    )  # fmt: skip
    return _("The fee is settled.")


def _fee_page(request: Request, found: Fee, typed: dict[str, Form], *, status: int = 200) -> HttpResponse:
    shown = next(one for one in fees_of(found.case) if one.id == found.pk)
    today = {"paid_on": local_date(timezone.now()).isoformat()}
    forms = {verb: typed.get(verb) or Form(fields, today if verb == "pay" else {}) for verb, fields in VERBS.items()}
    proposed = person_card(found.waived_by) if found.waived_by else None
    context = {
        "case": found.case,
        "fee": shown,
        "paying": forms["pay"],
        "waiving": forms["waive"],
        "keeping": forms["keep"] if found.case.closed_at else None,
        "asked": SHARED_PAYMENT in forms["pay"].fields,
        "kept_at": found.kept_at,
        "proposed": proposed,
        "proposed_for": found.waived_for,
        "is_own": found.waived_by == request.actor.id,
        "two": needs_two(published(found.case.version_id).definition),
    }
    return render(request, "procedures/fee.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def outside(request: Request, case_id: UUID) -> HttpResponse:
    """What was heard of the case on somebody else's system."""
    case, version = readable(request, case_id)
    check(request.actor, "report-outside", case)
    handoff = version.definition.states[case.state].handoff
    if handoff is None:
        raise not_found()
    if request.method != "POST":
        return _news_page(request, case, handoff, Form(NEWS, _known(case)))
    data = read(NEWS, request.POST, request.FILES)
    try:
        if faults := check_fields(NEWS, data):
            raise Refusal("form-faults", faults[0].what, faults=faults)
        as_of = datetime.fromisoformat(f"{data['day']}T{data['time']}").replace(tzinfo=ZoneInfo(settings.HUB.timezone))
        report_outside(
            case_id=case.pk, number=data["number"], status=data.get("status") or "", as_of=as_of, by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        if refusal.code != "form-faults":
            raise
        faults = tuple(fault if fault.where != "as_of" else type(fault)("day", fault.what) for fault in refusal.faults)
        return _news_page(request, case, handoff, Form(NEWS, data, faults), status=422)
    messages.success(request, _("Written down."))
    return redirect("procedures:case", case.pk)


def _known(case: Case) -> dict[str, str]:
    now = timezone.now().astimezone(ZoneInfo(settings.HUB.timezone))
    known = Outside.objects.filter(case=case).first()
    told = {"number": known.number, "status": known.status} if known else {}
    return {**told, "day": now.date().isoformat(), "time": now.strftime("%H:%M")}


def _news_page(request: Request, case: Case, handoff: object, form: Form, *, status: int = 200) -> HttpResponse:
    return render(request, "procedures/outside.html", {"case": case, "handoff": handoff, "form": form}, status=status)
