"""A form on its pages: the list of them with how far each has come, and one page at a time."""

import json
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.procedures.asking import files_in, reads_of
from longbien.procedures.queries.applicant.fitting import misfits
from longbien.procedures.queries.deciding import asked_last
from longbien.procedures.queries.drafts import instant, is_left_blank, sent_before
from longbien.procedures.queries.standing import open_choices
from longbien.procedures.rules.expressions import NOTHING
from longbien.procedures.rules.forms import faults_of
from longbien.procedures.rules.questions.pages import Page, Standing, asked_on, standing_of
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.filling.following import settled_on
from longbien.procedures.views.filling.torn import BOTH, torn
from longbien.procedures.views.filling.wanted import (
    Wanted,
    read,
    refuse_unless_possible,
    sent_already,
    wanted,
)
from longbien.procedures.views.queue import added
from longbien.procedures.views.typed import BASED, PAGE, SAVE, SHOWN, Sheet, Typed, take
from longbien.record.rules.media import clean_name
from longbien.ui.formats import moment
from longbien.ui.forms import Form
from longbien.ui.language import say
from longbien.ui.requests import Request

THEN = "then"  # `?then=send`: back to the last look once this page is in order
OPEN = (Standing.TODO, Standing.BEGUN, Standing.MEND)


@dataclass(frozen=True)
class Line:
    """A page in the list."""

    number: int
    title: Text
    standing: Standing
    url: str


def lines_of(want: Wanted, sheet: Sheet) -> list[Line]:
    """Every page of the form with how far it has come."""
    wrong = faults_of(want.schema, sheet.settled.data, open_choices(want.schema), sheet.settled, today=today())
    further = misfits(want.schema, sheet.settled.data, wrong, timezone.now())
    faults = [*wrong, *further, *(Fault(f"/{name}", BOTH) for name in sheet.begun.aside)]
    return [
        Line(
            number + 1,
            want.title_of(page),
            standing_of(page, sheet.settled.unasked, faults, sheet.begun.touched),
            want.page_url(number),
        )
        for number, page in enumerate(want.pages)
    ]


def onward(want: Wanted, sheet: Sheet, after: int | None = None) -> str:
    """Where to go on: the next page that is asked, with `after`; else the first that is open; else the last look."""
    lines = lines_of(want, sheet)
    asked = [line for line in lines if line.standing != Standing.SKIPPED]
    ahead = [line for line in asked if after is not None and line.number > after + 1]
    still_open = [line for line in asked if line.standing in OPEN]
    return next((line.url for line in (*ahead, *still_open)), want.send_url)


