"""Count a person's wish for an action that several must want."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.text import Text
from longbien.procedures.events import CaseVoteCast
from longbien.procedures.models import Case, QuorumVote
from longbien.procedures.queries.counting import count
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.votes import Ballot, Tally
from longbien.record.actions.emit import emit

VOTED_ALREADY = "voted-already"


def cast(  # noqa: PLR0913 (a vote and whose it is)
    case: Case, version: Published, action: Action, reason: str, *, by: Actor, at: datetime, deputy_for: UUID | None
) -> Tally:
    """Write the vote down and count again. A vote for another action of the same step is taken back by this one.

    Refusal (409) for whoever has voted for this action already, for the same office: who voted as a deputy and holds an
    office of their own by now votes anew for that one.
    """
    mine = case.votes.filter(seq=case.seq, person_id=by.person_id).first()
    if mine is not None and (mine.action, mine.on_behalf_of) == (action.name, deputy_for):
        raise _voted_already(case, version, action)
    mine_now = Ballot(by.person_id, action.name, on_behalf_of=deputy_for, speaks_for=deputy_for)
    counted = count(case, version, action, also=mine_now)
    event = CaseVoteCast(
        number=case.number, procedure=version.definition.code, seq=case.seq, action=action.name,
        votes=len(counted.voters), needed=counted.needed, reason=reason or None,
    )  # fmt: skip
    event_id = emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    QuorumVote.objects.update_or_create(
        case=case, seq=case.seq, person_id=by.person_id,
        defaults={
            "action": action.name, "reason": reason, "at": at, "event_id": event_id, "on_behalf_of": deputy_for
        },
    )  # fmt: skip
    return counted


def _voted_already(case: Case, version: Published, action: Action) -> Refusal:
    counted = count(case, version, action)
    given, needed = len(counted.voters), counted.needed
    return conflict(
        VOTED_ALREADY,
        Text.of(
            vi=f"Bạn đã biểu quyết “{action.title.in_language('vi')}” ({given}/{needed} phiếu). Còn chờ thêm.",
            en=f"You have voted for “{action.title.in_language('en')}” ({given} of {needed}). More are needed.",
        ),
    )
