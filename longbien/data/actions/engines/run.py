"""Run a statement under an agreement on an engine of the operators' choice; recorded as every question is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from longbien.data.actions.agreements.ask import NOT_IN_FORCE, NOTHING_YET
from longbien.data.events.agreements import DataRun
from longbien.data.gateway.answer import Answer
from longbien.data.models import Agreement, Query
from longbien.data.policy import AGREEMENT
from longbien.data.queries.agreements import state_of
from longbien.data.queries.engines import asked_of
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

EXTRAS: Mapping[str, str] = {"duckdb": "spark", "spark": "spark", "clickhouse": "clickhouse"}
"""Each engine, and the extra that it is asked through: Ibis comes with both."""
MOST = 1_000_000


@dataclass(frozen=True)
class Where:
    """The engine; `lake` is a copy of the lake (`s3://bucket/lake`) when it is not this machine's."""

    engine: str
    lake: str = ""


def run(agreement_id: UUID, statement: str, *, where: Where, by: Actor, at: datetime, most: int = MOST) -> Answer:
    """The answer. Refusal: not in force (409), the extra is missing (501), or the statement can't be run; each is
    recorded like an answer."""
    found = Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
    if found is None:
        raise not_found()
    check(by, "run", found)
    try:
        answer = _answer(found, statement, where, most)
    except Refusal as refusal:
        _note(found, DataRun(_digest(statement), where.engine, None, refusal.code), by=by, at=at)
        raise
    _note(found, DataRun(_digest(statement), where.engine, answer.rows, ""), by=by, at=at)
    return answer


def _answer(found: Agreement, statement: str, where: Where, most: int) -> Answer:
    if state_of(found) != "in-force":
        raise conflict("not-in-force", NOT_IN_FORCE)
    asked = asked_of(found, statement, most=most, lake=where.lake)
    if asked is None:
        raise conflict("no-rows", NOTHING_YET)
    running = require("longbien.data.engines.running", extra=EXTRAS[where.engine])
    answer: Answer = running.run(running.Asked(**asked), where.engine)
    return answer


def _digest(statement: str) -> str:
    return sha256(statement.encode()).hexdigest()


@act
def _note(found: Agreement, told: DataRun, *, by: Actor, at: datetime) -> None:
    subject = Subject(AGREEMENT, found.pk)
    emit(told, subject=subject, by=by, at=at, chain=subject)
    Query.objects.create(
        id=new_id(), agreement=found, person_id=by.id, digest=told.digest, rows=told.rows, refused=told.refused[:60],
        at=at,
    )  # fmt: skip
