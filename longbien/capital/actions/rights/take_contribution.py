"""Take in what somebody gives to a laboratory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.capital.events.rights import ContributionTaken
from longbien.capital.models import Contribution
from longbien.capital.rules.rights import contribution as rule
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import organisation
from longbien.places.queries import laboratory
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.actions.store_document import store_document
from longbien.record.rules.media import Limits

EVIDENCE = Limits(max_bytes=10_000_000, accept=("application/pdf",))
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Given:
    """What is given, worth how much, and who says so."""

    laboratory_id: UUID
    organisation_id: UUID
    kind: rule.ContributionKind
    value: Money
    about: str
    valued_by: str = ""


@dataclass(frozen=True)
class Evidence:
    """The written valuation as it came: a PDF."""

    name: str
    chunks: Iterable[bytes]


@act
def take_contribution(given: Given, *, evidence: Evidence | None, by: Actor, at: datetime) -> UUID:
    """The contribution's id. Refusal for one without value, and for equipment or something in kind that nobody valued
    in writing; the valuation is kept in the record, and only a commitment to it in the log."""
    made = Contribution(
        id=new_id(), laboratory_id=given.laboratory_id, organisation_id=given.organisation_id, kind=given.kind,
        minor=given.value.minor, currency=given.value.currency, about=given.about.strip(),
        valued_by=given.valued_by.strip(), taken_at=at,
    )  # fmt: skip
    check(by, "take", made)
    _check(given, has_evidence=evidence is not None)
    subject = Subject("capital.contribution", made.pk)
    if evidence is not None:
        made.evidence_id = store_document(
            evidence.chunks, name=evidence.name, subject=subject, by=by, at=at, limits=EVIDENCE
        )
    taken = ContributionTaken(
        given.laboratory_id, given.organisation_id, given.kind, made.evidence_id, given.value, made.valued_by
    )
    made.entry_id = emit(taken, subject=subject, by=by, at=at)
    made.save(force_insert=True)
    return made.pk


def _check(given: Given, *, has_evidence: bool) -> None:
    if laboratory(given.laboratory_id) is None or organisation(given.organisation_id) is None:
        raise not_found()
    outcome = rule.check(given.kind, given.value.minor, has_evidence=has_evidence, valued_by=given.valued_by)
    faults = [Fault(reason.where, reason.what) for reason in outcome.against]
    if given.value.minor > LARGEST:
        faults.append(Fault("value", Text.of(vi="Số tiền quá lớn.", en="The amount is too large.")))
    if faults:
        raise Refusal("bad-contribution", faults[0].what, faults=tuple(faults))
