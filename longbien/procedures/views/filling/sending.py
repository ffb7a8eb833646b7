"""The last look before sending, and the sending: what is sent is what was shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from longbien.credentials.queries import draw
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.text import Text
from longbien.people.accounts.assurance import assurance, confirm_url, freshly
from longbien.people.queries import persons
from longbien.procedures.actions.filling.send_form import CHANGED, send_form
from longbien.procedures.actions.letters.preview import preview
from longbien.procedures.actions.perform import perform
from longbien.procedures.queries.applicant.fitting import outlooks
from longbien.procedures.queries.deciding import asked_last
from longbien.procedures.queries.desk.advising import advice_on
from longbien.procedures.queries.desk.worklist import next_after
from longbien.procedures.queries.drafts import sent_before
from longbien.procedures.queries.proving import proof_of
from longbien.procedures.rules.desk.consequences import consequences, letters_by
from longbien.procedures.rules.questions.looking import marks_of
from longbien.procedures.rules.questions.pages import page_with
from longbien.procedures.showing import Answer, answers
from longbien.procedures.views.filling.done import done
from longbien.procedures.views.filling.expecting import before_sending
from longbien.procedures.views.filling.pages import THEN, questions_at_fault, show
from longbien.procedures.views.filling.wanted import Wanted, refuse_unless_possible
from longbien.procedures.views.grounds import grounds_fields, grounds_given
from longbien.procedures.views.queue import added
from longbien.procedures.views.typed import Sheet
from longbien.ui.forms import Form, read
from longbien.ui.forms.faults import named
from longbien.ui.language import say
from longbien.ui.requests import Request

LOOKED, PREVIEW = "_looked", "_preview"
NO_NUMBER = "……"
LANGUAGE = "_language"  # the button that shows the page in another language, with what was typed


@dataclass(frozen=True)
class Section:
    """Answers under the title of their page; each leads back to its question."""

    title: Text | None
    lines: tuple[tuple[Answer, str, bool], ...]


def look(request: Request, want: Wanted) -> HttpResponse:
    refuse_unless_possible(request, want)
    sheet = sheet_of(request, want)
    if sheet and sheet.torn:
        return _choose(request, want, sheet)
    if want.action.needs_signature and not freshly(request):
        return redirect(confirm_url(request))
    return _confirm(request, want, sheet)


def send(request: Request, want: Wanted) -> HttpResponse:
    """Do the action with what was shown; if that has changed since, show it again and say what."""
    if (sheet := sheet_of(request, want)) and sheet.torn:
        return _choose(request, want, sheet)
    if LANGUAGE in request.POST:
        return _confirm(request, want, sheet)
    try:
        if (letter := request.POST.get(PREVIEW, "")) in letters_by(want.action):
            do, how = _sending(request, want)
            return _preview(want, letter, preview(do, **how))
        return carry_out(request, want)
    except Refusal as refusal:
        if refusal.status != 422 and refusal.code not in (CHANGED, "signature"):
            raise
        return _again(request, want, sheet_of(request, want), refusal)


def carry_out(request: Request, want: Wanted) -> HttpResponse:
    """Do the action, then on to where this person works. Refusals: those of `send_form` and `perform`."""
    upcoming = None
    if want.queue is not None:
        upcoming = next_after(request.actor, want.queue, want.case, timezone.now())
    do, how = _sending(request, want)
    return done(request, want, do(**how), upcoming)


def _sending(request: Request, want: Wanted) -> tuple[Callable[..., int], dict[str, Any]]:
    """What sends, and with what."""
    given = read(grounds_fields(want.version.definition, want.action), request.POST, request.FILES)
    how: dict[str, Any] = {
        "case_id": want.case.pk, "action": want.action.name, "by": request.actor, "at": timezone.now(),
        "reason": grounds_given(want.action, given), "seq": _seq(request), "proof": proof_of(request),
    }  # fmt: skip
    return (send_form, how | {"looked": request.POST.get(LOOKED, "")}) if want.action.form else (perform, how)


def _preview(want: Wanted, letter: str, said: dict[str, dict[str, Any]]) -> HttpResponse:
    """The letter as it would be, not sealed, marked as a draft and without the number that it may get. Refusal (409)
    while more people have to agree."""
    if letter not in said:
        what = Text.of(
            vi="Văn bản chỉ được lập khi đủ người đồng ý.", en="The letter is made once enough people agree."
        )  # fmt: skip
        raise conflict("no-letter-yet", what)
    data = said[letter] | {"number": NO_NUMBER}
    pdf = draw(want.version.letters[letter], data, settings.HUB.languages[0], named=letter, is_draft=True)
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="preview.pdf"'}
    )


def _choose(request: Request, want: Wanted, sheet: Sheet) -> HttpResponse:
    """First to the page of a question that has several answers."""
    messages.warning(
        request, _("A question was answered on two pages at once. Choose the answer that stands, then send.")
    )
    return redirect(_change_url(want, min(sheet.torn)))


def sheet_of(request: Request, want: Wanted) -> Sheet | None:
    """The form of the action as it stands; an action without one sends nothing."""
    return Sheet.of(want.case, want.version, want.action.form, request.actor) if want.action.form else None


def _again(request: Request, want: Wanted, sheet: Sheet | None, refusal: Refusal) -> HttpResponse:
    """Nothing happened: back to the form when its answers are at fault, else to the last look."""
    if sheet and refusal.code == CHANGED:
        return _confirm(request, want, sheet, changed=frozenset(questions_at_fault(want, refusal.faults)))
    if sheet is None or not (at_fault := questions_at_fault(want, refusal.faults)):
        return _confirm(request, want, sheet, refusal=refusal)
    page = want.pages[page_with(want.pages, at_fault[0])] if want.is_long else None
    faults = tuple(named(sheet.fields, fault) for fault in refusal.faults)
    elsewhere = {name: _change_url(want, name) for name in at_fault}
    sheet = sheet.opened_at(page) if page else sheet
    form = sheet.show(faults, elsewhere=elsewhere)
    return show(request, want, sheet, form, page=page, status=refusal.status, refusal=refusal)


def _confirm(
    request: Request,
    want: Wanted,
    sheet: Sheet | None,
    *,
    refusal: Refusal | None = None,
    changed: frozenset[str] = frozenset(),
) -> HttpResponse:
    status = refusal.status if refusal else 409 if changed else 200
    context = confirmation(request, want, sheet, refusal=refusal, changed=changed)
    return render(request, "procedures/send.html", context, status=status)


def confirmation(
    request: Request,
    want: Wanted,
    sheet: Sheet | None,
    *,
    refusal: Refusal | None = None,
    changed: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """All that the last look says."""
    fields = grounds_fields(want.version.definition, want.action)
    return {
        "case": want.case,
        "case_url": want.case_url,
        "action": want.action,
        "said": asked_last(want.case, want.version.definition) if sheet else "",
        "unchanged": sheet is not None and sent_before(want.case, want.action.form, sheet.settled.data),
        "target": want.version.definition.states[want.action.target],
        "follows": consequences(want.version.definition, want.action),
        "letters": letters_by(want.action),
        "advice": advice_on(want.case, want.action, sheet.settled.data if sheet else None),
        "sections": _sections(want, sheet, changed) if sheet else (),
        "outlooks": outlooks(want.schema, sheet.settled.data) if sheet else (),
        "data_url": reverse("procedures:draft-json", args=[want.case.pk, want.action.name]) if sheet else "",
        "data_file": f"{want.action.form}.json",
        "looked": (LOOKED, marks_of(sheet.settled.data)) if sheet else None,
        "form": Form(fields, read(fields, request.POST, request.FILES), refusal.faults if refusal else ()),
        "refusal": refusal,
        "confirm_url": confirm_url(request),
        "signs_with": ", ".join(map(say, assurance(request).called)),
        "back": want.form_url if sheet else "",
        "changed": changed,
        "expected": before_sending(want.case, want.version.definition, want.action, request.actor, timezone.now())
        if sheet
        else None,
        "changed_by": _who(sheet, changed, request) if sheet else (),
        "keeps": "work",
    }


def _sections(want: Wanted, sheet: Sheet, changed: frozenset[str]) -> tuple[Section, ...]:
    """One section a titled page; forms without titles are one."""
    lines = [
        (page_with(want.pages, one.name), (one, _change_url(want, one.name), one.name in changed))
        for one in answers(want.schema, sheet.settled.data, known=sheet.begun.known)
    ]
    if want.pages[0].title is None:
        return (Section(None, tuple(line for _page, line in lines)),) if lines else ()
    every = enumerate(want.pages)
    sections = (Section(want.title_of(page), tuple(line for at, line in lines if at == n)) for n, page in every)
    return tuple(section for section in sections if section.lines)


def _change_url(want: Wanted, name: str) -> str:
    if not want.is_long:
        return f"{want.form_url}#f-{name}"
    return added(f"{want.page_url(page_with(want.pages, name))}#f-{name}", **{THEN: "send"})


def _who(sheet: Sheet, changed: frozenset[str], request: Request) -> tuple[str, ...]:
    """Which colleagues answered last what has changed."""
    by: Mapping[str, Any] = sheet.begun.by
    others = {by[name] for name in changed if by.get(name) not in (None, request.actor.id)}
    return tuple(sorted(card.name for card in persons(others).values()))


def _seq(request: Request) -> int | None:
    """The last move that the person saw."""
    written = request.POST.get("seq", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
