"""Write services: what is in writing, what is in force, and how to begin."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people.policy import can, check
from longbien.procedures import queries
from longbien.procedures.actions.authoring.drafting import begin_new, begin_next
from longbien.procedures.queries.authoring.drafts import drafts, drafts_waiting
from longbien.procedures.queries.authoring.report import runs
from longbien.procedures.rules.authoring.starter.wishes import PARTS
from longbien.procedures.views.access import signed_in
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form
from longbien.ui.requests import Request

PER_PAGE = 30
RUNS = 5
NAME = Field(
    "name",
    "text",
    Text.of(vi="Mã ngắn của dịch vụ mới", en="Short name of the new service"),
    Text.of(
        vi="Chữ thường không dấu và gạch nối, ví dụ: muon-phong-thi-nghiem.",
        en="Lower-case letters and hyphens, such as lab-visit.",
    ),
    required=True,
    minimum=3,
    maximum=61,
)


WITH = Field(
    "parts",
    "choices",
    Text.of(vi="Dịch vụ có gì ngay từ đầu?", en="What does it have from the beginning?"),
    Text.of(
        vi="Mẫu đơn, văn bản trả lời và hồ sơ mẫu có sẵn; mọi phần đều sửa hoặc bỏ được sau này.",
        en="A form, a letter and sample cases are there already; every part can be changed or taken out later.",
    ),
    choices=tuple(Choice(name, Text.of(vi=vi, en=en)) for name, (vi, en) in PARTS.items()),
)
ASKED = (NAME, WITH)


@require_safe
@signed_in
def desk(request: Request) -> HttpResponse:
    """Every draft, every service in force."""
    return _desk(request, Form(ASKED, {}))


def _desk(request: Request, form: Form, status: int = 200) -> HttpResponse:
    check(request.actor, "view", None, type="procedures.authoring")
    page = Paginator(drafts(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": drafts_waiting(page.object_list, request.actor),
        "services": queries.services(),
        "runs": runs()[:RUNS],
        "form": form,
        "may_begin": can(request.actor, "begin", None, type="procedures.authoring"),
    }
    return render(request, "procedures/authoring/desk.html", context, status=status)


@require_POST
@signed_in
def begin(request: Request) -> HttpResponse:
    """A new service by `name` with its `parts`, or the next version of the one in `code`; leads to its page."""
    name, parts = request.POST.get("name", "").strip(), request.POST.getlist("parts")
    try:
        if code := request.POST.get("code", "")[:80]:
            draft_id = begin_next(code=code, by=request.actor, at=timezone.now())
        else:
            draft_id = begin_new(name=name, parts=frozenset(parts), by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _desk(request, Form(ASKED, {"name": name, "parts": parts}, refusal.faults), status=422)
    return redirect("procedures:draft", draft_id)
