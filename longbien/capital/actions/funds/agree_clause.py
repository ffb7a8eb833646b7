"""Agree on a clause of a side letter."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.funds.locked import hold_vehicle, must_be_untied, subject_of
from longbien.capital.events.funds import ClauseAgreed
from longbien.capital.rules.funds.side_letters import KINDS
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Agreed:
    """A clause: what kind it is of, its words, and from which day it holds."""

    kind: str
    words: str
    since: date


@act
def agree_clause(commitment_id: UUID, agreed: Agreed, *, by: Actor, at: datetime) -> int:
    """Add a clause; the answer is its number. Refusal 403 for an officer who is tied to the investor."""
    row = models.Commitment.objects.filter(pk=commitment_id).first()
    if row is None:
        raise not_found()
    check(by, "view", row)
    must_be_untied(by, [row.organisation_id])
    check(by, "agree-clause", row)
    vehicle, words = hold_vehicle(row.vehicle_id), agreed.words.strip()
    if agreed.kind not in KINDS or not 3 <= len(words) <= 2000:
        raise Refusal("bad-clause", CLAUSE, faults=(Fault("words", CLAUSE),))
    number = row.clauses.count() + 1
    models.Clause.objects.create(
        commitment=row, number=number, kind=agreed.kind, words=words, since=agreed.since, at=at
    )  # fmt: skip
    event = ClauseAgreed(row.pk, number, agreed.kind, text=words)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return number


CLAUSE = Text.of(
    vi="Chọn loại và viết điều khoản (3 đến 2000 ký tự).",
    en="Choose a kind and write the clause (3 to 2000 characters).",
)
