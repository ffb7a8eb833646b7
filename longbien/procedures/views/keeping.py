"""What an officer types on the page of a case: kept whatever button is pressed, until it is sent."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from longbien.procedures.actions.desk.keep_typed import keep_typed
from longbien.procedures.models import Case
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.questions.looking import mark_of
from longbien.procedures.views.grounds import REASON, WORDING
from longbien.ui.requests import Request

NOTE = "note"
DRAWN = "_drawn-"  # the mark of the text that a box was drawn with


def key_of(action: str) -> str:
    """What the reason of an action is kept under."""
    return f"reason:{action}"


def ticks_key_of(action: str) -> str:
    """What the ready wording that was ticked for it is kept under, by its numbers."""
    return f"wording:{action}"


def done_with(action: str) -> dict[str, str]:
    """What is kept no longer once an action is done."""
    return {key_of(action): "", ticks_key_of(action): ""}


def keep(request: Request, case: Case, action: Action | None) -> None:
    """Keep what was typed into the boxes since the page was drawn; `action` is the one that was open. A page that was
    drawn earlier, in another tab, takes nothing away from what was typed since. Wording that was ticked stays ticked.
    """
    boxes = {"text": NOTE} | ({REASON: key_of(action.name)} if action else {})
    given = {key: typed(request, box) for box, key in boxes.items() if box in request.POST and _is_new(request, box)}
    if action and action.grounds.wording and REASON in request.POST and _is_new(request, WORDING):
        given[ticks_key_of(action.name)] = ticked_in(request)
    if given:
        keep_typed(case_id=case.pk, texts=given, by=request.actor, at=timezone.now())


def reason_kept(action: Action, kept: Mapping[str, str]) -> dict[str, Any]:
    """What was ticked and typed for an action, as its questions take it."""
    ticked = kept.get(ticks_key_of(action.name), "").split()
    return {WORDING: ticked, REASON: kept.get(key_of(action.name), "")}


def ticked_in(request: Request) -> str:
    """The numbers of the wording that was ticked."""
    return " ".join(one for one in request.POST.getlist(WORDING) if one.isascii() and one.isdigit())


def typed(request: Request, box: str) -> str:
    return request.POST.get(box, "").replace("\r\n", "\n")


def drawn(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """The marks to send along: of each box, that of what stands in it."""
    return [(DRAWN + box, mark_of(text)) for box, text in texts.items()]


def _is_new(request: Request, box: str) -> bool:
    before = request.POST.get(DRAWN + box)
    now = ticked_in(request) if box == WORDING else typed(request, box)
    return before is None or before != mark_of(now)
