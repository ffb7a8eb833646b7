"""A resident's concern about a trial: told here, followed at an address of its own, answered by those who watch."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.trials import models, queries
from longbien.trials.actions.residents.answer_concern import answer_concern
from longbien.trials.actions.residents.raise_concern import LONGEST, LONGEST_REACH, SHORTEST, Concern, raise_concern
from longbien.trials.queries.public.register import hub_contact
from longbien.trials.queries.residents import concerns as told_of
from longbien.trials.rules.owed.levels import Scale
from longbien.trials.rules.residents.concerns import ABOUT
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, read
from longbien.ui.forms import check as check_form
from longbien.ui.requests import Request

PER_PAGE = 30
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
FIELDS = (
    Field(
        "about",
        "choice",
        Text.of(vi="Bạn phản ánh điều gì?", en="What is it about?"),
        required=True,
        choices=tuple(Choice(code, name) for code, name in ABOUT.items()),
    ),
    Field(
        "told",
        "longtext",
        Text.of(vi="Chuyện gì đã xảy ra, ở đâu?", en="What happened, and where?"),
        Text.of(
            vi="Viết như nói. Chỉ người giám sát thử nghiệm đọc được.",
            en="In your own words. Only those who watch over the trial can read it.",
        ),
        required=True,
        minimum=SHORTEST,
        maximum=LONGEST,
    ),
    Field("happened_on", "date", Text.of(vi="Ngày xảy ra", en="Which day was it?")),
    Field(
        "reach",
        "text",
        Text.of(vi="Liên hệ lại với bạn bằng cách nào?", en="How can we reach you?"),
        Text.of(
            vi="Điện thoại hoặc e-mail; có e-mail thì câu trả lời được gửi đến đó. "
            "Bạn có thể yêu cầu xoá bất cứ lúc nào.",
            en="A telephone number or e-mail; to an e-mail address the answer is sent. "
            "You may ask to have it erased at any time.",
        ),
        maximum=LONGEST_REACH,
    ),
)


def _fields(scale: Scale) -> tuple[Field, ...]:
    """Where the hub tells urgent from ordinary, that is asked too, after what it is about."""
    if len(scale) < 2:
        return FIELDS
    choices = tuple(Choice(one.code, one.means or one.name) for one in scale)
    return (FIELDS[0], Field("level", "choice", LEVEL, choices=choices), *FIELDS[1:])


LEVEL = Text.of(vi="Việc này gấp đến đâu?", en="How urgent is it?")
ANSWER = (
    Field(
        "answer",
        "longtext",
        Text.of(vi="Câu trả lời", en="Your answer"),
        Text.of(
            vi="Người dân đọc được lời này cùng tên bạn; không ai khác ngoài những người giám sát.",
            en="The resident reads it with your name; nobody else does but those who watch over the trial.",
        ),
        required=True,
        minimum=10,
        maximum=4000,
    ),
)
NO_CONCERN = Text.of(
    vi="Địa chỉ này không dẫn đến phản ánh nào. Hãy sao chép lại trọn địa chỉ bạn đã giữ: thiếu một ký tự là không mở "
    "được. Nếu không còn địa chỉ, hãy gửi lại phản ánh hoặc liên hệ trung tâm.",
    en="No concern stands at this address. Copy the whole address that you kept once more: with a character missing it "
    "doesn't open. If you no longer have it, tell us again or call the centre.",
)


@GET_OR_POST
def concern(request: Request, trial_id: UUID) -> HttpResponse:
    """Tell of a concern, or complain: no account needed."""
    card, scale = _card(trial_id), told_of.levels()
    fields = _fields(scale)
    data = read(fields, request.POST, request.FILES)
    faults = check_form(fields, data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        try:
            number = raise_concern(trial_id, _told(data), by=request.actor, at=timezone.now())
        except Refusal as refused:
            faults = refused.faults
            if not faults:
                raise
        else:
            return redirect("trials:follow", number, told_of.secret_of(number))
    due = told_of.answer_due(timezone.now(), scale[0].code)
    context = {
        "card": card,
        "form": Form(fields, data, faults),
        "contact": hub_contact(),
        "due": due,
        "urgent": [one for one in scale[1:] if one.within],
    }
    return render(request, "trials/concern.html", context, status=422 if faults else 200)


@never_cache
@require_safe
def follow(request: Request, entry_id: UUID, secret: str) -> HttpResponse:
    """What became of a concern, for whoever raised it: received, due, answered. The address itself is the key."""
    found = told_of.concern(entry_id) if told_of.opens(entry_id, secret) else None
    if found is None:
        raise not_found(NO_CONCERN)
    here = request.build_absolute_uri()
    context = {"card": _card(found.trial_id), "one": found, "overdue": found.is_overdue(timezone.now()), "here": here}
    response = render(request, "trials/follow.html", context)
    # With "no-referrer" a browser sends its forms from the origin "null", and they are refused.
    response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
    return response


@never_cache
@require_safe
def told(request: Request, trial_id: UUID) -> HttpResponse:
    """Every concern about a trial, for those who watch over it: what waits for an answer first."""
    card = _checked(request, trial_id, "read-concerns")
    page = Paginator(told_of.concerns(trial_id), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "card": card,
        "page": page,
        "concerns": [(one, one.is_overdue(timezone.now())) for one in page.object_list],
        "may_report": queries.may(request.actor, "report-incident", trial_id),
        "may_answer": queries.may(request.actor, "answer-concern", trial_id),
    }
    return render(request, "trials/concerns.html", context)


@never_cache
@GET_OR_POST
def answer(request: Request, trial_id: UUID, concern_id: UUID) -> HttpResponse:
    """Answer one concern."""
    card = _checked(request, trial_id, "answer-concern")
    found = told_of.concern(concern_id)
    if found is None or found.trial_id != trial_id:
        raise not_found()
    data = read(ANSWER, request.POST, request.FILES)
    faults = check_form(ANSWER, data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        _answer(request, found, data, timezone.now())
        return redirect("trials:concerns", trial_id)
    context = {
        "card": card,
        "one": found,
        "overdue": found.is_overdue(timezone.now()),
        "form": Form(ANSWER, data, faults),
    }
    return render(request, "trials/answer.html", context, status=422 if faults else 200)


def _answer(request: Request, found: told_of.ConcernView, data: dict[str, Any], at: datetime) -> None:
    answer_concern(found.trial_id, found.entry_id, answer=str(data["answer"]), by=request.actor, at=at)


def _checked(request: Request, trial_id: UUID, action: str) -> queries.TrialCard:
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, action, row)
    return queries.cards([row])[0]


def _card(trial_id: UUID) -> queries.TrialCard:
    card = queries.card(trial_id)
    if card is None:
        raise not_found()
    return card


def _told(data: dict[str, Any]) -> Concern:
    day = data.get("happened_on")
    on = date.fromisoformat(day) if day else None
    return Concern(data["about"], data["told"], on, data.get("reach", ""), data.get("level", ""))
