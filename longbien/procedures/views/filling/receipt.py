"""The receipt: what was sent, when and by whom, under which number, and what happens next. Made to be printed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.people.queries import person_card
from longbien.procedures.naming import following
from longbien.procedures.queries.history import moves
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.showing import answers, classes_for
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.filling.expecting import once_sent
from longbien.procedures.views.page import readable
from longbien.procedures.views.shown import form_title
from longbien.ui.requests import Request


@require_safe
@signed_in
def receipt(request: Request, case_id: UUID, seq: int) -> HttpResponse:
    """What was sent with one move of a case, for who may read its answers."""
    case, version = readable(request, case_id)
    check(request.actor, "read-answers", case)
    sent = case.answers.filter(seq=seq).first()
    move = case.moves.filter(seq=seq).first()
    if sent is None or move is None:
        raise not_found()
    check(request.actor, "read", sent)
    definition = version.definition
    # The version that the move was made under, which the case may have left since, names its action.
    made = next((one for one in moves([case.pk]) if one.seq == seq), None)
    classes = classes_for(definition, roles_in(case, definition, request.actor))
    person, state = person_card(sent.by_id), definition.states[case.state]
    context = {
        "case": case,
        "procedure": definition.title,
        "form_title": form_title(version, sent.form),
        "action": made.action if made else None,
        "sent": sent,
        "by": person.name if person else "",
        "entry_id": move.event_id,
        "state": state,
        "expected": once_sent(case, definition, seq, sent.at),
        "following": following(definition, state, to_owner=request.actor.member_of(case.owner_id)),
        "answers": answers(version.schemas[sent.form], sent.data, classes=classes, known=sent.known),
    }
    return render(request, "procedures/filling/receipt.html", context)
