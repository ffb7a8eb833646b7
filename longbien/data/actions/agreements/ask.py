"""Ask a question in SQL under an agreement: what it may see is compiled from the terms, every question is recorded."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

from longbien.data.events.agreements import DataQueried
from longbien.data.gateway.answer import Answer
from longbien.data.gateway.asking import run
from longbien.data.gateway.terms import Limits
from longbien.data.models import Agreement, Query
from longbien.data.queries.agreements import offer_of, state_of
from longbien.data.queries.parts import Row, rows_of
from longbien.data.rules.ckan.parts import Part
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record import rows as written
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

T = TypeVar("T")
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
    return _recorded(found, statement, lambda: _asked(found, statement, limits), lambda told: told.rows, by=by, at=at)


def ask_part(found: Agreement, part: Part, *, known: str, by: Actor, at: datetime) -> Sequence[Row]:
    """Rows of a page, as JSON has their values, out of what is kept or from a worker: recorded as its statement either
    way. `known` is what they rest on (`queries.parts`). Refusals as of `ask`."""
    return _recorded(
        found, part.statement, lambda: rows_of(part, known, lambda one: _asked(found, one, None)), len, by=by, at=at
    )


def _asked(found: Agreement, statement: str, limits: Limits | None) -> Answer:
    offer = offer_of(found)
    if offer is None:
        raise conflict("no-rows", NOTHING_YET)
    return run(statement, [offer], limits)


def _recorded(
    found: Agreement, statement: str, answered: Callable[[], T], count: Callable[[T], int], *, by: Actor, at: datetime
) -> T:
    """The answer, given only while the agreement is in force, and written down before it is."""
    check(by, "query", found)
    try:
        if state_of(found) != "in-force":
            raise conflict("not-in-force", NOT_IN_FORCE)
        answer = answered()
    except Refusal as refusal:
        _note(found, statement, rows=None, refused=refusal.code, by=by, at=at)
        raise
    _note(found, statement, rows=count(answer), refused="", by=by, at=at)
    return answer


@act
def _note(found: Agreement, statement: str, *, rows: int | None, refused: str, by: Actor, at: datetime) -> None:
    digest = sha256(statement.encode()).hexdigest()
    subject = Subject("data.agreement", found.pk)
    emit(DataQueried(digest, rows, refused), subject=subject, by=by, at=at, chain=subject)
    written.insert(
        Query, id=new_id(), agreement_id=found.pk, person_id=by.id, digest=digest, rows=rows, refused=refused[:60],
        at=at,
    )  # fmt: skip
