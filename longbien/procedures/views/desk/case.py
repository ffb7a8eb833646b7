"""A case as its office works on it: what was filed on one side; the decision, the handler, the notes on the other."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import can, check
from longbien.procedures.actions.desk.add_note import LONGEST, add_note
from longbien.procedures.models import Case, Handler
from longbien.procedures.naming import turn
from longbien.procedures.queries.cases import case_view
from longbien.procedures.queries.deciding import said_last
from longbien.procedures.queries.desk.notes import notes_on
from longbien.procedures.queries.desk.wanting import wanting_in
from longbien.procedures.queries.standing import roles_in, why_recused
from longbien.procedures.queries.timeline import TACIT
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.desk.consequences import consequences, letters_by
from longbien.procedures.rules.machine import Option
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.beside import fees_beside, letters_beside
from longbien.procedures.views.filling.grounds import grounds_fields
from longbien.procedures.views.filling.wanted import Wanted
from longbien.procedures.views.page import options_for, readable
from longbien.procedures.views.reckoned import reckoned
from longbien.procedures.views.shown import action_url, filed, task_lines
from longbien.procedures.views.typed import Sheet
from longbien.record.queries import documents
from longbien.ui.fields import Field
from longbien.ui.forms import Form
from longbien.ui.language import say
from longbien.ui.requests import Request

NOTE = Field("text", "longtext", Text.of(vi="Ghi chú mới", en="New note"), required=True, maximum=LONGEST)


@require_safe
@signed_in
def desk(request: Request, case_id: UUID) -> HttpResponse:
    """`?do=approve` opens the form of that action beside the documents."""
    return _page(request, case_id, Form((NOTE,), {}))


@require_POST
@signed_in
def note(request: Request, case_id: UUID) -> HttpResponse:
    """Keep a note; one that is refused comes back as it was typed."""
    text = request.POST.get("text", "")
    try:
        add_note(case_id=case_id, text=text, by=request.actor, at=timezone.now())
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _page(request, case_id, Form((NOTE,), {"text": text}, refusal.faults), status=refusal.status)
    return redirect(f"{reverse('procedures:desk-case', args=[case_id])}#notes")


def _page(request: Request, case_id: UUID, new_note: Form, *, status: int = 200) -> HttpResponse:
    case, version = readable(request, case_id)
    check(request.actor, "note", case)
    now = timezone.now()
    roles = roles_in(case, version.definition, request.actor)
    offered = options_for(case, version, roles, request.actor, now)
    handler = Handler.objects.filter(case=case).select_related("person").first()
    context = {
        "case": case_view(case, {}),
        "owner": case.owner,
        "overdue": case.due is not None and case.due < now and case.closed_at is None,
        "filed": filed(case, version, roles),
        "documents": documents(case.subject),
        "tasks": task_lines(case, version, request.actor, inside=True),
        "said": said_last(case),
        "offered": offered,
        "reckoned": reckoned(case, version, now),
        "chosen": _chosen(request, case, version, offered),
        "handler": handler.person.name if handler else "",
        "about": _about(case, request.actor),
        "recused": why_recused(case, version.definition, request.actor),
        "as_shown": f"{to_slug(case.pk)}~{to_slug(handler.person_id) if handler else ''}",
        "is_mine": handler is not None and handler.person_id == request.actor.id,
        "notes": notes_on(case.pk),
        "new_note": new_note,
        "inside": True,
        "wanting": wanting_in(case, version),
        "turn": turn(version.definition, version.definition.states[case.state]),
        **fees_beside(case, version, request.actor),
        **letters_beside(case, version, now),
    }
    return render(request, "procedures/desk/case.html", context, status=status)


def _about(case: Case, actor: Actor) -> dict[str, object] | None:
    """What the case is about; of a case that it appeals against, also the decision and its reason."""
    if not case.about:
        return None
    subject = Subject.parse(case.about)
    target = Case.objects.filter(pk=subject.id).first() if subject.type == "procedures.case" else None
    if target is None or not can(actor, "view", target):
        return {"subject": subject if target is None else None, "number": target.number if target else ""}
    definition = published(target.version_id).definition
    move = target.moves.order_by("-seq")[0]
    return {
        "subject": subject,
        "procedure": definition.title,
        "decision": definition.states[target.state].title,
        "at": target.moved_at,
        "reason": say(TACIT[move.tacit]) if move.tacit else move.reason,
    }


def _chosen(request: Request, case: Case, version: Published, offered: tuple[Option, ...]) -> dict[str, object] | None:
    """The action that is open beside the documents: its form as far as it is written, or its reason."""
    name = request.GET.get("do", "")
    option = next((one for one in offered if one.action.name == name and one.outcome), None)
    if option is None:
        return None
    action = option.action
    want = Wanted(case, version, action)
    # What is long, signed or voted on has its own pages.
    if action.needs_signature or action.quorum > 1 or (action.form and want.is_long):
        form = None
    elif action.form:
        form = Sheet.of(case, version, action.form, request.actor).show()
    else:
        form = Form(grounds_fields(version.definition, action), {})
    target = version.definition.states[action.target].title
    return {
        "action": action, "form": form, "url": action_url(case, action), "target": target,
        "follows": consequences(version.definition, action), "letters": letters_by(action),
    }  # fmt: skip
