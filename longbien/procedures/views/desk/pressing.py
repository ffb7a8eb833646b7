"""What an officer presses on the page of a case. First everything typed there is kept; then it is done."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.people.policy import check
from longbien.procedures.actions.desk.add_note import add_note
from longbien.procedures.actions.desk.keep_typed import keep_typed
from longbien.procedures.models import Case
from longbien.procedures.queries.desk.worklist import Asked
from longbien.procedures.queries.standing import reckoning, roles_in
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.views import acting
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.desk import assigning
from longbien.procedures.views.desk.case import show
from longbien.procedures.views.desk.opened import wanted_here
from longbien.procedures.views.filling.following import settled_on
from longbien.procedures.views.filling.sending import carry_out
from longbien.procedures.views.filling.wanted import Wanted
from longbien.procedures.views.keeping import NOTE, done_with, keep, typed
from longbien.procedures.views.page import options_for, readable
from longbien.procedures.views.queue import added, carried, queue_in
from longbien.procedures.views.typed import SHOWN, Sheet, Typed, take
from longbien.ui.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def desk(request: Request, case_id: UUID) -> HttpResponseBase:
    """The page, and every button on it: `press` says which one."""
    if request.method != "POST":
        return show(request, case_id)
    case, version = readable(request, case_id)
    check(request.actor, "note", case)
    keep(request, case, version.definition.actions.get(request.GET.get("do", "")))
    want = _wanted(request, case, version)
    verb, _colon, what = request.POST.get("press", "").partition(":")
    written = None
    if want and want.action.form and want.is_beside and SHOWN in request.POST:
        written = take(request, version, Sheet.of(case, version, want.action.form, request.actor))
    if request.htmx:
        return _kept(request, written)
    if verb == "go":
        return _go(request, want or _named(request, case, version, what), written)
    if written and written.wants == "rows":
        return show(request, case_id, typed=written)
    return PRESSED.get(verb, _stay)(request, case, what)


@require_POST
@signed_in
def note(request: Request, case_id: UUID) -> HttpResponse:
    """Keep a note; one that is refused comes back as it was typed."""
    return _note(request, readable(request, case_id)[0], "")


def _kept(request: Request, written: Typed | None) -> HttpResponse:
    """What a page that saved itself is told: which questions of the open form are not asked now."""
    if written is None:
        return HttpResponse(status=204)
    return JsonResponse(settled_on(request, written))


def _wanted(request: Request, case: Case, version: Published) -> Wanted | None:
    roles = roles_in(case, version.definition, request.actor)
    rules = reckoning(case, version, timezone.now())
    return wanted_here(request, case, version, options_for(case, version, roles, request.actor, rules))


def _named(request: Request, case: Case, version: Published, name: str) -> Wanted:
    """An action whether it can be done or not; doing it tells why not."""
    action = version.definition.actions.get(name)
    if action is None:
        raise not_found()
    return Wanted(case, version, action, queue_in(request) or Asked())


def _go(request: Request, want: Wanted, written: Typed | None) -> HttpResponse:
    """On with the open action: from its form to the last look, from there to its end."""
    if written is not None:
        return _looked(request, want, written)
    try:
        return carry_out(request, want)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return show(request, want.case.pk, refusal=refusal, status=refusal.status)


def _looked(request: Request, want: Wanted, written: Typed) -> HttpResponse:
    if written.sheet.torn:
        return redirect(want.fill_url)
    if written.faults:
        return show(request, want.case.pk, typed=written, status=422)
    if written.wants == "rows":
        return show(request, want.case.pk, typed=written)
    if written.more:
        messages.info(request, _("Your answer leads to one more question on this page."))
        return show(request, want.case.pk, typed=written)
    return redirect(f"{want.send_url}#decide")


def _stay(request: Request, case: Case, what: str) -> HttpResponse:
    return redirect(request.get_full_path())


def _open(request: Request, case: Case, what: str) -> HttpResponse:
    """`approve`, or `approve#f-term` for one of its questions: beside the documents, or on pages of its own."""
    name, _hash, place = what.partition("#")
    want = _named(request, case, published(case.version_id), name)
    if not want.is_beside:
        return redirect(want.form_url if want.action.form else want.send_url)
    return redirect(f"{want.form_url}#{place or 'decide'}")


def _close(request: Request, case: Case, what: str) -> HttpResponse:
    return redirect(_here(request, case))


def _note(request: Request, case: Case, what: str) -> HttpResponse:
    text = typed(request, "text")
    try:
        add_note(case_id=case.pk, text=text, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return show(request, case.pk, note_faults=refusal.faults, status=refusal.status)
    keep_typed(case_id=case.pk, texts={NOTE: ""}, by=request.actor, at=timezone.now())
    messages.success(request, _("The note is kept."))
    still = {"do": request.GET["do"]} if "do" in request.GET else {}
    return redirect(added(f"{_here(request, case)}#notes", **still) if still else f"{_here(request, case)}#notes")


def _drop(request: Request, case: Case, what: str) -> HttpResponse:
    dropped = done_with(what.removeprefix("reason:")) if what.startswith("reason:") else {what: ""}
    keep_typed(case_id=case.pk, texts=dropped, by=request.actor, at=timezone.now())
    return redirect(request.get_full_path())


def _take(request: Request, case: Case, what: str) -> HttpResponseBase:
    return assigning.assign(request)


def _again(request: Request, case: Case, what: str) -> HttpResponse:
    acting.assign(request, case.pk)
    return redirect(request.get_full_path())


def _letter(request: Request, case: Case, what: str) -> HttpResponse:
    try:
        letter_id = from_slug(what)
    except ValueError as error:
        raise not_found() from error
    acting.letter_again(request, letter_id)
    return redirect(request.get_full_path())


def _here(request: Request, case: Case) -> str:
    return carried(reverse("procedures:desk-case", args=[case.pk]), queue_in(request))


Press = Callable[[Request, Case, str], HttpResponseBase]
PRESSED: dict[str, Press] = {
    "open": _open, "close": _close, "note": _note, "drop": _drop, "take": _take, "again": _again, "letter": _letter,
}  # fmt: skip
