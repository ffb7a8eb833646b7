"""Carry out in a case what a body resolved: each who voted for it does the action, until the case has moved."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.procedures.actions.deciding.vote import VOTED_ALREADY
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case


def carry(case_id: UUID, action: str, reason: str, ayes: Iterable[Actor], *, at: datetime) -> int:
    """The number of the move. The first does it alone where the action needs no more; where it needs several, each
    counts as one of them. Refusal when the procedure asks for more than voted for it."""
    before, refused = _seq(case_id), None
    for one in ayes:
        try:
            perform(case_id=case_id, action=action, reason=reason, by=one, at=at)
        except Refusal as refusal:
            # Whoever had voted for it on the page of the case already is counted with the others there.
            if refusal.code == VOTED_ALREADY:
                continue
            # One of those who voted for it may not do it, such as whoever asked for it under four eyes; others may.
            if refusal.status != 403:
                raise
            refused = refused or refusal
        if (now := _seq(case_id)) != before:
            return now
    if refused is not None:
        raise refused
    what = Text.of(
        vi="Thủ tục đòi hỏi nhiều người đồng ý hơn.", en="The procedure asks for more persons than voted for it."
    )
    raise Refusal("too-few-for", what)


def _seq(case_id: UUID) -> int:
    return Case.objects.values_list("seq", flat=True).get(pk=case_id)
