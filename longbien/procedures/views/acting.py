"""Do something to a case: fill in a form, see it once more, send it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.accounts.assurance import assurance, confirm_url, freshly
from longbien.procedures.actions.assign_tasks import assign_tasks
from longbien.procedures.actions.perform import perform, refuse_unless
from longbien.procedures.asking import answered, fields_of
from longbien.procedures.models import Case
from longbien.procedures.queries.drafts import begun, last_saved
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.machine import standing_against
from longbien.procedures.showing import answers
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.page import readable
from longbien.procedures.views.proving import proof_of
from longbien.procedures.views.shown import action_url
from longbien.procedures.views.typed import SAVE, take
from longbien.ui.fields import Field
from longbien.ui.forms import Form, read
from longbien.ui.language import say
from longbien.ui.requests import Request

REASON = Field("reason", "longtext", Text.of(vi="Lý do", en="Reason"), required=True, maximum=5000)


def _wanted(request: Request, case_id: UUID, action: str) -> tuple[Case, Published, Action]:
    """The case and the action. Refusal (404) where there is none that the reader may see."""
    case, version = readable(request, case_id)
    wanted = version.definition.actions.get(action)
    if wanted is None:
        raise not_found()
    return case, version, wanted


def _refuse_unless_possible(request: Request, case: Case, version: Published, wanted: Action) -> None:
    roles = roles_in(case, version.definition, request.actor)
    refuse_unless(standing_against(version.definition, wanted, case.state, roles), 403, "not-allowed")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fill(request: Request, case_id: UUID, action: str) -> HttpResponse:
    """The form of an action. Every POST keeps what was typed: saved by hand, by itself, or on the way to send."""
    case, version, wanted = _wanted(request, case_id, action)
    _refuse_unless_possible(request, case, version, wanted)
    if not wanted.form:
        return redirect("procedures:send", case.pk, action)
    schema = version.schemas[wanted.form]
    saved = begun(case, wanted.form, schema, request.actor, shared=True)
    if request.method != "POST":
        return _form(request, case, wanted, Form(fields_of(schema), saved))
    typed = take(request, case, wanted.form, schema, saved)
    if typed.wants == "quiet":
        return HttpResponse(status=204)
    if typed.wants == "save" and not typed.faults:
        messages.success(request, _("The draft is saved."))
        return redirect("procedures:fill", case.pk, action)
    if typed.wants == "rows" or typed.faults:
        return _form(request, case, wanted, typed.form, status=422 if typed.faults else 200)
    return redirect("procedures:send", case.pk, action)


def _form(
    request: Request, case: Case, wanted: Action, form: Form, *, status: int = 200, refusal: Refusal | None = None
) -> HttpResponse:
    saved_at = last_saved(case, wanted.form, request.actor)
    context = {"case": case, "action": wanted, "form": form, "saved_at": saved_at, "save": SAVE, "refusal": refusal}
    return render(request, "procedures/fill.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send(request: Request, case_id: UUID, action: str) -> HttpResponse:
    """The last look: what will be sent, the reason where one is asked, and the button that does it."""
    case, version, wanted = _wanted(request, case_id, action)
    if request.method != "POST":
        _refuse_unless_possible(request, case, version, wanted)
        if wanted.needs_signature and not freshly(request):
            return redirect(confirm_url(request))
        return _confirm(request, case, version, wanted)
    given = read((REASON,), request.POST, request.FILES)
    try:
        perform(
            case_id=case.pk,
            action=action,
            data=_drafted(request, case, version, wanted),
            reason=given.get("reason", ""),
            seq=_seq(request),
            proof=proof_of(request),
            by=request.actor,
            at=timezone.now(),
        )
    except Refusal as refusal:
        if refusal.status != 422 and refusal.code != "signature":
            raise
        return _again(request, case, version, wanted, refusal)
    messages.success(request, _("Done: %(action)s") % {"action": say(wanted.title)})
    return redirect("procedures:case", case.pk)


def _again(request: Request, case: Case, version: Published, wanted: Action, refusal: Refusal) -> HttpResponse:
    """Nothing happened: back to the form when its answers are at fault, else to the last look."""
    if not wanted.form or all(fault.where in ("reason", "signature") for fault in refusal.faults):
        return _confirm(request, case, version, wanted, refusal)
    form = Form(fields_of(version.schemas[wanted.form]), _drafted(request, case, version, wanted), refusal.faults)
    return _form(request, case, wanted, form, status=refusal.status, refusal=refusal)


def _confirm(
    request: Request, case: Case, version: Published, wanted: Action, refusal: Refusal | None = None
) -> HttpResponse:
    fields = (REASON,) if wanted.needs_reason else ()
    given = read(fields, request.POST, request.FILES)
    data = _drafted(request, case, version, wanted)
    context = {
        "case": case,
        "action": wanted,
        "target": version.definition.states[wanted.target],
        "answers": answers(version.schemas[wanted.form], data) if wanted.form else (),
        "form": Form(fields, given, refusal.faults if refusal else ()),
        "refusal": refusal,
        "back": action_url(case, wanted) if wanted.form else "",
        "confirm_url": confirm_url(request),
        "signs_with": ", ".join(assurance(request).methods),
    }
    return render(request, "procedures/send.html", context, status=refusal.status if refusal else 200)


def _drafted(request: Request, case: Case, version: Published, wanted: Action) -> dict[str, Any]:
    """What the person saved last into the form of the action; an action without a form sends nothing."""
    if not wanted.form:
        return {}
    schema = version.schemas[wanted.form]
    return answered(schema, begun(case, wanted.form, schema, request.actor, shared=True))


def _seq(request: Request) -> int | None:
    """The last move that the person saw."""
    written = request.POST.get("seq", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


@require_POST
@signed_in
def assign(request: Request, case_id: UUID) -> HttpResponse:
    """Ask again for the tasks that are wanting."""
    given = assign_tasks(case_id=case_id, by=request.actor, at=timezone.now())
    if given:
        messages.success(request, _("Asked: %(count)s") % {"count": given})
    else:
        messages.warning(request, _("Nobody else without a conflict of interest was found."))
    return redirect("procedures:case", case_id)
