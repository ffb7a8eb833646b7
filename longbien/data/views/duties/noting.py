"""What stewards note: a consent under a purpose and a code, what is done about data past a threshold."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.data.actions.duties.note_consent import note_consent
from longbien.data.actions.duties.weigh_edition import note_weighing
from longbien.data.policy import DUTIES
from longbien.data.queries.duties.meter import weighings
from longbien.data.queries.sets import cards, listed
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check as check_policy
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

DID = {"given": Text.of(vi="Đồng ý", en="Agreed"), "withdrawn": Text.of(vi="Rút lại", en="Took it back")}
WORDS = (
    Field(
        "words", "longtext", Text.of(vi="Cách xử lý", en="What is done about it"),
        Text.of(vi="Ví dụ: báo cơ quan nào, siết điều khoản nào. Ghi vào sổ ghi.",
                en="Such as which authority is told, which terms are made narrower. It enters the record."),
        required=True, maximum=2_000,
    ),
)  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def consent(request: Request) -> HttpResponse:
    """Note that somebody agreed or took it back."""
    check_policy(request.actor, "keep", None, type=DUTIES)
    fields = _fields()
    if request.method != "POST":
        return _consent(request, Form(fields, {}))
    data = read(fields, request.POST, request.FILES)
    faults = check(fields, data)
    if not faults:
        try:
            note_consent(
                data["data_set"], purpose=data["purpose"], person=data["person"], is_given=data["did"] == "given",
                how=data["how"], by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            if refusal.code not in ("blank", "never"):
                raise
            faults = refusal.faults or (Fault("person", refusal.what),)
        else:
            messages.success(request, _("Noted under the code, without a name."))
            return redirect("data:duties")
    return _consent(request, Form(fields, data, faults))


def _consent(request: Request, form: Form) -> HttpResponse:
    return render(request, "data/duties/consent.html", {"form": form}, status=422 if form.faults else 200)


def _fields() -> tuple[Field, ...]:
    sets = tuple(Choice(one.code, one.contract.title) for one in cards(listed()) if one.contract.processing)
    did = (
        Choice("given", Text.of(vi="Đồng ý", en="Agreed")),
        Choice("withdrawn", Text.of(vi="Rút lại", en="Took it back")),
    )
    return (
        Field("data_set", "choice", Text.of(vi="Bộ dữ liệu", en="Data set"), required=True, choices=sets),
        Field(
            "person", "text", Text.of(vi="Mã của người đó trong bộ dữ liệu", en="The person's code in the set"),
            Text.of(vi="Không ghi tên. Mã chỉ được giữ dưới dạng băm có khoá.",
                    en="No name. The code is kept as a keyed hash alone."),
            required=True, maximum=120,
        ),
        Field("did", "choice", Text.of(vi="Việc đã làm", en="What they did"), required=True, choices=did),
        Field("purpose", "text", Text.of(vi="Mục đích", en="Purpose"), required=True, maximum=300),
        Field("how", "text", Text.of(vi="Bằng cách nào", en="How"),
              Text.of(vi="Ví dụ: phiếu giấy, trang web, điện thoại.", en="Such as on paper, on a page, by telephone."),
              required=True, maximum=300),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def weighing(request: Request, weighing_id: UUID) -> HttpResponse:
    """Say what is done about data that passed a threshold."""
    check_policy(request.actor, "keep", None, type=DUTIES)
    found = next((one for one in weighings() if one.crossing == weighing_id), None)
    if found is None:
        raise not_found()
    if request.method != "POST":
        return _weighing(request, found, Form(WORDS, {}))
    data = read(WORDS, request.POST, request.FILES)
    faults = check(WORDS, data)
    if not faults:
        try:
            note_weighing(weighing_id, words=data["words"], by=request.actor, at=timezone.now())
        except Refusal as refusal:
            if refusal.code not in ("words", "noted-already"):
                raise
            faults = refusal.faults or (Fault("words", refusal.what),)
        else:
            messages.success(request, _("Noted."))
            return redirect("data:duties")
    return _weighing(request, found, Form(WORDS, data, faults))


def _weighing(request: Request, found: object, form: Form) -> HttpResponse:
    context = {"one": found, "form": form}
    return render(request, "data/duties/weighing.html", context, status=422 if form.faults else 200)
