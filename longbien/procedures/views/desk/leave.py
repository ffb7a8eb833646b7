"""“I am away”: the days, the deputy and one's cases on one page; and back at work again."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.actions.standing.absences import end_absence
from longbien.people.queries import absences, persons
from longbien.people.queries import colleagues as may_stand_in
from longbien.procedures.actions.absences.leave import FIRST_DAY, KEEP, NOW, Leave, go_on_leave, take_back
from longbien.procedures.actions.desk.giving import Handed
from longbien.procedures.actions.desk.handing import LONGEST_REASON, open_cases_of
from longbien.procedures.queries import lists
from longbien.procedures.queries.desk.offices import colleagues, offices_of
from longbien.procedures.queries.desk.passing import passed_because_away
from longbien.procedures.queries.versions import published
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.desk.away import named_with_load
from longbien.procedures.views.desk.handed import read_chosen, shared_among, undo_button
from longbien.ui.components.flash import say_done
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

SINCE = Field("since", "date", Text.of(vi="Từ ngày", en="From"), required=True)
UNTIL = Field("until", "date", Text.of(vi="Đến hết ngày", en="Until and including"), required=True)
DEPUTY = Text.of(vi="Người làm thay", en="Deputy")
DEPUTY_HINT = Text.of(
    vi="Người giữ cùng chức trách; những ngày bạn vắng, mọi người thấy tên người này.",
    en="Somebody who holds the same office; colleagues see their name while you are away.",
)
CASES = Text.of(vi="Hồ sơ bạn đang xử lý", en="The cases that you look after")
WHAT = (
    Choice(FIRST_DAY, Text.of(vi="Bàn giao vào ngày nghỉ đầu tiên", en="Pass them on, on the first day")),
    Choice(NOW, Text.of(vi="Bàn giao ngay bây giờ", en="Pass them on now")),
    Choice(KEEP, Text.of(vi="Giữ lại, không bàn giao", en="Keep them")),
)
TO = Text.of(vi="Bàn giao cho", en="Pass them on to")
TO_HINT = Text.of(
    vi="Để trống: cho người làm thay. Hồ sơ mà người này không được xử lý thì về người ít việc nhất trong bộ phận.",
    en="Leave it empty for the deputy. What they may not judge goes to whoever in the office has the least to do.",
)
WHY = Field(
    "reason",
    "longtext",
    Text.of(vi="Lời nhắn cho người nhận", en="A word to whoever gets them"),
    maximum=LONGEST_REASON,
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave(request: Request) -> HttpResponse:
    """Say when one is away, who stands in, and what becomes of one's cases."""
    if not offices_of(request.actor):
        raise not_found()
    fields = _fields(request)
    if request.method != "POST":
        return _page(request, Form(fields, {"cases": FIRST_DAY}))
    data = read(fields, request.POST, request.FILES)
    if faults := check(fields, data):
        return _page(request, Form(fields, data, faults), status=422)
    try:
        handed = go_on_leave(leave=_leave(data), by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if not refusal.faults:
            raise
        return _page(request, Form(fields, data, refusal.faults), status=422)
    _say_left(request, handed, data)
    return redirect("procedures:leave")


@require_POST
@signed_in
def back_at_work(request: Request, absence_id: UUID) -> HttpResponse:
    """End one's absence; then the cases that were passed on are offered."""
    end_absence(absence_id=absence_id, by=request.actor, at=timezone.now())
    if passed_because_away(request.actor.person_id).exists():
        messages.success(request, _("Welcome back. Choose which cases you take back."))
        return redirect("procedures:back")
    messages.success(request, _("Welcome back."))
    return redirect("procedures:leave")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def back(request: Request) -> HttpResponse:
    """What was passed on while one was away and lies there still; each can be taken back."""
    if request.method == "POST" and (chosen := list(read_chosen(request.POST.getlist("case")))):
        handed = take_back(case_ids=chosen, by=request.actor, at=timezone.now())
        if handed.count:
            words = ngettext("You look after %(n)s case again.", "You look after %(n)s cases again.", handed.count)
            say_done(request, words % {"n": handed.count}, undo_button(handed))
        if handed.left:
            words = ngettext("%(n)s case changed since and stays.", "%(n)s cases changed since and stay.", handed.left)
            messages.warning(request, words % {"n": handed.left})
        return redirect("procedures:work")
    context = {"rows": _passed(request), "nothing_chosen": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "procedures/desk/back.html", context, status=status)


def _passed(request: Request) -> list[dict[str, Any]]:
    """Each case with where it lies, and whether it went on meanwhile."""
    found = list(passed_because_away(request.actor.person_id)[:1000])
    names = persons({one.after_id for one in found if one.after_id})
    return [
        {
            "case": one.case,
            "state": published(one.case.version_id).definition.states[one.case.state].title,
            "handler": names[one.after_id].name if one.after_id in names else "",
            "went_on": one.case.moved_at > one.at,
        }
        for one in found
    ]


def _fields(request: Request) -> tuple[Field, ...]:
    person_id = request.actor.person_id
    deputies = named_with_load(may_stand_in(person_id))
    others = named_with_load(card for card in colleagues(offices_of(request.actor)) if card.id != person_id)
    deputy = Field("deputy", "choice", DEPUTY, hint=DEPUTY_HINT, choices=_choices(deputies))
    cases = Field("cases", "choice", CASES, required=True, choices=WHAT)
    return (SINCE, UNTIL, deputy, cases, Field("to", "choice", TO, hint=TO_HINT, choices=_choices(others)), WHY)


def _choices(named: list[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(slug, Text.of(und=name)) for slug, name in named)


def _leave(data: dict[str, Any]) -> Leave:
    deputy, to = (from_slug(data[name]) if data.get(name) else None for name in ("deputy", "to"))
    since, until = date.fromisoformat(data["since"]), date.fromisoformat(data["until"])
    return Leave(since, until, deputy, data["cases"], to, data.get("reason", ""))


def _say_left(request: Request, handed: Handed | None, data: dict[str, Any]) -> None:
    if handed is None:
        planned = data["cases"] == FIRST_DAY
        saved = _("Saved. Your cases pass on, on the first day.") if planned else _("Saved. You keep your cases.")
        messages.success(request, saved)
        return
    words = ngettext(
        "Saved. %(n)s case passed on: %(names)s.", "Saved. %(n)s cases passed on: %(names)s.", handed.count
    )
    messages.success(request, words % {"n": handed.count, "names": shared_among(handed) or "–"})
    if handed.left:
        words = ngettext("%(n)s case stays with you.", "%(n)s cases stay with you.", handed.left)
        messages.warning(request, words % {"n": handed.left})


def _page(request: Request, form: Form, *, status: int = 200) -> HttpResponse:
    person_id = request.actor.person_id
    context = {
        "form": form,
        "absences": [
            one for one in absences(request.actor, person_id) if one.person.id == person_id and not one.is_over
        ],
        "count": len(open_cases_of(person_id, 1001)),
        "tasks": lists.tasks_of(person_id).count(),
        "passed": passed_because_away(person_id).count(),
    }
    return render(request, "procedures/desk/leave.html", context, status=status)