def overview(request: Request, want: Wanted) -> HttpResponse:
    """The list of pages, what is done, and the way on from where one stopped."""
    sheet = Sheet.of(want.case, want.version, want.action.form, request.actor)
    lines = [line for line in lines_of(want, sheet) if line.standing != Standing.SKIPPED]
    context = {
        "case": want.case,
        "action": want.action,
        "said": asked_last(want.case, want.version.definition),
        "unchanged": sent_before(want.case, want.action.form, sheet.settled.data),
        "lines": lines,
        "done": sum(line.standing == Standing.DONE for line in lines),
        "saved_at": sheet.begun.saved_at,
        "onward": onward(want, sheet),
        "whole_url": added(want.form_url, whole="1"),
        "started": any(line.standing != Standing.TODO for line in lines),
    }
    return render(request, "procedures/filling/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def page(request: Request, case_id: UUID, action: str, number: int) -> HttpResponse:
    """One page of a long form. Every POST keeps what was typed, and leads on to what is asked next."""
    want = wanted(request, case_id, action)
    if request.method != "POST" and (receipt := sent_already(request, want)):
        return redirect(receipt)
    refuse_unless_possible(request, want)
    if not want.action.form or not 1 <= number <= len(want.pages):
        raise not_found()
    here = want.pages[number - 1]
    sheet = Sheet.of(want.case, want.version, want.action.form, request.actor).opened_at(here)
    if request.method != "POST":
        return show(request, want, sheet, sheet.show(), page=here)
    typed = take(request, want.version, sheet)
    if answer := unfinished(request, want, typed, page=here):
        return answer
    after = None if request.GET.get(THEN) else number - 1
    return redirect(onward(want, typed.sheet, after))


def unfinished(request: Request, want: Wanted, typed: Typed, *, page: Page | None = None) -> HttpResponse | None:
    """The answer to a POST that does not lead on; None when all is well."""
    if typed.wants == "quiet":
        return kept(request, typed)
    if typed.sheet.torn:
        return show(request, want, typed.sheet, typed.form, page=page, status=409)
    if typed.wants == "save" and not typed.faults:
        messages.success(request, _("The draft is saved."))
        return redirect(want.form_url)
    if typed.wants == "rows" or typed.faults:
        return show(request, want, typed.sheet, typed.form, page=page, status=422 if typed.faults else 200)
    if typed.more:
        messages.info(request, _("Your answer leads to one more question on this page."))
        return show(request, want, typed.sheet, typed.form, page=page)
    return None


def kept(request: Request, typed: Typed) -> HttpResponse:
    """What a page that saved itself goes on from; 409 when somebody else answered otherwise, and it had better stop."""
    now = timezone.now()
    said = _("Draft saved %(when)s.") % {"when": moment(now)}
    saved: dict[str, Any] = {"at": instant(now), "said": said, "based": typed.based, "stored": _stored(request, typed)}
    saved |= settled_on(request, typed)
    refused = {fault.where: say(fault.what) for fault in typed.faults}
    return JsonResponse(saved | {"refused": refused}, status=409 if typed.clash else 200)


def _stored(request: Request, typed: Typed) -> dict[str, dict[str, str]]:
    """The files that came, by input, so that none is sent again; two alike in one group can't be told apart."""
    files = [(where.split("/")[1], file) for where, _node, file in files_in(typed.sheet.schema, typed.data)]
    found: dict[str, dict[str, str]] = {}
    for name in request.FILES:
        sent: Any = request.FILES[name]
        like = (name.split("-")[0], clean_name(sent.name), sent.size)
        alike = [file for question, file in files if (question, file["name"], file["size"]) == like]
        if len(alike) == 1:
            found[name] = {"document": alike[0]["document"], "name": alike[0]["name"]}
    return found


def show(  # noqa: PLR0913 (all that a page of a form may have to say)
    request: Request,
    want: Wanted,
    sheet: Sheet,
    form: Form,
    *,
    page: Page | None = None,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """A page of a form, or the whole form."""
    number = want.pages.index(page) if page else 0
    asked = [n for n, one in enumerate(want.pages) if n == number or asked_on(one, sheet.settled.unasked)]
    place = asked.index(number)
    back = want.page_url(asked[place - 1]) if page and place else want.form_url if page else want.case_url
    context = {
        "case": want.case,
        "action": want.action,
        "said": asked_last(want.case, want.version.definition),
        "form": form,
        "title": want.title_of(page) if page else want.action.title,
        "lead": (read(page.hint) if page and page.hint is not None else None) if page else want.action.hint,
        "is_page": page is not None,
        "alone": page is not None and page.title is None and len(form.bound) == 1,
        "number": place + 1,
        "count": len(asked),
        "back": back,
        "post_url": _post_url(request, want, number) if page else want.form_url,
        "saved_at": sheet.begun.saved_at,
        "pages": json.dumps(sheet.begun.pages),
        "save": SAVE,
        "shown": (SHOWN, form.asked),
        "drawn": instant(timezone.now()),
        "reads": reads_of(sheet.schema, sheet.asked),
        "based": (BASED, sheet.marks),
        "drawing": (PAGE, secrets.token_urlsafe(9)),
        "keep": f"{request.actor.id}:{want.case.pk}:{want.action.form}:{number}",
        "refusal": refusal,
        "torn": torn(sheet, request.actor),
        "proposed": [one.field.label for one in form.bound if one.value == sheet.proposed.get(one.name, NOTHING)],
        "left_blank": is_left_blank(sheet.schema, sheet.asked, request.actor),
    }
    return render(request, "procedures/filling/page.html", context, status=status)


def _post_url(request: Request, want: Wanted, number: int) -> str:
    """The page's own address, also where a refusal of the sending shows it."""
    then = THEN in request.GET or request.path == want.send_url.partition("?")[0]
    return added(want.page_url(number), **{THEN: "send"}) if then else want.page_url(number)


def questions_at_fault(want: Wanted, faults: tuple[Fault, ...]) -> list[str]:
    """The questions of the form that a refusal names."""
    named = (fault.where.strip("/").split("/")[0] for fault in faults)
    return [name for name in named if name in want.schema["properties"]]
