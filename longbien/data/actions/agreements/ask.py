"""Ask a question in SQL under an agreement: what it may see is compiled from the terms, every question is recorded."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from longbien.data.events.agreements import DataQueried
from longbien.data.gateway.answer import Answer
from longbien.data.gateway.asking import run
from longbien.data.gateway.terms import Limits
from longbien.data.models import Agreement, Query
from longbien.data.queries.agreements import offer_of, state_of
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

NOT_IN_FORCE = Text.of(
    vi="Thoả thuận này không có hiệu lực: không đưa ra dữ liệu nào.",
    en="This agreement is not in force: nothing is given out under it.",
)
NOTHING_YET = Text.of(vi="Bộ dữ liệu này chưa có dòng nào.", en="This data set has no rows yet.")


def ask(agreement_id: UUID, statement: str, *, by: Actor, at: datetime, limits: Limits | None = None) -> Answer:
    """The answer. Refusal (409) when the agreement isn't in force now; any refusal of the gateway, which is recorded
    like an answer."""
    found = Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
    if found is None:
        raise not_found()
    check(by, "query", found)
    try:
        if state_of(found) != "in-force":
            raise conflict("not-in-force", NOT_IN_FORCE)
        offer = offer_of(found)
        if offer is None:
            raise conflict("no-rows", NOTHING_YET)
        answer = run(statement, [offer], limits)
    except Refusal as refusal:
        _note(found, statement, rows=None, refused=refusal.code, by=by, at=at)
        raise
    _note(found, statement, rows=answer.rows, refused="", by=by, at=at)
    return answer


@act
def _note(found: Agreement, statement: str, *, rows: int | None, refused: str, by: Actor, at: datetime) -> None:
    digest = sha256(statement.encode()).hexdigest()
    subject = Subject("data.agreement", found.pk)
    emit(DataQueried(digest, rows, refused), subject=subject, by=by, at=at, chain=subject)
    Query.objects.create(
        id=new_id(), agreement=found, person_id=by.id, digest=digest, rows=rows, refused=refused[:60], at=at
    )
