"""A case as its office works on it: what was filed on one side; the decision, the handler, the notes on the other."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import can, check
from longbien.procedures.actions.desk.add_note import LONGEST
from longbien.procedures.models import Case, Task
from longbien.procedures.naming import turn
from longbien.procedures.queries.cases import case_view
from longbien.procedures.queries.deciding import said_last
from longbien.procedures.queries.desk.notes import notes_on
from longbien.procedures.queries.desk.unheld import Lacking, lacking_in
from longbien.procedures.queries.desk.worklist import Asked, next_after
from longbien.procedures.queries.drafts import typed_at_desk
from longbien.procedures.queries.standing import reckoning, roles_in, why_recused
from longbien.procedures.queries.timeline import TACIT
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.machine import Option
from longbien.procedures.views.beside import fees_beside, letters_beside
from longbien.procedures.views.desk.opened import opened, wanted_here
from longbien.procedures.views.grounds import REASON, WORDING, grounds_given
from longbien.procedures.views.keeping import NOTE, drawn, key_of, reason_kept, ticks_key_of
from longbien.procedures.views.page import options_for, readable
from longbien.procedures.views.queue import carried, list_url, query_of, queue_in
from longbien.procedures.views.reckoned import reckoned
from longbien.procedures.views.shown import TaskLine, filed, task_lines, tone_of
from longbien.procedures.views.typed import Typed
from longbien.record.queries import documents
from longbien.ui.fields import Field
from longbien.ui.forms import Form
from longbien.ui.language import say
from longbien.ui.requests import Request

NEW_NOTE = Field("text", "longtext", Text.of(vi="Ghi chú mới", en="New note"), required=True, maximum=LONGEST)


def show(
    request: Request,
    case_id: UUID,
    *,
    note_faults: tuple[Fault, ...] = (),
    typed: Typed | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """`?do=approve` opens the form of that action beside the documents, `&look=1` what is sent."""
    case, version = readable(request, case_id)
    check(request.actor, "note", case)
    now, queue = timezone.now(), queue_in(request)
    definition, roles = version.definition, roles_in(case, version.definition, request.actor)
    rules, handler = reckoning(case, version, now), getattr(case, "handler", None)
    offered = options_for(case, version, roles, request.actor, rules)
    kept = typed_at_desk(case, request.actor)
    want = wanted_here(request, case, version, offered)
    open_now = opened(request, want, kept, typed=typed, refusal=refusal) if want else None
    note = request.POST.get("text", "") if note_faults else kept.get(NOTE, "")
    tasks, lacking = task_lines(case, version, request.actor, inside=True), lacking_in(case, version)
    context = {
        "case": case_view(case, {}),
        "owner": case.owner,
        "overdue": case.due is not None and case.due < now and case.closed_at is None,
        "tone": tone_of(definition, definition.states[case.state]),
        "filed": filed(case, version, roles),
        "documents": documents(case.subject),
        "tasks": tasks,
        "said": said_last(case),
        "offered": offered,
        "reckoned": reckoned(version, rules),
        "as_shown": f"{to_slug(case.pk)}~{to_slug(handler.person_id) if handler else ''}",
        "opened": open_now,
        "begun": {one.action.name for one in offered if _keys(one.action.name) & kept.keys()},
        "left": _left(version, kept, offered),
        "refusal": refusal if not (open_now and open_now.form and open_now.form.faults) else None,
        "handler": handler.person.name if handler else "",
        "about": _about(case, request.actor),
        "recused": why_recused(case, definition, request.actor),
        "is_mine": handler is not None and handler.person_id == request.actor.id,
        "notes": notes_on(case.pk),
        "new_note": Form((NEW_NOTE,), {"text": note}, note_faults),
        "drawn": drawn(_drawn(kept, want.action.name if want else "")),
        "inside": True,
        "lacking": lacking,
        "turn": _turn(definition, case, tasks, lacking, offered),
        "keeps": "work",
        **_on_the_way(request, case, queue, now),
        **fees_beside(case, version, request.actor),
        **letters_beside(case, version, now),
    }
    return render(request, "procedures/desk/case.html", context, status=status)


def _on_the_way(request: Request, case: Case, queue: Asked | None, now: datetime) -> dict[str, object]:
    """Back to the work list as it was filtered, and on to its next case."""
    following = next_after(request.actor, queue, case, now) if queue is not None else None
    url = reverse("procedures:desk-case", args=[following]) if following else ""
    return {
        "queue": query_of(queue or Asked()),
        "list_url": list_url(queue),
        "next_url": carried(url, queue) if url else "",
    }


def _turn(
    definition: Definition, case: Case, tasks: list[TaskLine], lacking: tuple[Lacking, ...], offered: Iterable[Option]
) -> Text | None:
    """What is waited for still: no review once all are in, nothing that a rule of the case stands against."""
    are_in = bool(tasks) and not lacking and all(one.state != Task.State.OPEN for one in tasks)
    blocked = {one.action.name for one in offered if any(why.code == "guard" for why in one.outcome.against)}
    return turn(definition, definition.states[case.state], are_reviews_in=are_in, blocked=blocked)


def _keys(action: str) -> set[str]:
    return {key_of(action), ticks_key_of(action)}


def _drawn(kept: Mapping[str, str], action: str) -> dict[str, str]:
    """What stands in the boxes of the page."""
    return {
        "text": kept.get(NOTE, ""), REASON: kept.get(key_of(action), ""), WORDING: kept.get(ticks_key_of(action), ""),
    }  # fmt: skip


def _left(version: Published, kept: Mapping[str, str], offered: Iterable[Option]) -> list[tuple[Text, str, str]]:
    """What was typed for actions that can't be done any more: their title, the text, and what it is kept under."""
    here = {one.action.name for one in offered if one.outcome}
    gone = [
        one for one in version.definition.actions.values() if one.name not in here and _keys(one.name) & kept.keys()
    ]
    return [(one.title, grounds_given(one, reason_kept(one, kept)), key_of(one.name)) for one in gone]


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
